import { describe, expect, test } from 'vitest';
import type { Connection } from '../../../functions/domain/stores/connection.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';
import { ANA, activationAt, BACK, BEN, connectionOf, FOREIGN_BACK, filledIn, openPopupSetup } from './popup-setup.ts';

type Asked = { readonly connection?: Connection; readonly back?: string; readonly taskToken?: string };

async function asked({ connection, back = BACK, taskToken }: Asked = {}) {
  const setup = openPopupSetup();
  setup.state.activation = activationAt('requested', taskToken === undefined ? {} : { taskToken });
  setup.state.connection = connection;
  const { activation } = setup.state.activation;
  const browser = setup.browser();
  await browser.open(back);
  const { page } = await browser.signIn(activation);
  return { setup, browser, activation, page, progress: `/demo/progress?activation=${activation}` };
}

const SUPERSEDED = { code: 'activation_superseded', at: '' } as const;

const boxes = (page: Awaited<ReturnType<typeof asked>>['page']) =>
  page.querySelectorAll('label').map((label) => label.text);

describe('the question', () => {
  test('names the store, the product and the account', async () => {
    const { page } = await asked();
    expect(page.querySelectorAll('.summary strong').map((name) => name.text)).toEqual([
      'shop.example',
      'Acme',
      'ana@example.com',
    ]);
    expect(page.querySelectorAll('button').map((button) => button.text)).toEqual(['Connect', 'Not now']);
    expect(boxes(page)).toEqual([]);
  });

  test('says reconnect for a store that this account has already', async () => {
    const { page } = await asked({ connection: connectionOf(ANA) });
    expect(page.querySelector('h1')?.text).toBe('Reconnect your store?');
    expect(page.querySelector('button[value=yes]')?.text).toBe('Reconnect');
    expect(page.querySelector('main p')?.text).toContain('since December 24, 2025.');
    expect(boxes(page)).toEqual([]);
  });

  test('demands a tick for a store of another account, and does not name that account', async () => {
    const { page } = await asked({ connection: connectionOf(BEN) });
    expect(page.querySelector('h1')?.text).toBe('Move your store?');
    expect(page.querySelector('main p')?.text).toContain('another account, which will lose it');
    expect(page.querySelector('button[value=yes]')?.text).toBe('Move');
    expect(boxes(page)).toEqual(['Move the store to my account.']);
    expect(page.querySelector('label input')?.hasAttribute('required')).toBe(true);
    expect(page.toString()).not.toContain('ben');
  });

  test.each([
    ['https://shop.example/index.php/', 'Reconnect'],
    ['https://shop.example/de/', 'Connect'],
    ['https://shop.example/de/index.php/', 'Connect'],
  ])('for a connection at %s says %s: another path is another store', async (address, button) => {
    const { page } = await asked({ connection: connectionOf(ANA, { storeUrl: parseStoreUrl(address) }) });
    expect(page.querySelector('button[value=yes]')?.text).toBe(button);
    expect(boxes(page)).toEqual([]);
  });

  test.each([ANA, BEN])('treats a disconnected store as nobody’s, also for %j', async (account) => {
    const storeUrl = parseStoreUrl('https://shop.example/de/');
    const { page } = await asked({ connection: connectionOf(account, { status: 'disconnected', storeUrl }) });
    expect(page.querySelector('button[value=yes]')?.text).toBe('Connect');
    expect(boxes(page)).toEqual([]);
  });

  test('demands a tick for an admin on another host, by its name', async () => {
    const { page } = await asked({ back: FOREIGN_BACK });
    expect(boxes(page)).toEqual(['Afterwards, go back to admin.example, where this Magento’s admin lives.']);
  });

  test('lets "Not now" pass without any tick', async () => {
    const { page } = await asked({ connection: connectionOf(BEN) });
    expect(page.querySelector('button[value=no]')?.hasAttribute('formnovalidate')).toBe(true);
  });

  test('is not put again once it was answered', async () => {
    const { browser, activation, page, progress } = await asked();
    await browser.post(filledIn(page, 'yes'));
    expect((await browser.get(`/demo/login?activation=${activation}`)).location).toBe(progress);
  });

  test('needs a sign-in', async () => {
    const setup = openPopupSetup();
    setup.state.activation = activationAt('requested');
    const browser = setup.browser();
    await browser.open();
    const { page } = await browser.get(`/demo/login?activation=${setup.state.activation.activation}`);
    expect(page.querySelector('form')).toBeNull();
    expect(page.querySelector('a.button')?.text).toBe('Sign in to Acme');
  });

  test('of an attempt that a newer one has taken over is not put', async () => {
    const { setup, browser, activation } = await asked();
    setup.state.activation = activationAt('failed', { activation, failure: SUPERSEDED });
    expect((await browser.get(`/demo/login?activation=${activation}`)).code).toBe('activation_superseded');
  });
});

