import { describe, expect, test } from 'vitest';
import { digestOf } from '../../../functions/domain/ids.ts';
import { ANA, activationAt, BACK, FOREIGN_BACK, KEY, openPopupSetup } from './popup-setup.ts';

describe('the popup that Magento opens', () => {
  test('starts the machine and shows whose store is to be connected to what', async () => {
    const setup = openPopupSetup();
    setup.state.activation = activationAt('received');
    const { product, key, activation } = setup.state.activation;
    const { status, page } = await setup.browser().open();
    expect(status).toBe(200);
    expect(setup.start).toHaveBeenCalledExactlyOnceWith({ product, key, activation });
    expect(setup.log).toHaveBeenCalledWith('handshake_started', { product, activation });
    expect(page.querySelector('.vendor')?.text).toBe('Acme');
    expect(page.querySelector('.store')?.text).toBe('shop.example');
    expect(page.querySelector('a.button')?.getAttribute('href')).toBe(`/demo/signin?activation=${activation}`);
    expect(page.querySelector('a.button')?.text).toBe('Sign in to Acme');
  });

  test('starts it once more when it is reloaded early, and no longer once the store has answered', async () => {
    const setup = openPopupSetup();
    const browser = setup.browser();
    setup.state.activation = activationAt('received');
    await browser.open();
    await browser.open();
    expect(setup.start).toHaveBeenCalledTimes(2);
    setup.state.activation = activationAt('requested');
    await browser.open();
    expect(setup.start).toHaveBeenCalledTimes(2);
  });

  test.each(['', 'K'.repeat(32), 'k'.repeat(31), `${KEY}&oauth_consumer_key=${KEY}`])(
    'is refused with the key %j, which is none of Magento',
    async (key) => {
      const setup = openPopupSetup();
      setup.state.activation = activationAt('received');
      const { status, code } = await setup.browser().get(`/demo/login?oauth_consumer_key=${key}`);
      expect([status, code]).toEqual([400, 'opened_by_hand']);
      expect(setup.start).not.toHaveBeenCalled();
    },
  );

  test('says so when a merchant’s keys never arrived, and repeats no key', async () => {
    const { status, code, body } = await openPopupSetup().browser().open();
    expect([status, code]).toEqual([404, 'activation_unknown']);
    expect(body).not.toContain(KEY);
  });

  test('finds keys under their own product only', async () => {
    const setup = openPopupSetup();
    setup.state.activation = activationAt('received');
    const { code } = await setup.browser().get(`/other/login?oauth_consumer_key=${KEY}`);
    expect(code).toBe('activation_unknown');
    expect((await setup.browser().get(`/nothing/login?oauth_consumer_key=${KEY}`)).code).toBe('product_unknown');
  });

  test('asks at once when this browser has signed in for the activation', async () => {
    const setup = openPopupSetup();
    setup.state.activation = activationAt('requested');
    const { activation } = setup.state.activation;
    const browser = setup.browser();
    await browser.open();
    await browser.signIn(activation);
    const again = await browser.open();
    expect([again.status, again.location]).toEqual([303, `/demo/login?activation=${activation}`]);
    expect((await browser.get(again.location)).page.querySelector('bdi')?.text).toBe(ANA.label);
  });

  test('keeps the sign-in of an earlier attempt of the same integration, and asks', async () => {
    const setup = openPopupSetup();
    setup.state.activation = activationAt('requested');
    const browser = setup.browser();
    await browser.open();
    await browser.signIn(setup.state.activation.activation);
    setup.state.activation = activationAt('received');
    const { activation } = setup.state.activation;
    const again = await browser.open();
    expect(again.location).toBe(`/demo/login?activation=${activation}`);
    expect((await browser.get(again.location)).page.querySelector('form')).not.toBeNull();
  });

  test('does not keep the sign-in for another integration', async () => {
    const setup = openPopupSetup();
    setup.state.activation = activationAt('requested');
    const browser = setup.browser();
    await browser.open();
    await browser.signIn(setup.state.activation.activation);
    const other = '0'.repeat(32);
    setup.state.activation = activationAt('received', { key: digestOf(other) });
    const { status, page } = await browser.open(BACK, other);
    expect(status).toBe(200);
    expect(page.querySelector('a.button')?.text).toBe('Sign in to Acme');
  });

  test.each(['granted', 'checked'] as const)('goes on to the progress of an activation that is %s', async (stage) => {
    const setup = openPopupSetup();
    setup.state.activation = activationAt('requested');
    const { activation } = setup.state.activation;
    const browser = setup.browser();
    await browser.open();
    const consent = { decision: 'yes', account: ANA, at: '' } as const;
    setup.state.activation = activationAt(stage, { activation, consent });
    expect((await browser.open()).location).toBe(`/demo/progress?activation=${activation}`);
  });

  test('shows why an attempt failed', async () => {
    const setup = openPopupSetup();
    setup.state.activation = activationAt('failed', { failure: { code: 'consumer_key_expired', at: '' } });
    const { status, code, page } = await setup.browser().open();
    expect([status, code]).toEqual([410, 'consumer_key_expired']);
    expect(page.querySelector('.reference')?.text).toBe(
      `Reference: consumer_key_expired · ${setup.state.activation.activation}`,
    );
  });

  test('writes no key and no `success_call_back` into the page, the log or a cookie that can be read', async () => {
    const setup = openPopupSetup();
    setup.state.activation = activationAt('received');
    const browser = setup.browser();
    const { body } = await browser.open(FOREIGN_BACK);
    const written = JSON.stringify([body, setup.log.mock.calls, [...browser.cookies]]);
    expect(written).not.toContain(KEY);
    expect(written).not.toContain('loginSuccessCallback');
    expect(written).not.toContain('f'.repeat(64));
  });
});
