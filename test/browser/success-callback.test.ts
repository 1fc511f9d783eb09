import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { BrowserSession, Store } from './harness/browser-session.ts';
import { POPUP } from './harness/chromium.ts';
import { answer, expectGone, expectQuestion, expectSuccessCallback, mainOf, signIn } from './harness/merchant.ts';
import { openSetup } from './harness/setup.ts';

const setup = openSetup();

/** The popup with another success callback than Magento's own. */
async function openedWith(session: BrowserSession, store: Store, callback: string | undefined): Promise<Page> {
  const activation = await store.activate(store.id);
  const url = new URL(activation.delivered ? activation.popupUrl : '');
  if (callback === undefined) url.searchParams.delete('success_call_back');
  else url.searchParams.set('success_call_back', callback);
  const popup = await session.profile.newPage();
  await popup.setViewportSize(POPUP);
  await popup.goto(url.href);
  return popup;
}

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('%s', (_, scripts) => {
  const { merchant, expectFine } = setup.with(scripts);

  describe('an admin on another host than the store', () => {
    test('is shown, and only gone back to once the merchant has confirmed it', async () => {
      const store = await setup.handfast().store({ adminHost: 'localhost' });
      const session = await merchant(store);
      const popup = await session.press(store, 'Activate');
      await signIn(popup);
      expect(await mainOf(popup)).toContain(new URL(store.adminUrl).host);
      await expectFine(popup);
      await answer(popup, 'yes', false);
      await expectQuestion(popup);
      expect(await setup.handfast().connectionOf(store)).toBeUndefined();
      await answer(popup, 'yes');
      await expectSuccessCallback(popup, store);
      if (scripts) await expectGone(popup);
      await session.expectGrid(store, 'Active');
      await session.close();
    });

    test('is not led to by a form that leaves the box out', async () => {
      const store = await setup.handfast().store({ adminHost: 'localhost' });
      const session = await merchant(store);
      const popup = await session.press(store, 'Activate');
      await signIn(popup);
      await popup.evaluate("document.querySelector('form').noValidate = true");
      await answer(popup, 'yes', false);
      await expect.poll(() => popup.locator('button[value=yes]').count()).toBe(0);
      await expectFine(popup);
      expect(await setup.handfast().connectionOf(store)).toBeUndefined();
      await session.close();
    });
  });

  describe('a success callback that is not Magento’s', () => {
    test.each([
      ['another site', 'https://evil.example/'],
      ['another page of the store', 'elsewhere'],
      ['a script', 'javascript:alert(1)//loginSuccessCallback/'],
      ['a host that hides behind a user', 'http://127.0.0.1@evil.example/loginSuccessCallback/'],
      ['none', undefined],
    ])('(%s) is not followed, and the page tells that the store is connected', async (_, callback) => {
      const store = await setup.handfast().store();
      const session = await merchant(store);
      const popup = await openedWith(
        session,
        store,
        callback === 'elsewhere' ? `${store.baseUrl}elsewhere/` : callback,
      );
      await signIn(popup);
      await answer(popup, 'yes');
      const connection = () => setup.handfast().connectionOf(store);
      await expect.poll(async () => (await connection())?.status).toBe('active');
      await expect.poll(() => popup.locator('[aria-current=step]').count(), { timeout: 10_000 }).toBe(0);
      expect(new URL(popup.url()).origin).toBe(setup.handfast().local.url);
      expect(await mainOf(popup)).toContain(new URL(store.baseUrl).host);
      await expectFine(popup);
      await session.close();
    });
  });

  test('the success callback is followed to the letter, unusual encoding included', async () => {
    const store = await setup.handfast().store();
    const session = await merchant(store);
    const callback = `${store.successCallback}?x=%7e&y=a+b`;
    const popup = await openedWith(session, store, callback);
    await signIn(popup);
    await answer(popup, 'yes');
    await popup.waitForURL((url) => url.href === callback);
    await session.close();
  });
});
