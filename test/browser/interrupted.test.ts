import { describe, expect, test } from 'vitest';
import { answer, closePopup, expectBack, expectQuestion, expectSignIn, signIn } from './merchant.ts';
import { openLife } from './setup.ts';

const life = openLife();

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('%s', (_, scripts) => {
  const { activated, expectOneEnding } = life.with(scripts);

  describe('a popup that was closed', () => {
    test('before signing in begins anew with the sign-in', async () => {
      const { store, scene, popup } = await activated();
      await closePopup(popup);
      const again = await scene.press(store, 'Activate');
      await expectSignIn(again);
      await signIn(again);
      await answer(again, 'yes');
      await expectBack(again, store);
      await scene.expectGrid(store, 'Active');
      await scene.close();
    });

    test('at the question leads to the question again, without another sign-in', async () => {
      const { store, scene, popup } = await activated();
      await signIn(popup);
      await closePopup(popup);
      const again = await scene.press(store, 'Activate');
      await expectQuestion(again);
      await answer(again, 'yes');
      await expectBack(again, store);
      await scene.close();
    });

    test('while the store is still at work goes on by itself, and is done when it is opened again', async () => {
      const { store, scene, popup } = await activated({ latencyMs: 1_500 });
      const url = popup.url();
      await signIn(popup);
      await answer(popup, 'yes');
      await popup.waitForURL(/\/progress\?/);
      await closePopup(popup);
      const again = await scene.profile.newPage();
      await again.goto(url);
      await expectBack(again, store);
      // Magento took the closed popup for the end, and has shown what it knew then.
      await scene.expectGrid(store, 'Active', 'reopened');
      expectOneEnding(store);
      await scene.close();
    });
  });

  describe('refresh and back', () => {
    test('on the sign-in page and at the question change nothing', async () => {
      const { store, scene, popup } = await activated();
      await popup.reload();
      await expectSignIn(popup);
      await signIn(popup);
      await popup.reload();
      await expectQuestion(popup);
      await popup.goBack();
      await popup.goForward();
      await expectQuestion(popup);
      await answer(popup, 'yes');
      await expectBack(popup, store);
      await scene.close();
    });

    test('after the answer show how it went on, and ask for nothing twice', async () => {
      const { store, scene, popup } = await activated({ latencyMs: 1_000 });
      await signIn(popup);
      const question = popup.url();
      const waiting = popup.waitForRequest(/\/progress\?.*wait=1/);
      await answer(popup, 'yes');
      await waiting;
      // What a refresh asks for. Without scripts the page is on its way on already, and so it never ends loading.
      await popup.goto(popup.url(), { waitUntil: 'commit' });
      const tab = await scene.profile.newPage();
      await tab.goto(question);
      expect(await tab.locator('button[value=yes]').count()).toBe(0);
      await Promise.all([expectBack(popup, store), expectBack(tab, store)]);
      expectOneEnding(store);
      await scene.close();
    });

    test('a question that is answered twice is answered once', async () => {
      const { store, scene, popup } = await activated();
      await signIn(popup);
      const tab = await scene.profile.newPage();
      await tab.goto(popup.url());
      await answer(popup, 'yes');
      await expectBack(popup, store);
      await answer(tab, 'no');
      await expectBack(tab, store);
      expect((await life.house().connectionOf(store))?.status).toBe('active');
      expectOneEnding(store);
      await scene.close();
    });
  });
});
