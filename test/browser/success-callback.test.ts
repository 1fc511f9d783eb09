import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Scene, Store } from './browser-session.ts';
import { POPUP } from './chromium.ts';
import { answer, expectBack, expectGone, expectQuestion, mainOf, signIn } from './merchant.ts';
import { openLife } from './setup.ts';

const life = openLife();

/** The popup with another way back than Magento's own. */
async function openedWith(scene: Scene, store: Store, back: string | undefined): Promise<Page> {
  const activation = await store.activate(store.id);
  const url = new URL(activation.delivered ? activation.popupUrl : '');
  if (back === undefined) url.searchParams.delete('success_call_back');
  else url.searchParams.set('success_call_back', back);
  const popup = await scene.profile.newPage();
  await popup.setViewportSize(POPUP);
  await popup.goto(url.href);
  return popup;
}

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('%s', (_, scripts) => {
  const { merchant, expectFine } = life.with(scripts);

  describe('an admin on another host than the store', () => {
    test('is shown, and only gone back to once the merchant has confirmed it', async () => {
      const store = await life.house().store({ adminHost: 'localhost' });
      const scene = await merchant(store);
      const popup = await scene.press(store, 'Activate');
      await signIn(popup);
      expect(await mainOf(popup)).toContain(new URL(store.adminUrl).host);
      await expectFine(popup);
      await answer(popup, 'yes', false);
      await expectQuestion(popup);
      expect(await life.house().connectionOf(store)).toBeUndefined();
      await answer(popup, 'yes');
      await expectBack(popup, store);
      if (scripts) await expectGone(popup);
      await scene.expectGrid(store, 'Active');
      await scene.close();
    });

    test('is not led to by a form that leaves the box out', async () => {
      const store = await life.house().store({ adminHost: 'localhost' });
      const scene = await merchant(store);
      const popup = await scene.press(store, 'Activate');
      await signIn(popup);
      await popup.evaluate("document.querySelector('form').noValidate = true");
      await answer(popup, 'yes', false);
      await expect.poll(() => popup.locator('button[value=yes]').count()).toBe(0);
      await expectFine(popup);
      expect(await life.house().connectionOf(store)).toBeUndefined();
      await scene.close();
    });
  });

  describe('a way back that is not Magento’s', () => {
    test.each([
      ['another site', 'https://evil.example/'],
      ['another page of the store', 'elsewhere'],
      ['a script', 'javascript:alert(1)//loginSuccessCallback/'],
      ['a host that hides behind a user', 'http://127.0.0.1@evil.example/loginSuccessCallback/'],
      ['none', undefined],
    ])('(%s) is not followed, and the page tells that the store is connected', async (_, back) => {
      const store = await life.house().store();
      const scene = await merchant(store);
      const popup = await openedWith(scene, store, back === 'elsewhere' ? `${store.baseUrl}elsewhere/` : back);
      await signIn(popup);
      await answer(popup, 'yes');
      const connection = () => life.house().connectionOf(store);
      await expect.poll(async () => (await connection())?.status).toBe('active');
      await expect.poll(() => popup.locator('[aria-current=step]').count(), { timeout: 10_000 }).toBe(0);
      expect(new URL(popup.url()).origin).toBe(life.house().local.url);
      expect(await mainOf(popup)).toContain(new URL(store.baseUrl).host);
      await expectFine(popup);
      await scene.close();
    });
  });

  test('the way back is Magento’s own address to the letter, odd writing included', async () => {
    const store = await life.house().store();
    const scene = await merchant(store);
    const back = `${store.successCallback}?x=%7e&y=a+b`;
    const popup = await openedWith(scene, store, back);
    await signIn(popup);
    await answer(popup, 'yes');
    await popup.waitForURL((url) => url.href === back);
    await scene.close();
  });
});
