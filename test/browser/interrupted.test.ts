import { describe, expect, test } from 'vitest';
import { answer, closePopup, expectQuestion, expectSignIn, expectSuccessCallback, signIn } from './harness/merchant.ts';
import { openSetup } from './harness/setup.ts';

const setup = openSetup();

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('%s', (_, scripts) => {
  const { activated, expectOneEnding } = setup.with(scripts);

  describe('a popup that was closed', () => {
    test('before signing in begins anew with the sign-in', async () => {
      const { store, session, popup } = await activated();
      await closePopup(popup);
      const again = await session.press(store, 'Activate');
      await expectSignIn(again);
      await signIn(again);
      await answer(again, 'yes');
      await expectSuccessCallback(again, store);
      await session.expectGrid(store, 'Active');
      await session.close();
    });

    test('at the question leads to the question again, without another sign-in', async () => {
      const { store, session, popup } = await activated();
      await signIn(popup);
      await closePopup(popup);
      const again = await session.press(store, 'Activate');
      await expectQuestion(again);
      await answer(again, 'yes');
      await expectSuccessCallback(again, store);
      await session.close();
    });

    test('while the store is still at work goes on by itself, and is done when it is opened again', async () => {
      const { store, session, popup } = await activated({ latencyMs: 1_500 });
      const url = popup.url();
      await signIn(popup);
      await answer(popup, 'yes');
      await popup.waitForURL(/\/progress\?/);
      await closePopup(popup);
      const again = await session.profile.newPage();
      await again.goto(url);
      await expectSuccessCallback(again, store);
      // Magento took the closed popup for the end, and has shown what it knew then.
      await session.expectGrid(store, 'Active', 'reopened');
      expectOneEnding(store);
      await session.close();
    });
  });

  describe('refresh and back', () => {
    test('on the sign-in page and at the question change nothing', async () => {
      const { store, session, popup } = await activated();
      await popup.reload();
      await expectSignIn(popup);
      await signIn(popup);
      await popup.reload();
      await expectQuestion(popup);
      await popup.goBack();
      await popup.goForward();
      await expectQuestion(popup);
      await answer(popup, 'yes');
      await expectSuccessCallback(popup, store);
      await session.close();
    });

    test('after the answer show how it went on, and ask for nothing twice', async () => {
      const { store, session, popup } = await activated({ latencyMs: 1_000 });
      await signIn(popup);
      const question = popup.url();
      const waiting = popup.waitForRequest(/\/progress\?.*wait=1/);
      await answer(popup, 'yes');
      await waiting;
      // What a refresh asks for. Without scripts the page is on its way on already, and so it never ends loading.
      await popup.goto(popup.url(), { waitUntil: 'commit' });
      const tab = await session.profile.newPage();
      await tab.goto(question);
      expect(await tab.locator('button[value=yes]').count()).toBe(0);
      await Promise.all([expectSuccessCallback(popup, store), expectSuccessCallback(tab, store)]);
      expectOneEnding(store);
      await session.close();
    });

    test('a question that is answered twice is answered once', async () => {
      const { store, session, popup } = await activated();
      await signIn(popup);
      const tab = await session.profile.newPage();
      await tab.goto(popup.url());
      await answer(popup, 'yes');
      await expectSuccessCallback(popup, store);
      await answer(tab, 'no');
      await expectSuccessCallback(tab, store);
      expect((await setup.handfast().connectionOf(store))?.status).toBe('active');
      expectOneEnding(store);
      await session.close();
    });
  });
});
