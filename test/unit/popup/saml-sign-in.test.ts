import { describe, expect, test } from 'vitest';
import { readSamlRequestId } from '../../../functions/domain/handshake/saml-request.ts';
import { parseProductId } from '../../../functions/domain/ids.ts';
import type { Provider } from '../../../functions/popup/sign-in/product-provider.ts';
import { activationAt, openPopupSetup, vault } from './popup-setup.ts';

const product = parseProductId('demo');
const ACCOUNT = { issuer: 'saml:urn:idp', id: 'org-1', label: 'Ana' };

async function leaving(again = '') {
  const setup = openPopupSetup();
  const configure = (configuration: string) =>
    setup.providerOf.mockImplementation(async (): Promise<Provider> => ({ kind: 'saml', configuration }));
  configure('one');
  setup.state.activation = activationAt('requested');
  const { activation } = setup.state.activation;
  const browser = setup.browser();
  await browser.open();
  const { location } = await browser.get(`/demo/signin?activation=${activation}${again}`);
  const request = readSamlRequestId(new URL(location, 'https://x.example').searchParams.get('request'));
  if (request === undefined) throw new Error(`no request in ${location}`);
  /** What the function for SAML does with an answer that is good. */
  const answer = async (code: string) => {
    const account = await vault.seal({ item: `SAML#${request}`, product }, ACCOUNT);
    return setup.samlRequests.answer(product, request, account, code);
  };
  const back = (more: string) => browser.get(`/demo/signin/return?saml=${request}&${more}`);
  return { setup, browser, configure, activation, location, request, answer, back };
}

describe('a merchant who signs in at a SAML identity provider', () => {
  test('is led to the function that asks it, and asked for a password only when they want another account', async () => {
    const { location, request } = await leaving();
    expect(location).toBe(`/demo/saml/signin?request=${request}`);
    expect((await leaving('&again=1')).location).toMatch(/^\/demo\/saml\/signin\?request=_[0-9a-f]{40}&again=1$/);
  });

  test('comes back as the account that was answered, with the code', async () => {
    const { browser, activation, answer, back } = await leaving();
    await answer('the-code');
    const { status, location } = await back('code=the-code');
    expect([status, location]).toEqual([303, `/demo/login?activation=${activation}`]);
    expect((await browser.get(location)).page.querySelector('bdi')?.text).toBe('Ana');
  });

  test('comes back once: a reload leads to the question', async () => {
    const { activation, answer, back } = await leaving();
    await answer('the-code');
    await back('code=the-code');
    expect((await back('code=the-code')).location).toBe(`/demo/login?activation=${activation}`);
  });

  test.each([
    ['another code', 'code=another'],
    ['no code', ''],
  ])('is not taken with %s, and the right one still counts', async (_, query) => {
    const { browser, answer, back, activation } = await leaving();
    await answer('the-code');
    const asked = await back(query);
    expect(asked.location).toContain('handfast_repeated=1');
    expect((await browser.get(asked.location)).code).toBe('signin_elsewhere');
    expect((await back('code=the-code')).location).toBe(`/demo/login?activation=${activation}`);
  });

  test('is not taken in another browser, though it brings the code', async () => {
    const { setup, request, answer } = await leaving();
    await answer('the-code');
    const stranger = setup.browser();
    await stranger.open();
    expect((await stranger.get(`/demo/signin/return?saml=${request}&code=the-code`)).code).toBe('signin_elsewhere');
  });

  test.each(['_1', 'x', `_${'0'.repeat(40)}`])('is not taken for the request %s', async (request) => {
    const { browser } = await leaving();
    expect((await browser.get(`/demo/signin/return?saml=${request}&code=c`)).code).toBe('signin_elsewhere');
  });

  test('is not taken at the address of another product', async () => {
    const { browser, request, answer } = await leaving();
    await answer('the-code');
    expect((await browser.get(`/other/signin/return?saml=${request}&code=the-code`)).code).toBe('signin_elsewhere');
  });

  test.each([
    ['signin_refused', 'signin_refused'],
    ['account_unclear', 'account_unclear'],
    ['x', 'signin_unavailable'],
  ])('reads why they were refused: %s', async (refused, expected) => {
    const { setup, back } = await leaving();
    const { code, page } = await back(`refused=${refused}`);
    expect([code, page.querySelector('.store')?.text]).toEqual([expected, 'shop.example']);
    expect(setup.log).toHaveBeenCalledWith('signin_failed', expect.objectContaining({ code: expected }));
  });

  test('signs in anew where the product was given another sign-in meanwhile', async () => {
    const { configure, activation, answer, back } = await leaving();
    await answer('the-code');
    configure('two');
    expect((await back('code=the-code')).location).toBe(`/demo/signin?activation=${activation}`);
  });
});
