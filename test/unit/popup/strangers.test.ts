import { describe, expect, test } from 'vitest';
import type { Account } from '../../../functions/domain/account.ts';
import { ANA, activationAt, BEN, connectionOf, filledIn, openPopupSetup } from './popup-setup.ts';

const yes = (account: Account) => ({ decision: 'yes', account, at: '' }) as const;

/** A browser in which Ana has signed in and is being asked. */
async function asked(stage: 'received' | 'requested' = 'requested') {
  const setup = openPopupSetup();
  setup.state.activation = activationAt(stage);
  const { activation } = setup.state.activation;
  const browser = setup.browser();
  await browser.open();
  return { setup, browser, activation, progress: `/demo/progress?activation=${activation}&wait=1` };
}

describe('whoever was not the one to say yes', () => {
  test('does not read that the store is theirs, when their own yes comes second', async () => {
    const { setup, browser, activation } = await asked();
    const { page } = await browser.signIn(activation);
    setup.state.activation = activationAt('requested', { activation, consent: yes(BEN) });
    const { code, page: refused } = await browser.post(filledIn(page, 'yes'));
    expect(code).toBe('store_taken');
    // A used key moves no store: a new integration does, and the page says how to make one.
    expect(refused.text).not.toContain('Reauthorize');
    expect(refused.text).toMatch(/new integration[\s\S]*\/demo\/callback/);
    expect(setup.state.activation.consent).toEqual(yes(BEN));
  });

  test.each(['granted', 'checked', 'linked'] as const)('is not led back to Magento when it is %s', async (stage) => {
    const { setup, browser, activation, progress } = await asked();
    await browser.signIn(activation);
    setup.state.activation = activationAt(stage, { activation, consent: yes(BEN) });
    const { code, location } = await browser.get(progress);
    expect([code, location]).toEqual(['store_taken', '']);
    setup.state.activation = activationAt(stage, { activation, consent: yes(ANA) });
    expect((await browser.get(progress)).code).toBeUndefined();
  });

  test('must sign in before they learn anything', async () => {
    const { setup, browser, activation, progress } = await asked();
    setup.state.activation = activationAt('linked', { activation, consent: yes(ANA) });
    const { location } = await browser.get(progress);
    expect(location).toBe(`/demo/login?activation=${activation}`);
    const { page } = await browser.get(location);
    expect(page.querySelector('a.button')?.getAttribute('href')).toBe(`/demo/signin?activation=${activation}`);
  });
});

describe('a message that no store has stood by yet', () => {
  test('does not show that the store belongs to another account', async () => {
    const { setup, browser, activation } = await asked('received');
    setup.state.connection = connectionOf(BEN);
    const { page } = await browser.signIn(activation);
    expect(page.querySelectorAll('input[type=checkbox]')).toEqual([]);
    const { code } = await browser.post(filledIn(page, 'yes'));
    expect(code).toBeUndefined();
    expect(setup.state.activation?.consent).toMatchObject({ decision: 'yes', account: ANA });
    expect(setup.state.activation?.consent).not.toHaveProperty('replaces');
  });

  test('is waited for, one second, so that an honest merchant is asked about the move', async () => {
    const { setup, browser, activation } = await asked('received');
    setup.state.connection = connectionOf(BEN);
    setup.pause.mockImplementation(async (ms) => {
      setup.state.nowMs += ms;
      if (setup.pause.mock.calls.length === 3) setup.state.activation = activationAt('requested', { activation });
    });
    const { page } = await browser.signIn(activation);
    expect(page.querySelector('input[name=replaces]')?.getAttribute('value')).toBe(`${connectionOf(BEN).connection}.7`);
    expect(setup.pause).toHaveBeenCalledTimes(3);
  });

  test('holds nobody up who has not signed in, and others no longer than a second', async () => {
    const { setup, browser, activation } = await asked('received');
    await browser.get(`/demo/login?activation=${activation}`);
    expect(setup.pause).not.toHaveBeenCalled();
    const beganMs = setup.state.nowMs;
    await browser.signIn(activation);
    expect(setup.state.nowMs - beganMs).toBe(1_000);
  });
});
