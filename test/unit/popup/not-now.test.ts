import { describe, expect, test } from 'vitest';
import { type Account, accountKey } from '../../../functions/domain/account.ts';
import { newConnectionId } from '../../../functions/domain/ids.ts';
import type { HealthResult } from '../../../functions/domain/stores/health.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';
import { LANGUAGES } from '../../../functions/popup/texts/languages.ts';
import { ANA, activationAt, BEN, connectionOf, filledIn, openPopupSetup } from './popup-setup.ts';

type Question = {
  /** Whose the store is. */
  readonly of?: Account;
  /** Whether the key is the one that linked it. */
  readonly sameKey?: boolean;
  readonly health?: HealthResult;
  readonly more?: Parameters<typeof activationAt<'requested'>>[1];
};

/** Ana says "Not now" to a question about a store that is connected. */
async function notNow({ of = ANA, sameKey = false, health = 'alive', more = {} }: Question) {
  const setup = openPopupSetup();
  const owner = sameKey ? accountKey(of) : undefined;
  setup.state.connection = connectionOf(of);
  setup.state.activation = activationAt('requested', { owner, ...more });
  setup.state.health = health;
  const { activation } = setup.state.activation;
  const browser = setup.browser();
  await browser.open();
  const { page } = await browser.signIn(activation);
  expect(setup.check).not.toHaveBeenCalled();
  const progress = (await browser.post(filledIn(page, 'no', false))).location;
  const declined = await browser.get(progress);
  expect(declined.code).toBe('consent_declined');
  expect(declined.page.querySelector('.store')?.text).toBe('shop.example');
  const happened = declined.page.querySelector('.happened')?.text;
  return { setup, browser, activation, declined, happened, progress };
}

const STAYS_YOURS = 'You said no. The store stays connected to your account as it was.';
const STAYS = 'You said no. The store stays connected as it was.';
const NOTHING = 'You said no. Nothing was connected.';

describe('"Not now" to the integration that is connected', () => {
  test.each(['token_rejected', 'store_timeout'] as const)(
    'says that the store is cut off: Magento has dropped the old token (%s)',
    async (health) => {
      const { happened, setup } = await notNow({ sameKey: true, health });
      expect(happened).toContain('the store stays cut off');
      expect(setup.state.activation?.consent?.decision).toBe('no');
    },
  );

  test('says that it stays connected where the store still takes the token', async () => {
    const { happened, setup } = await notNow({ sameKey: true });
    expect(happened).toBe(STAYS_YOURS);
    expect(setup.check).toHaveBeenCalledExactlyOnceWith(setup.state.connection);
  });
});