describe('the answer', () => {
  test('yes is kept with the account, and leads to the progress', async () => {
    const { setup, browser, page, progress, activation } = await asked();
    const { status, location } = await browser.post(filledIn(page, 'yes'));
    expect([status, location]).toEqual([303, progress]);
    expect(setup.state.activation?.consent).toEqual({ decision: 'yes', account: ANA, at: '2026-03-01T10:00:00.000Z' });
    expect(setup.log).toHaveBeenCalledWith('consent_given', { product: 'demo', activation, decision: 'yes' });
  });

  test('yes ends the machine’s wait, if it waits', async () => {
    const waiting = await asked({ taskToken: 'token' });
    await waiting.browser.post(filledIn(waiting.page, 'yes'));
    expect(waiting.setup.tasks.succeed).toHaveBeenCalledExactlyOnceWith('token');
    const early = await asked();
    await early.browser.post(filledIn(early.page, 'yes'));
    expect(early.setup.tasks.succeed).not.toHaveBeenCalled();
  });

  test('no ends the wait with a refusal, and shows that nothing was connected', async () => {
    const { setup, browser, page, progress } = await asked({ taskToken: 'token' });
    const { location } = await browser.post(filledIn(page, 'no'));
    expect(location).toBe(progress);
    expect(setup.state.activation?.consent).toEqual({ decision: 'no', at: '2026-03-01T10:00:00.000Z' });
    expect(setup.tasks.refuse).toHaveBeenCalledExactlyOnceWith('token', 'consent_declined');
    expect((await browser.get(progress)).page.querySelector('h1')?.text).toBe('Not connected');
  });

  test('that came first holds, and a repetition only completes the wait again', async () => {
    const { setup, browser, page } = await asked({ taskToken: 'token' });
    await browser.post(filledIn(page, 'yes'));
    const { status } = await browser.post(filledIn(page, 'no'));
    expect(status).toBe(303);
    expect(setup.state.activation?.consent?.decision).toBe('yes');
    expect(setup.tasks.succeed).toHaveBeenCalledTimes(2);
    expect(setup.tasks.refuse).not.toHaveBeenCalled();
  });

  test('that came first is not asked for more when the store has changed since', async () => {
    const { setup, browser, page, progress } = await asked();
    await browser.post(filledIn(page, 'yes'));
    setup.state.connection = connectionOf(BEN);
    expect((await browser.post(filledIn(page, 'yes'))).location).toBe(progress);
  });

  test('of two browsers at once: the one that came first decides what the machine hears', async () => {
    const { setup, browser, page } = await asked({ taskToken: 'token' });
    const no = { decision: 'no', at: '' } as const;
    setup.consent.mockImplementationOnce(async () => activationAt('requested', { consent: no, taskToken: 'token' }));
    await browser.post(filledIn(page, 'yes'));
    expect(setup.tasks.succeed).not.toHaveBeenCalled();
    expect(setup.tasks.refuse).toHaveBeenCalledExactlyOnceWith('token', 'consent_declined');
  });

  test('changes nothing once the exchange has gone on', async () => {
    const { setup, browser, page, activation, progress } = await asked();
    const consent = { decision: 'yes', account: ANA, at: '' } as const;
    setup.state.activation = activationAt('granted', { activation, consent, taskToken: 'token' });
    expect((await browser.post(filledIn(page, 'no'))).location).toBe(progress);
    expect(setup.consent).not.toHaveBeenCalled();
    expect(setup.tasks.succeed).not.toHaveBeenCalled();
  });

  test('for an attempt that a newer one has taken over is not taken', async () => {
    const { setup, browser, page, activation, progress } = await asked();
    setup.state.activation = activationAt('failed', { activation, failure: SUPERSEDED });
    const { location } = await browser.post(filledIn(page, 'yes'));
    expect((await browser.get(location)).code).toBe('activation_superseded');
    expect(location).toBe(progress);
    expect(setup.consent).not.toHaveBeenCalled();
  });

  test.each([
    ['a wrong token', { csrf: 'x' }],
    ['no token', { csrf: undefined }],
    ['no decision', { decision: undefined }],
    ['another decision', { decision: 'maybe' }],
  ])('with %s is not taken', async (_, change) => {
    const { setup, browser, page } = await asked({ taskToken: 'token' });
    const { status, code } = await browser.post({ ...filledIn(page, 'yes'), ...change });
    expect([status, code]).toEqual([403, 'form_not_ours']);
    expect(setup.consent).not.toHaveBeenCalled();
    expect(setup.tasks.succeed).not.toHaveBeenCalled();
  });

  test('from a browser without the cookie is not taken', async () => {
    const { setup, page } = await asked();
    expect((await setup.browser().post(filledIn(page, 'yes'))).code).toBe('session_missing');
  });

  test('with a wrong token names the store', async () => {
    const { browser, page } = await asked();
    const refused = await browser.post({ ...filledIn(page, 'yes'), csrf: 'x' });
    expect(refused.page.querySelector('.store')?.text).toBe('shop.example');
  });

  test('with the token of another window is not taken', async () => {
    const { browser, activation, page } = await asked();
    const other = openPopupSetup();
    other.state.activation = activationAt('requested', { activation });
    const stranger = other.browser();
    await stranger.open();
    const theirs = await stranger.signIn(activation);
    expect((await browser.post({ ...filledIn(page, 'yes'), csrf: filledIn(theirs.page, 'yes')['csrf'] })).code).toBe(
      'form_not_ours',
    );
  });
});

