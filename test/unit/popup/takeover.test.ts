import { describe, expect, test } from 'vitest';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';
import { ANA, activationAt, BEN, connectionOf, filledIn, openPopupSetup } from './popup-setup.ts';

/** A popup that was opened in one browser, before anybody signed in. */
async function opened(more: Parameters<typeof activationAt<'requested'>>[1] = {}) {
  const setup = openPopupSetup();
  setup.state.activation = activationAt('requested', more);
  const { activation } = setup.state.activation;
  const browser = setup.browser();
  await browser.open();
  return { setup, browser, activation };
}

/** A linked integration of Ana's, and a popup that is opened for it. */
function linked() {
  const setup = openPopupSetup();
  setup.state.connection = connectionOf(ANA);
  setup.state.activation = activationAt('linked', { connection: setup.state.connection.connection });
  return { setup, browser: setup.browser(), activation: setup.state.activation.activation };
}

describe('the popup of an integration that is linked', () => {
  test('asks a browser without a session to sign in, and says nothing else', async () => {
    const { setup, browser } = linked();
    const { page } = await browser.open();
    expect(page.querySelector('a.button')?.text).toBe('Sign in to Acme');
    expect(page.text).not.toMatch(/already|shop.example is connected/i);
    expect(setup.check).not.toHaveBeenCalled();
  });

  test('says "already connected" to its account once a health check has passed', async () => {
    const { setup, browser, activation } = linked();
    await browser.open();
    const { page } = await browser.signIn(activation);
    expect(page.querySelector('h1')?.text).toBe('Already connected');
    expect(setup.check).toHaveBeenCalledExactlyOnceWith(setup.state.connection);
  });

  test.each(['token_rejected', 'permission_missing', 'store_timeout'] as const)('says %s instead', async (health) => {
    const { setup, browser, activation } = linked();
    setup.state.health = health;
    await browser.open();
    expect((await browser.signIn(activation)).code).toBe(health);
  });

  test('says to another account that the integration is taken, and asks no store', async () => {
    const { setup, browser, activation } = linked();
    setup.state.account = BEN;
    await browser.open();
    expect((await browser.signIn(activation)).code).toBe('integration_taken');
    expect(setup.check).not.toHaveBeenCalled();
  });

  test('says so when the connection was ended on our side', async () => {
    const { setup, browser, activation } = linked();
    setup.state.connection = connectionOf(ANA, { status: 'disconnected' });
    await browser.open();
    const { page } = await browser.signIn(activation);
    expect(page.querySelector('h1')?.text).toBe('No longer connected');
    expect(setup.check).not.toHaveBeenCalled();
  });
});

describe('the second question', () => {
  test('is put when the store turned out to be one that is known at another address', async () => {
    const { setup, browser, activation } = await opened();
    await browser.signIn(activation);
    setup.state.connection = connectionOf(BEN, { storeUrl: parseStoreUrl('https://shop.example/default/') });
    const sameStoreAs = setup.state.connection.connection;
    setup.state.activation = activationAt('checked', { activation, sameStoreAs, taskToken: 'second' });
    const { location } = await browser.get(`/demo/progress?activation=${activation}`);
    const { page } = await browser.get(location);
    expect(page.querySelector('h1')?.text).toBe('Move your store?');
    await browser.post(filledIn(page, 'yes'));
    expect(setup.state.activation.consent).toMatchObject({ replaces: { connection: sameStoreAs, version: 7 } });
    expect(setup.tasks.succeed).toHaveBeenCalledExactlyOnceWith('second');
  });
});

describe('the consent page', () => {
  test('arms its button by a script that the policy names, and works without scripts', async () => {
    const { browser, activation } = await opened();
    const { page, headers } = await browser.signIn(activation);
    expect(page.querySelector('script')?.text).toContain('1000');
    expect(headers?.['content-security-policy']).toContain("script-src 'sha256-");
    expect(page.querySelector('button[value=yes]')?.hasAttribute('disabled')).toBe(false);
  });
});