describe('"Not now" to another integration', () => {
  test('says that the store stays connected to the account of the one who reads it', async () => {
    const { happened, declined } = await notNow({});
    expect(happened).toBe(STAYS_YOURS);
    expect(declined.page.querySelector('h1')?.text).toBe('Nothing has changed');
    expect(declined.page.querySelector('.next p')?.text).toContain('press “Activate”');
  });

  test('says that it stays connected, and not to whom, where that is somebody else', async () => {
    const { happened, declined } = await notNow({ of: BEN });
    expect(happened).toBe(STAYS);
    expect(declined.body).not.toMatch(/ben|your account/i);
  });

  test('says nothing of somebody else’s connection before the store has answered', async () => {
    const setup = openPopupSetup();
    setup.state.connection = connectionOf(BEN);
    setup.state.activation = activationAt('received');
    const browser = setup.browser();
    await browser.open();
    const { page } = await browser.signIn(setup.state.activation.activation);
    const { location } = await browser.post(filledIn(page, 'no'));
    expect((await browser.get(location)).page.querySelector('.happened')?.text).toBe(NOTHING);
    expect(setup.check).not.toHaveBeenCalled();
  });

  test.each([
    ['token_rejected', NOTHING],
    ['permission_missing', NOTHING],
    ['store_timeout', STAYS_YOURS],
  ] as const)('after a health check that ended in %s says: %s', async (health, text) => {
    expect((await notNow({ health })).happened).toBe(text);
  });

  test('at the second question names the connection that was met at another address', async () => {
    const setup = openPopupSetup();
    setup.state.connection = connectionOf(ANA, {
      connection: newConnectionId(),
      storeUrl: parseStoreUrl('https://shop.example/default/'),
    });
    const sameStoreAs = setup.state.connection.connection;
    setup.state.activation = activationAt('checked', { sameStoreAs });
    const { activation } = setup.state.activation;
    const browser = setup.browser();
    await browser.open();
    const { page } = await browser.signIn(activation);
    const { location } = await browser.post(filledIn(page, 'no'));
    const failure = { code: 'consent_declined', at: '', tokenIssued: true } as const;
    const { consent } = setup.state.activation;
    setup.state.activation = activationAt('failed', { activation, consent, failure });
    expect((await browser.get(location)).page.querySelector('.happened')?.text).toBe(STAYS_YOURS);
  });

  test('says that nothing was connected where nothing was', async () => {
    const setup = openPopupSetup();
    setup.state.activation = activationAt('requested');
    const browser = setup.browser();
    await browser.open();
    const { page } = await browser.signIn(setup.state.activation.activation);
    const { location } = await browser.post(filledIn(page, 'no'));
    expect((await browser.get(location)).page.querySelector('.happened')?.text).toBe(NOTHING);
  });

  test('says that nothing was connected where the connection was ended on our side', async () => {
    const ended = connectionOf(ANA, { status: 'disconnected' });
    const setup = openPopupSetup();
    setup.state.connection = ended;
    setup.state.activation = activationAt('requested');
    const browser = setup.browser();
    await browser.open();
    const { page } = await browser.signIn(setup.state.activation.activation);
    const { location } = await browser.post(filledIn(page, 'no'));
    expect((await browser.get(location)).page.querySelector('.happened')?.text).toBe(NOTHING);
    expect(setup.check).not.toHaveBeenCalled();
  });
});

describe('the page after "Not now"', () => {
  test('says the same wherever it is opened again', async () => {
    const { browser, activation } = await notNow({});
    for (const again of [await browser.open(), await browser.get(`/demo/login?activation=${activation}`)]) {
      expect(again.page.querySelector('.happened')?.text).toBe(STAYS_YOURS);
    }
  });

  test.each([
    ['active', undefined, undefined, STAYS_YOURS],
    ['active', undefined, 'store_timeout', 'the store stays cut off'],
    ['needs_reauthorization', 'token_rejected', undefined, 'the store stays cut off'],
  ] as const)('asks no store that was checked since: %s, %s, %s', async (status, reason, code, text) => {
    const { setup, browser, progress } = await notNow({ sameKey: true, health: 'token_rejected' });
    const checkedAt = new Date(setup.state.nowMs + 1).toISOString();
    const suspect = code && { code, at: checkedAt };
    setup.state.connection = connectionOf(ANA, { checkedAt, status, reason, suspect });
    setup.check.mockClear();
    expect((await browser.get(progress)).page.querySelector('.happened')?.text).toContain(text);
    expect(setup.check).not.toHaveBeenCalled();
  });

  test.each(LANGUAGES)('says the same in %s', async (language) => {
    const { browser, declined } = await notNow({});
    const link = declined.page.querySelector(`a[hreflang=${language}]`)?.getAttribute('href') ?? '';
    const { page } = await browser.get(link.replaceAll('&amp;', '&'));
    const english = 'Nothing has changed';
    expect(page.querySelector('html')?.getAttribute('lang')).toBe(language);
    expect(page.querySelector('h1')?.text === english).toBe(language === 'en');
    expect(page.querySelector('.store')?.text).toBe('shop.example');
  });
});
