import { describe, expect, test } from 'vitest';
import { accountKey } from '../../../functions/domain/account.ts';
import { digestOf } from '../../../functions/domain/ids.ts';
import { ANA, activationAt, BEN, connectionOf, filledIn, KEY, openPopupSetup } from './popup-setup.ts';

const seen = (activation: string) => `/demo/seen?activation=${activation}`;

/** A popup that was opened in one browser, before anybody signed in. */
async function opened(more: Parameters<typeof activationAt<'requested'>>[1] = {}) {
  const setup = openPopupSetup();
  setup.state.activation = activationAt('requested', more);
  const { activation } = setup.state.activation;
  const browser = setup.browser();
  await browser.open();
  return { setup, browser, activation };
}

describe('a browser takes part in an attempt', () => {
  test('not by a GET without our cookie, however often', async () => {
    const { setup, browser, activation } = await opened();
    for (let round = 0; round < 3; round += 1) await setup.browser().open();
    for (const path of ['seen', 'login', 'signin', 'progress']) {
      await setup.browser().get(`/demo/${path}?activation=${activation}`);
    }
    expect(setup.state.activation?.browser).toBeUndefined();
    expect((await browser.signIn(activation)).page.querySelector('form')).not.toBeNull();
  });

  test('by the style sheet of its sign-in page', async () => {
    const { setup, browser, activation } = await opened();
    const { page, headers } = await browser.open();
    const href = page.querySelector('body > link[media=print]')?.getAttribute('href') ?? '';
    expect(href).toBe(seen(activation));
    expect(headers?.['content-security-policy']).toMatch(/style-src 'sha256-[^']+' 'self';/);
    const { status, headers: answered, body } = await browser.get(href);
    expect([status, body, answered?.['content-type']]).toEqual([200, '', 'text/css; charset=utf-8']);
    expect(answered?.['cache-control']).toBe('no-store');
    expect(setup.state.activation?.browser).toMatch(/^[\w-]{22}$/);
  });

  test.each(['seen', 'login', 'signin', 'progress'])('and a second one, at %s, stops it for both', async (path) => {
    const { setup, browser, activation } = await opened({ taskToken: 'token' });
    const second = setup.browser();
    await second.open();
    await browser.signIn(activation);
    await second.get(`/demo/${path}?activation=${activation}`);
    expect(setup.state.activation).toMatchObject({ stage: 'failed', failure: { code: 'opened_in_two_browsers' } });
    expect(setup.tasks.refuse).toHaveBeenCalledExactlyOnceWith('token', 'opened_in_two_browsers');
    expect(setup.log).toHaveBeenCalledWith('attempt_stopped', {
      product: 'demo',
      activation,
      code: 'opened_in_two_browsers',
    });
    for (const either of [browser, second]) {
      const { code, page } = await either.get(`/demo/login?activation=${activation}`);
      expect(code).toBe('opened_in_two_browsers');
      expect(page.querySelectorAll('.addresses code').map((url) => url.text)).toEqual([
        'https://handfast.example/demo/callback',
        'https://handfast.example/demo/login',
      ]);
    }
  });

  test('also by the form of its consent, which is not taken from a second one', async () => {
    const { setup, browser, activation } = await opened();
    const { page } = await browser.signIn(activation);
    if (setup.state.activation !== undefined) setup.state.activation = { ...setup.state.activation, browser: 'other' };
    expect((await browser.post(filledIn(page, 'yes'))).code).toBe('opened_in_two_browsers');
    expect(setup.consent).not.toHaveBeenCalled();
  });

  test.each(['closing', 'linked'] as const)('and stops nothing once it is %s', async (how) => {
    const { setup, browser, activation } = await opened();
    const second = setup.browser();
    await second.open();
    await browser.get(seen(activation));
    const first = setup.state.activation?.browser ?? '';
    setup.state.activation =
      how === 'linked'
        ? activationAt('linked', { activation, browser: first })
        : activationAt('checked', { activation, browser: first, closing: true });
    await second.get(seen(activation));
    expect(setup.state.activation.stage).toBe(how === 'linked' ? 'linked' : 'checked');
  });

  test('and stops no attempt of a key that is linked: only its account can finish that', async () => {
    const { setup, browser, activation } = await opened({ owner: accountKey(ANA) });
    const second = setup.browser();
    await second.open();
    await browser.get(seen(activation));
    setup.state.account = BEN;
    const { code, page } = await second.signIn(activation);
    expect(code).toBe('integration_taken');
    expect(page.querySelectorAll('.addresses code')).toHaveLength(2);
    expect(page.toString()).not.toMatch(/ana|ben/i);
    setup.state.account = ANA;
    expect((await browser.signIn(activation)).page.querySelector('form')).not.toBeNull();
    expect(setup.state.activation?.stage).toBe('requested');
  });

  test('and is refused by its key alone where another account was linked by that meanwhile', async () => {
    const { setup, browser, activation } = await opened();
    setup.state.connection = connectionOf(BEN, { key: digestOf(KEY) });
    const { code, page } = await browser.signIn(activation);
    expect(code).toBe('integration_taken');
    // Of the facts, the store alone is shown.
    expect(page.text).toContain('shop.example');
    expect(page.toString()).not.toMatch(/ben@/i);
  });

  test('keeps its id from attempt to attempt', async () => {
    const { setup, browser, activation } = await opened();
    await browser.get(seen(activation));
    const first = setup.state.activation?.browser;
    setup.state.activation = activationAt('requested');
    await browser.open();
    await browser.get(seen(setup.state.activation.activation));
    expect(setup.state.activation.browser).toBe(first);
  });
});
