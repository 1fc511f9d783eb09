import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';
import { ANA, activationAt, BEN, openPopupSetup } from './popup-setup.ts';

async function signingIn() {
  const setup = openPopupSetup();
  setup.state.activation = activationAt('requested');
  const { activation } = setup.state.activation;
  const browser = setup.browser();
  await browser.open();
  const leave = async () => {
    const { location } = await browser.get(`/demo/signin?activation=${activation}`);
    return `/signin/return?code=c&state=${new URL(location).searchParams.get('state')}`;
  };
  return { setup, browser, activation, leave };
}

describe('signing in', () => {
  test('names the store where the provider cannot even be asked', async () => {
    const { setup, browser, activation } = await signingIn();
    setup.begin.mockRejectedValueOnce(new Refusal('signin_unavailable'));
    const { code, page } = await browser.get(`/demo/signin?activation=${activation}`);
    expect([code, page.querySelector('.store')?.text]).toEqual(['signin_unavailable', 'shop.example']);
  });

  test('leads to the provider, with a state that names the activation', async () => {
    const { setup, browser, activation } = await signingIn();
    const { status, location } = await browser.get(`/demo/signin?activation=${activation}`);
    expect(status).toBe(303);
    expect(location).toBe(`https://id.example/authorize?state=${activation}.1`);
    expect(setup.begin).toHaveBeenCalledWith(activation, false);
  });

  test('can be asked for anew, to be somebody else', async () => {
    const { setup, browser, activation } = await signingIn();
    const { page } = await browser.signIn(activation);
    setup.state.account = BEN;
    const again = page.querySelector('.summary a')?.getAttribute('href') ?? '';
    const { location } = await browser.get(again.replaceAll('&amp;', '&'));
    expect(setup.begin).toHaveBeenLastCalledWith(activation, true);
    const back = await browser.get(`/signin/return?code=c&state=${new URL(location).searchParams.get('state')}`);
    expect((await browser.get(back.location)).page.querySelector('bdi')?.text).toBe(BEN.label);
  });

  test('needs the cookie of the activation', async () => {
    const { setup, activation } = await signingIn();
    const { status, code } = await setup.browser().get(`/demo/signin?activation=${activation}`);
    expect([status, code]).toEqual([400, 'session_missing']);
    expect(setup.begin).not.toHaveBeenCalled();
  });

  test('needs the product that the cookie was given for', async () => {
    const { browser, activation } = await signingIn();
    expect((await browser.get(`/other/signin?activation=${activation}`)).code).toBe('session_missing');
  });

  test.each(['', '?activation=', '?activation=act_1', '?activation=../x'])('is refused for %j', async (query) => {
    const { browser } = await signingIn();
    expect((await browser.get(`/demo/signin${query}`)).code).toBe('opened_by_hand');
  });

  test('ends on the question, without a secret in the address', async () => {
    const { setup, browser, activation, leave } = await signingIn();
    const { status, location } = await browser.get(await leave());
    expect([status, location]).toEqual([303, `/demo/login?activation=${activation}`]);
    expect(setup.log).toHaveBeenCalledWith('signed_in', { product: 'demo', activation });
    expect((await browser.get(location)).page.querySelector('bdi')?.text).toBe(ANA.label);
  });

  test('is noted for support, and goes on where that fails', async () => {
    const { setup, browser, activation, leave } = await signingIn();
    setup.noteSignIn.mockRejectedValueOnce(new Error('no table'));
    const { status, location } = await browser.get(await leave());
    expect([status, location]).toEqual([303, `/demo/login?activation=${activation}`]);
    expect(setup.noteSignIn).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ activation }), ANA);
  });

  test('hands the provider what the cookie kept for this way', async () => {
    const { setup, browser, activation, leave } = await signingIn();
    await browser.get(await leave());
    const pendingSignIn = { state: `${activation}.1`, nonce: 'n', verifier: 'v' };
    expect(setup.complete).toHaveBeenCalledExactlyOnceWith(expect.any(URLSearchParams), pendingSignIn);
  });

  test('completes a sign-in once: a reload leads to the question', async () => {
    const { setup, browser, activation, leave } = await signingIn();
    const back = await leave();
    await browser.get(back);
    const again = await browser.get(back);
    expect([again.status, again.location]).toEqual([303, `/demo/login?activation=${activation}`]);
    expect(setup.complete).toHaveBeenCalledOnce();
  });

  test('is not taken from another browser', async () => {
    const { setup, leave } = await signingIn();
    const { code, page } = await setup.browser().get(await leave());
    expect([code, page.querySelector('.store')]).toEqual(['signin_elsewhere', null]);
    expect(setup.complete).not.toHaveBeenCalled();
  });

  test('is not taken with a state of our making but another time', async () => {
    const { setup, browser, activation, leave } = await signingIn();
    await leave();
    const { code, page } = await browser.get(`/signin/return?code=c&state=${activation}.9`);
    expect([code, page.querySelector('.store')?.text]).toEqual(['signin_elsewhere', 'shop.example']);
    expect(setup.complete).not.toHaveBeenCalled();
  });

  test.each(['', '?code=c', '?code=c&state=x', '?error=access_denied'])(
    'without a state is opened by hand: %j',
    async (query) => {
      const { browser } = await signingIn();
      expect((await browser.get(`/signin/return${query}`)).code).toBe('opened_by_hand');
    },
  );

  test.each(['signin_refused', 'signin_unavailable'] as const)('offers to try again after %s', async (code) => {
    const { setup, browser, activation, leave } = await signingIn();
    setup.complete.mockRejectedValueOnce(new Refusal(code, { reason: 'access_denied' }));
    const back = (await leave()).replace('code=c', 'error=access_denied');
    const refused = await browser.get(`${back}&error_description=<b>pay+here</b>`);
    expect(refused.code).toBe(code);
    expect(refused.body).not.toContain('pay');
    expect(refused.page.querySelector('.vendor')?.text).toBe('Acme');
    expect(refused.page.querySelector('.store')?.text).toBe('shop.example');
    expect(refused.page.querySelector('a.button')?.getAttribute('href')).toBe(`/demo/signin?activation=${activation}`);
    const t = { product: 'demo', activation, code, reason: 'access_denied' };
    expect(setup.log).toHaveBeenCalledWith('signin_failed', t);
    expect((await browser.signIn(activation)).page.querySelector('form')).not.toBeNull();
  });

  test('that came back twice at once goes on where the first return is', async () => {
    const { setup, browser, activation, leave } = await signingIn();
    const back = await leave();
    const second = new Map(browser.cookies);
    await browser.get(back);
    const first = new Map(browser.cookies);
    for (const [name, value] of second) browser.cookies.set(name, value);
    setup.complete.mockRejectedValue(new Refusal('signin_refused', { reason: 'invalid_grant' }));
    const { status, location } = await browser.get(back);
    expect([status, location]).toEqual([303, expect.stringMatching(/^\/signin\/return\?code=c&state=/)]);
    for (const [name, value] of first) browser.cookies.set(name, value);
    expect((await browser.get(location)).location).toBe(`/demo/login?activation=${activation}`);
  });

  test('whose first answer the browser dropped is begun anew, once: a code that is truly refused is', async () => {
    const { setup, browser, activation, leave } = await signingIn();
    setup.complete.mockRejectedValue(new Refusal('signin_refused', { reason: 'invalid_grant' }));
    const asked = await browser.get(await leave());
    const anew = await browser.get(asked.location);
    expect([anew.status, anew.location]).toEqual([303, `/demo/signin?activation=${activation}`]);
    const again = await browser.get(await leave());
    expect((await browser.get(again.location)).code).toBe('signin_refused');
  });

  test.each(['error=access_denied', 'error=%3Cscript%3E'])('is not asked for again when it says %s', async (error) => {
    const { setup, browser, leave } = await signingIn();
    setup.complete.mockRejectedValue(new Refusal('signin_refused', { reason: 'access_denied' }));
    const { location, code } = await browser.get(`${await leave()}&${error}`);
    expect([location, code]).toEqual(['', 'signin_refused']);
  });

  test('never logs who signed in', async () => {
    const { setup, browser, leave } = await signingIn();
    await browser.get(await leave());
    expect(JSON.stringify(setup.log.mock.calls)).not.toContain('ana');
  });
});
