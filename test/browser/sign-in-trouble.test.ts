import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { REFUSALS } from '../../functions/domain/refusals/handshake-refusals.ts';
import { type LocalSetup, openLocalSetup } from '../journey/local-setup.ts';
import { type BrowserSession, openBrowserSession, type Store } from './harness/browser-session.ts';
import { openChromium } from './harness/chromium.ts';
import { expectAccessible, expectToFit } from './harness/measure.ts';
import { answer, expectEither, expectQuestion, expectSuccessCallback, mainOf, signIn } from './harness/merchant.ts';
import { type Mood, type OddProvider, startOddProvider } from './harness/odd-provider.ts';

/** Handfast reads what it knows of a provider anew after ten minutes. */
const FORGET_MS = 11 * 60_000;

let provider: OddProvider;
let handfast: LocalSetup;
let browser: Browser;
beforeAll(async () => {
  provider = await startOddProvider();
  const signIn = { issuer: provider.issuer, clientId: 'handfast', accountClaim: ['org', 'id'] };
  [handfast, browser] = await Promise.all([openLocalSetup({ signIn }), openChromium()]);
  provider.now = handfast.now;
});
afterAll(async () => {
  await browser?.close();
  await handfast?.close();
  provider?.close();
});
afterEach(() => {
  provider.mood = { claims: MEMBER };
});

const MEMBER = { sub: 'user-ana', email: 'ana@example.com', org: { id: 'org-ana' } };

type Set = { readonly store: Store; readonly session: BrowserSession; readonly popup: Page };

const SIGN_IN = 'a[href*="/signin?"]';
const leave = (popup: Page) => popup.locator(SIGN_IN).first().click();

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('%s', (_, scripts) => {
  /** Pages are the same without scripts, so they are measured once. */
  async function expectFine(popup: Page): Promise<void> {
    if (!scripts) return;
    await expectToFit(popup);
    await expectAccessible(popup);
  }

  async function activated(mood: Mood): Promise<Set> {
    provider.mood = { claims: MEMBER, ...mood };
    const store = await handfast.store();
    const session = await openBrowserSession(browser, handfast, [store], { scripts, known: [provider.issuer] });
    return { store, session, popup: await session.press(store, 'Activate') };
  }

  /** Magento gives one for five minutes: a clock that is moved before would be what went wrong. */
  async function hasRequestToken({ store }: Set): Promise<void> {
    await expect.poll(() => store.state(store.id)?.tokens[0]?.type).toBe('request');
  }

  /** Once the provider is well again, the page that told of the trouble leads on. */
  async function finish({ store, session, popup }: Set): Promise<void> {
    await popup.getByRole('main').getByRole('link').first().click();
    await expectEither(popup);
    if (!(await popup.locator('button[value=yes]').isVisible())) await leave(popup);
    await expectQuestion(popup);
    await answer(popup, 'yes');
    await expectSuccessCallback(popup, store);
    await session.expectGrid(store, 'Active');
    await session.close();
  }

  describe('a provider', () => {
    test.each<[string, Mood, keyof typeof REFUSALS]>([
      ['says that the merchant refused', { error: 'access_denied' }, 'signin_refused'],
      ['says that it cannot right now', { error: 'temporarily_unavailable' }, 'signin_unavailable'],
      ['is down when the merchant comes back', { down: 'tokens' }, 'signin_unavailable'],
      ['names no account', { claims: { sub: 'user-ana', email: 'ana@example.com' } }, 'account_unclear'],
      ['has a clock that is ten minutes off', { clockAheadSeconds: -600 }, 'signin_unavailable'],
    ])('that %s leads to a page that says so, and on once it is well', async (_, mood, code) => {
      const set = await activated(mood);
      await leave(set.popup);
      await expect.poll(() => mainOf(set.popup)).toContain(REFUSALS[code].title);
      expect(await mainOf(set.popup)).not.toContain('evil.example');
      await expectFine(set.popup);
      provider.mood = { claims: MEMBER };
      await finish(set);
    });

    test('that is down before the merchant leaves is told apart from a sign-in that was refused', async () => {
      const set = await activated({ down: 'everything' });
      await hasRequestToken(set);
      handfast.moveClock(FORGET_MS);
      await leave(set.popup);
      await expect.poll(() => mainOf(set.popup)).toContain(REFUSALS.signin_unavailable.title);
      await expectFine(set.popup);
      provider.mood = { claims: MEMBER };
      await finish(set);
    });

    test('that says nothing for long is not waited for longer than the merchant would', async () => {
      const set = await activated({ slowMs: 20_000 });
      const beganMs = performance.now();
      await leave(set.popup);
      await expect.poll(() => mainOf(set.popup), { timeout: 15_000 }).toContain(REFUSALS.signin_unavailable.title);
      expect(performance.now() - beganMs).toBeLessThan(12_000);
      provider.mood = { claims: MEMBER };
      await finish(set);
    });

    test.each([60, -60])('whose clock is %i s ahead is believed', async (clockAheadSeconds) => {
      const set = await activated({ clockAheadSeconds });
      await finish(set);
    });
  });

  describe('a sign-in that comes back twice at once', () => {
    /** At the provider, whose answers take a while. */
    async function signedIn(): Promise<Set> {
      const set = await activated({ link: true, slowMs: 300 });
      await hasRequestToken(set);
      await leave(set.popup);
      return set;
    }

    test.each([0, 100, 400])('by a double click with %i ms between ends on the question', async (betweenMs) => {
      const { session, popup } = await signedIn();
      // Whoever comes once more is still signed in, and sent straight back.
      provider.mood = { claims: MEMBER, slowMs: 300 };
      const address = (await popup.getByRole('link').getAttribute('href')) ?? '';
      void popup.goto(address).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, betweenMs));
      await popup.goto(address).catch(() => undefined);
      await expectQuestion(popup);
      await session.close();
    });

    test('in two tabs ends on the question in both', async () => {
      const { session, popup } = await signedIn();
      const address = (await popup.getByRole('link').getAttribute('href')) ?? '';
      const second = await session.profile.newPage();
      await Promise.all([popup.goto(address), second.goto(address)]);
      for (const page of [popup, second]) await expectQuestion(page);
      await session.close();
    });
  });

  test('a sign-in that lands after an hour still finishes', async () => {
    const set = await activated({});
    await hasRequestToken(set);
    handfast.moveClock(60 * 60_000);
    await signIn(set.popup);
    await answer(set.popup, 'yes');
    await expectSuccessCallback(set.popup, set.store);
    await set.session.expectGrid(set.store, 'Active');
    await set.session.close();
  });
});
