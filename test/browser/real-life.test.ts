import { describe, expect, test } from 'vitest';
import { integrationOf } from '../journey/local-setup.ts';
import {
  answer,
  closePopup,
  expectDeclined,
  expectQuestion,
  expectSuccessCallback,
  mainOf,
  signIn,
  signInAgain,
  signInAtProvider,
} from './harness/merchant.ts';
import { openSetup } from './harness/setup.ts';

const setup = openSetup();

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('%s', (_, scripts) => {
  const { activated, connected, expectFine, merchant } = setup.with(scripts);

  describe('one browser', () => {
    test('with the popup in two tabs finishes in either', async () => {
      const { store, session, popup } = await activated();
      const tab = await session.profile.newPage();
      await tab.goto(popup.url());
      await signIn(popup);
      await signIn(tab);
      await answer(tab, 'yes');
      await expectSuccessCallback(tab, store);
      await session.close();
    });

    test('connects two stores at once, each to the account that was shown for it', async () => {
      const stores = [await setup.handfast().store(), await setup.handfast().store()] as const;
      const session = await merchant(...stores);
      const [one, two] = [await session.press(stores[0], 'Activate'), await session.press(stores[1], 'Activate')];
      await signIn(one);
      await signIn(two);
      await signInAgain(two, 'ben');
      await expect.poll(() => mainOf(two)).toContain('ben@example.com');
      await one.reload();
      expect(await mainOf(one)).toContain('ana@example.com');
      await answer(two, 'yes');
      await answer(one, 'yes');
      await Promise.all([expectSuccessCallback(one, stores[0]), expectSuccessCallback(two, stores[1])]);
      expect((await setup.handfast().connectionOf(stores[0]))?.account.label).toBe('ana@example.com');
      expect((await setup.handfast().connectionOf(stores[1]))?.account.label).toBe('ben@example.com');
      await session.close();
    });

    test('that is signed in already for this integration goes straight to the question', async () => {
      const { store, session } = await connected();
      const popup = await session.press(store, 'Reauthorize');
      await expectQuestion(popup);
      expect(await mainOf(popup)).toContain('ana@example.com');
      await session.close();
    });

    test('that is signed in at the vendor gives no password for the next store', async () => {
      const { session } = await connected();
      const next = await setup.handfast().store();
      const later = await merchant(next);
      await later.profile.addCookies(await session.profile.cookies());
      const popup = await later.press(next, 'Activate');
      await popup.locator('a[href*="/signin?"]').click();
      await expectQuestion(popup);
      await session.close();
      await later.close();
    });
  });

  describe('a store that comes back', () => {
    test('to the same account needs no sign-in and no box to be ticked', async () => {
      const { store, session } = await connected();
      const popup = await session.press(store, 'Reauthorize');
      await expectQuestion(popup);
      expect(await popup.locator('form input[type=checkbox]').count()).toBe(0);
      await answer(popup, 'yes');
      await expectSuccessCallback(popup, store);
      await session.expectGrid(store, 'Active');
      expect(await setup.handfast().connectionOf(store)).toMatchObject({ kind: 'reauthorized' });
      await session.close();
    });

    test('to another account is not moved before the merchant has said so', async () => {
      const { store, session } = await connected();
      await session.close();
      const ben = await merchant(store);
      // A key that was used already never moves a store; a new integration has a new one.
      const again = store.addIntegration(integrationOf(setup.handfast().local.url, 'demo'));
      const popup = await ben.press({ ...store, id: again.id }, 'Activate');
      await signIn(popup, 'ben');
      expect(await mainOf(popup)).not.toContain('ana@example.com');
      await expectFine(popup);
      await answer(popup, 'yes', false);
      // The browser itself asks for the box.
      await expectQuestion(popup);
      expect((await setup.handfast().connectionOf(store))?.account.label).toBe('ana@example.com');
      await answer(popup, 'yes');
      await expectSuccessCallback(popup, store);
      await ben.expectGrid({ ...store, id: again.id }, 'Active');
      expect(await setup.handfast().connectionOf(store)).toMatchObject({
        kind: 'moved',
        account: { label: 'ben@example.com' },
      });
      await ben.close();
    });
  });

  describe('a merchant', () => {
    test('who opens the identity URL by hand is told where to begin', async () => {
      const session = await merchant();
      const page = await session.profile.newPage();
      await page.setViewportSize({ width: 680, height: 510 });
      const answered = await page.goto(`${setup.handfast().local.url}/demo/login`);
      expect(answered?.status()).toBe(400);
      expect(await mainOf(page)).toMatch(/System > Extensions > Integrations/);
      await expectFine(page);
      await session.close();
    });

    test('whose store never reached us reads of the callback URL and the five seconds', async () => {
      const store = await setup.handfast().store();
      // Something answers there, so Magento opens the popup; but it is not the callback.
      const endpointUrl = `${store.baseUrl}rest/V1/directory/currency`;
      const lost = store.addIntegration({ ...integrationOf(setup.handfast().local.url, 'demo'), endpointUrl });
      const session = await merchant(store);
      const popup = await session.press({ ...store, id: lost.id }, 'Activate');
      expect(await mainOf(popup)).toMatch(/callback URL.*five seconds/);
      await expectFine(popup);
      await session.close();
    });

    test('who said no can say yes the next time', async () => {
      const { store, session, popup } = await activated();
      await signIn(popup);
      await answer(popup, 'no');
      await expectDeclined(popup);
      await expect.poll(() => setup.handfast().eventsOf(store).length).toBe(1);
      await closePopup(popup);
      const again = await session.press(store, 'Activate');
      await expectQuestion(again);
      await answer(again, 'yes');
      await expectSuccessCallback(again, store);
      await session.expectGrid(store, 'Active');
      await session.close();
    });

    test('who opens an activation that was linked meanwhile, in another browser, is told so once signed in', async () => {
      const { store, session, popup } = await activated();
      const address = popup.url();
      await signIn(popup);
      await answer(popup, 'yes');
      await expectSuccessCallback(popup, store);
      await session.close();
      const other = await merchant(store);
      const page = await other.profile.newPage();
      await page.setViewportSize({ width: 680, height: 510 });
      await page.goto(address);
      expect(await mainOf(page)).not.toMatch(/already/i);
      await signInAtProvider(page);
      await expect.poll(() => mainOf(page)).toMatch(/already/i);
      expect(await page.locator('button[value=yes], a[href*="/signin?"]').count()).toBe(0);
      await expectFine(page);
      await other.close();
    });

    test('whose activation another window has finished meanwhile is told so when answering', async () => {
      const { store, session, popup } = await activated();
      const address = popup.url();
      const tab = await session.profile.newPage();
      await signIn(popup);
      await tab.goto(address);
      await expectQuestion(tab);
      await answer(popup, 'yes');
      await expectSuccessCallback(popup, store);
      await answer(tab, 'yes');
      await expect.poll(() => tab.locator('button[value=yes]').count()).toBe(0);
      expect((await setup.handfast().connectionOf(store))?.account.label).toBe('ana@example.com');
      await session.close();
    });

    test('whose activation a second browser opens too is told so there and here, and nobody has the store', async () => {
      const { store, session, popup } = await activated();
      const address = popup.url();
      const other = await merchant(store);
      const theirs = await other.profile.newPage();
      await theirs.setViewportSize({ width: 680, height: 510 });
      await signIn(popup);
      await theirs.goto(address);
      // Their browser counts once it returns our cookie.
      await theirs.locator('a[href*="/signin?"]').first().click();
      for (const page of [theirs, popup]) {
        await page.reload();
        await expect.poll(() => mainOf(page)).toContain('Two browsers took part');
        expect(await page.locator('button[value=yes]').count()).toBe(0);
        await expectFine(page);
      }
      expect(await setup.handfast().connectionOf(store)).toBeUndefined();
      await session.close();
      await other.close();
    });
  });
});