describe('what must be confirmed', () => {
  test('is written down with the version that was shown', async () => {
    const { setup, browser, page } = await asked({ connection: connectionOf(BEN, { version: 7 }) });
    await browser.post(filledIn(page, 'yes'));
    expect(setup.state.activation?.consent).toMatchObject({
      decision: 'yes',
      replaces: { connection: connectionOf(BEN).connection, version: 7 },
    });
  });

  test('needs no version when nothing is given up', async () => {
    const { setup, browser, page } = await asked({ connection: connectionOf(ANA) });
    await browser.post(filledIn(page, 'yes'));
    expect(setup.state.activation?.consent).not.toHaveProperty('replaces');
  });

  test.each([['another account’s store', connectionOf(BEN)]])(
    'is enforced without the browser’s help: %s',
    async (_, connection) => {
      const { setup, browser, page, activation } = await asked({ connection });
      const { status, code, page: refused } = await browser.post(filledIn(page, 'yes', false));
      expect([status, code]).toEqual([400, 'move_not_confirmed']);
      expect(refused.querySelector('a.button')?.getAttribute('href')).toBe(`/demo/login?activation=${activation}`);
      expect(setup.consent).not.toHaveBeenCalled();
      expect((await browser.post(filledIn(page, 'yes'))).status).toBe(303);
    },
  );

  test('asks again when the existing connection is another than the one shown', async () => {
    const { setup, browser, page } = await asked({ connection: connectionOf(BEN, { version: 7 }) });
    setup.state.connection = connectionOf(BEN, { version: 8 });
    expect((await browser.post(filledIn(page, 'yes'))).code).toBe('move_not_confirmed');
    expect(setup.consent).not.toHaveBeenCalled();
  });

  test('is asked when somebody connected the store after the page was shown', async () => {
    const { setup, browser, page } = await asked();
    setup.state.connection = connectionOf(BEN);
    expect((await browser.post(filledIn(page, 'yes'))).code).toBe('move_not_confirmed');
  });

  test('includes an admin on another host', async () => {
    const { setup, browser, page } = await asked({ back: FOREIGN_BACK });
    const { status, code } = await browser.post(filledIn(page, 'yes', false));
    expect([status, code]).toEqual([400, 'return_not_confirmed']);
    expect((await browser.post({ ...filledIn(page, 'yes'), return_to: 'shop.example' })).code).toBe(
      'return_not_confirmed',
    );
    expect(setup.consent).not.toHaveBeenCalled();
    expect((await browser.post(filledIn(page, 'yes'))).status).toBe(303);
  });

  test('is nothing for a "no"', async () => {
    const { setup, browser, page } = await asked({ connection: connectionOf(BEN), back: FOREIGN_BACK });
    await browser.post(filledIn(page, 'no', false));
    expect(setup.state.activation?.consent?.decision).toBe('no');
  });
});
