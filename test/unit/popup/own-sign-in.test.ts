import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';
import type { Provider } from '../../../functions/popup/sign-in/product-provider.ts';
import { ANA, activationAt, filledIn, openPopupSetup } from './popup-setup.ts';

type Setup = ReturnType<typeof openPopupSetup>;

/** Has the product a provider of its own from now on; undefined: the deployment's. */
function configure(setup: Setup, configuration: string | undefined): void {
  const { begin, complete } = setup;
  setup.providerOf.mockImplementation(
    async (): Promise<Provider> => ({ kind: 'openIdConnect', configuration, begin, complete }),
  );
}

async function leaving(configuration: string | undefined) {
  const setup = openPopupSetup();
  configure(setup, configuration);
  setup.state.activation = activationAt('requested');
  const { activation } = setup.state.activation;
  const browser = setup.browser();
  await browser.open();
  const leave = async () => {
    const { location } = await browser.get(`/demo/signin?activation=${activation}`);
    return `code=c&state=${new URL(location).searchParams.get('state')}`;
  };
  return { setup, browser, activation, leave, query: await leave() };
}

describe('a product with a provider of its own', () => {
  test('takes its answers at its own address', async () => {
    const { setup, browser, activation, query } = await leaving('one');
    const { location } = await browser.get(`/demo/signin/return?${query}`);
    expect(location).toBe(`/demo/login?activation=${activation}`);
    expect(setup.providerOf).toHaveBeenCalledWith('demo');
    expect((await browser.get(location)).page.querySelector('bdi')?.text).toBe(ANA.label);
  });

  test.each([
    ["the deployment's address", 'one', '/signin/return'],
    ["another product's address", 'one', '/other/signin/return'],
    ["the product's address, from the deployment's provider", undefined, '/demo/signin/return'],
  ])('does not take an answer at %s, and it counts for nothing', async (_, configuration, path) => {
    const { setup, browser, query } = await leaving(configuration);
    expect((await browser.get(`${path}?${query}`)).code).toBe('signin_elsewhere');
    expect(setup.complete).not.toHaveBeenCalled();
    const own = configuration === undefined ? '/signin/return' : '/demo/signin/return';
    expect((await browser.get(`${own}?${query}`)).status).toBe(303);
    expect(setup.complete).toHaveBeenCalledOnce();
  });

  test.each([
    ['another configuration', 'one', 'two'],
    ["the deployment's", 'one', undefined],
    ['one of its own', undefined, 'two'],
  ])('that was given %s meanwhile sends no code anywhere, and signs in anew', async (_, before, after) => {
    const { setup, browser, activation, query, leave } = await leaving(before);
    configure(setup, after);
    const { location } = await browser.get(`${before ? '/demo' : ''}/signin/return?${query}`);
    expect(location).toBe(`/demo/signin?activation=${activation}`);
    expect(setup.complete).not.toHaveBeenCalled();
    const again = await leave();
    expect((await browser.get(`${after ? '/demo' : ''}/signin/return?${again}`)).location).toBe(
      `/demo/login?activation=${activation}`,
    );
  });

  test('whose functions do not agree on its configuration does not send the browser in circles', async () => {
    const { setup, browser, query, leave } = await leaving('one');
    configure(setup, 'two');
    await browser.get(`/demo/signin/return?${query}`);
    configure(setup, 'one');
    const again = await leave();
    configure(setup, 'two');
    const { code, page } = await browser.get(`/demo/signin/return?${again}`);
    expect([code, page.querySelector('.store')?.text]).toEqual(['signin_unavailable', 'shop.example']);
  });

  test('asks again at its own address for a code that was sent twice', async () => {
    const { setup, browser, query } = await leaving('one');
    setup.complete.mockRejectedValueOnce(new Refusal('signin_refused'));
    const { location } = await browser.get(`/demo/signin/return?${query}`);
    expect(location).toMatch(/^\/demo\/signin\/return\?code=c&state=/);
  });
});

describe('who signed in before a product was given another provider', () => {
  test('signs in again before the question is shown', async () => {
    const { setup, browser, query } = await leaving('one');
    const { location } = await browser.get(`/demo/signin/return?${query}`);
    configure(setup, 'two');
    expect((await browser.get(location)).page.querySelector('a.button')?.getAttribute('href')).toContain(
      '/demo/signin?',
    );
  });

  test('does not answer the question as the account they had', async () => {
    const { setup, browser, query, activation } = await leaving('one');
    const question = await browser.get((await browser.get(`/demo/signin/return?${query}`)).location);
    configure(setup, 'two');
    expect((await browser.post(filledIn(question.page, 'yes'))).location).toBe(`/demo/login?activation=${activation}`);
    expect(setup.consent).not.toHaveBeenCalled();
  });
});

describe('who signed in for an earlier attempt of the same integration', () => {
  /** Opens the popup of another attempt, once the product has the provider `after`. */
  async function openedAgain(before: string | undefined, after: string | undefined) {
    const { setup, browser, query } = await leaving(before);
    await browser.get(`${before ? '/demo' : ''}/signin/return?${query}`);
    configure(setup, after);
    setup.state.activation = activationAt('requested');
    const { location } = await browser.open();
    return (await browser.get(location)).page;
  }

  test.each([undefined, 'one'])('stays signed in while the provider is the same: %s', async (configuration) => {
    const page = await openedAgain(configuration, configuration);
    expect(page.querySelector('bdi')?.text).toBe(ANA.label);
  });

  test.each([
    ['the product’s own was removed', 'one', undefined],
    ['the product was given one', undefined, 'one'],
    ['the product was given another', 'one', 'two'],
  ])('is nobody once %s', async (_, before, after) => {
    const page = await openedAgain(before, after);
    expect(page.querySelector('a.button')?.text).toBe('Sign in to Acme');
    expect(page.toString()).not.toContain(ANA.label);
  });
});
