import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type House, integrationOf, openHouse } from '../journey/house.ts';
import type { StandInOptions } from '../magento/stand-in.ts';
import { openChromium } from './chromium.ts';
import { expectAccessible, expectToFit } from './measure.ts';
import {
  answer,
  closePopup,
  expectBack,
  expectDeclined,
  expectGone,
  expectQuestion,
  expectSignIn,
  mainOf,
  signIn,
  signInAgain,
} from './merchant.ts';
import { openScene, type Scene, type Store } from './scene.ts';

let house: House;
let browser: Browser;
beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse(), openChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

type Set = { readonly store: Store; readonly scene: Scene; readonly popup: Page };

/** How often the vendor was told of an end: once for each activation. */
const endingsOf = (store: Store) => house.eventsOf(store).length;

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('%s', (_, scripts) => {
  /** A merchant in front of a browser of their own. */
  const merchant = (...stores: Store[]) => openScene(browser, house, stores, { scripts });

  /** A store, a merchant, and the popup that *Activate* opened. */
  async function activated(options: StandInOptions = {}): Promise<Set> {
    const store = await house.store(options);
    const scene = await merchant(store);
    return { store, scene, popup: await scene.press(store, 'Activate') };
  }

  /** A store that ana has connected. */
  async function connected(): Promise<{ readonly store: Store; readonly scene: Scene }> {
    const { store, scene, popup } = await activated();
    await signIn(popup);
    await answer(popup, 'yes');
    await expectBack(popup, store);
    if (scripts) await expectGone(popup);
    await scene.expectGrid(store, 'Active');
    return { store, scene };
  }

  /** Pages are the same without scripts, so they are measured once. */
  async function expectFine(popup: Page): Promise<void> {
    if (!scripts) return;
    await expectToFit(popup);
    await expectAccessible(popup);
  }

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
      expect(endingsOf(store)).toBe(1);
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
      expect(endingsOf(store)).toBe(1);
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
      expect((await house.connectionOf(store))?.status).toBe('active');
      expect(endingsOf(store)).toBe(1);
      await scene.close();
    });
  });

  describe('one browser', () => {
    test('with the popup in two tabs finishes in either', async () => {
      const { store, scene, popup } = await activated();
      const tab = await scene.profile.newPage();
      await tab.goto(popup.url());
      await signIn(popup);
      await signIn(tab);
      await answer(tab, 'yes');
      await expectBack(tab, store);
      await scene.close();
    });

    test('connects two stores at once, each to the account that was shown for it', async () => {
      const stores = [await house.store(), await house.store()] as const;
      const scene = await merchant(...stores);
      const [one, two] = [await scene.press(stores[0], 'Activate'), await scene.press(stores[1], 'Activate')];
      await signIn(one);
      await signIn(two);
      await signInAgain(two, 'ben');
      await expect.poll(() => mainOf(two)).toContain('ben@example.com');
      await one.reload();
      expect(await mainOf(one)).toContain('ana@example.com');
      await answer(two, 'yes');
      await answer(one, 'yes');
      await Promise.all([expectBack(one, stores[0]), expectBack(two, stores[1])]);
      expect((await house.connectionOf(stores[0]))?.account.label).toBe('ana@example.com');
      expect((await house.connectionOf(stores[1]))?.account.label).toBe('ben@example.com');
      await scene.close();
    });

    test('that is signed in already for this integration goes straight to the question', async () => {
      const { store, scene } = await connected();
      const popup = await scene.press(store, 'Reauthorize');
      await expectQuestion(popup);
      expect(await mainOf(popup)).toContain('ana@example.com');
      await scene.close();
    });

    test('that is signed in at the vendor gives no password for the next store', async () => {
      const { scene } = await connected();
      const next = await house.store();
      const later = await merchant(next);
      await later.profile.addCookies(await scene.profile.cookies());
      const popup = await later.press(next, 'Activate');
      await popup.locator('a[href*="/signin?"]').click();
      await expectQuestion(popup);
      await scene.close();
      await later.close();
    });
  });

  describe('a store that comes back', () => {
    test('to the same account needs no sign-in and no box to be ticked', async () => {
      const { store, scene } = await connected();
      const popup = await scene.press(store, 'Reauthorize');
      await expectQuestion(popup);
      expect(await popup.locator('form input[type=checkbox]').count()).toBe(0);
      await answer(popup, 'yes');
      await expectBack(popup, store);
      await scene.expectGrid(store, 'Active');
      expect(await house.connectionOf(store)).toMatchObject({ kind: 'reauthorized' });
      await scene.close();
    });

    test('to another account is not moved before the merchant has said so', async () => {
      const { store, scene } = await connected();
      await scene.close();
      const ben = await merchant(store);
      const popup = await ben.press(store, 'Reauthorize');
      await signIn(popup, 'ben');
      expect(await mainOf(popup)).not.toContain('ana@example.com');
      await expectFine(popup);
      await answer(popup, 'yes', false);
      // The browser itself asks for the box.
      await expectQuestion(popup);
      expect((await house.connectionOf(store))?.account.label).toBe('ana@example.com');
      await answer(popup, 'yes');
      await expectBack(popup, store);
      await ben.expectGrid(store, 'Active');
      expect(await house.connectionOf(store)).toMatchObject({ kind: 'moved', account: { label: 'ben@example.com' } });
      await ben.close();
    });
  });

  describe('a merchant', () => {
    test('who opens the identity URL by hand is told where to begin', async () => {
      const scene = await merchant();
      const page = await scene.profile.newPage();
      await page.setViewportSize({ width: 680, height: 510 });
      const answered = await page.goto(`${house.local.url}/demo/login`);
      expect(answered?.status()).toBe(400);
      expect(await mainOf(page)).toMatch(/System > Extensions > Integrations/);
      await expectFine(page);
      await scene.close();
    });

    test('whose store never reached us reads of the callback URL and the five seconds', async () => {
      const store = await house.store();
      // Something answers there, so Magento opens the popup; but it is not the callback.
      const endpointUrl = `${store.baseUrl}rest/V1/directory/currency`;
      const lost = store.addIntegration({ ...integrationOf(house.local.url, 'demo'), endpointUrl });
      const scene = await merchant(store);
      const popup = await scene.press({ ...store, id: lost.id }, 'Activate');
      expect(await mainOf(popup)).toMatch(/callback URL.*five seconds/);
      await expectFine(popup);
      await scene.close();
    });

    test('who said no can say yes the next time', async () => {
      const { store, scene, popup } = await activated();
      await signIn(popup);
      await answer(popup, 'no');
      await expectDeclined(popup);
      await expect.poll(() => house.eventsOf(store).length).toBe(1);
      await closePopup(popup);
      const again = await scene.press(store, 'Activate');
      await expectQuestion(again);
      await answer(again, 'yes');
      await expectBack(again, store);
      await scene.expectGrid(store, 'Active');
      await scene.close();
    });

    test('who opens an activation that was linked meanwhile, in another browser, is told so', async () => {
      const { store, scene, popup } = await activated();
      const address = popup.url();
      await signIn(popup);
      await answer(popup, 'yes');
      await expectBack(popup, store);
      await scene.close();
      const other = await merchant(store);
      const page = await other.profile.newPage();
      await page.setViewportSize({ width: 680, height: 510 });
      await page.goto(address);
      expect(await mainOf(page)).toMatch(/already/i);
      expect(await page.locator('button[value=yes], a[href*="/signin?"]').count()).toBe(0);
      await expectFine(page);
      await other.close();
    });

    test('whose activation another window has finished meanwhile is told so when answering', async () => {
      const { store, scene, popup } = await activated();
      const address = popup.url();
      const other = await merchant(store);
      const theirs = await other.profile.newPage();
      await theirs.goto(address);
      await signIn(theirs, 'ben');
      await signIn(popup);
      await answer(popup, 'yes');
      await expectBack(popup, store);
      await answer(theirs, 'yes');
      await expect.poll(() => theirs.locator('button[value=yes]').count()).toBe(0);
      expect(new URL(theirs.url()).origin).toBe(house.local.url);
      expect((await house.connectionOf(store))?.account.label).toBe('ana@example.com');
      await scene.close();
      await other.close();
    });
  });
});
