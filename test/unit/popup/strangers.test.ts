import { describe, expect, test } from 'vitest';
import type { Account } from '../../../functions/domain/account.ts';
import { ANA, activationAt, BEN, connectionOf, filledIn, openPopupSetup } from './popup-setup.ts';

const yes = (account: Account) => ({ decision: 'yes', account, at: '' }) as const;

/** A browser in which Ana has signed in and is being asked. */
async function asked(stage: 'received' | 'requested' = 'requested') {
  const room = openPopupSetup();
  room.state.activation = activationAt(stage);
  const { activation } = room.state.activation;
  const browser = room.browser();
  await browser.open();
  return { room, browser, activation, progress: `/demo/progress?activation=${activation}&wait=1` };
}

describe('whoever was not the one to say yes', () => {
  test('is not told that the store is theirs, when their own yes comes second', async () => {
    const { room, browser, activation } = await asked();
    const { page } = await browser.signIn(activation);
    room.state.activation = activationAt('requested', { activation, consent: yes(BEN) });
    expect((await browser.post(filledIn(page, 'yes'))).code).toBe('store_taken');
    expect(room.state.activation.consent).toEqual(yes(BEN));
  });

  test.each(['granted', 'checked', 'linked'] as const)('is not led back to Magento when it is %s', async (stage) => {
    const { room, browser, activation, progress } = await asked();
    await browser.signIn(activation);
    room.state.activation = activationAt(stage, { activation, consent: yes(BEN) });
    const { code, location } = await browser.get(progress);
    expect([code, location]).toEqual(['store_taken', '']);
    room.state.activation = activationAt(stage, { activation, consent: yes(ANA) });
    expect((await browser.get(progress)).code).toBeUndefined();
  });

  test('must sign in before they are told anything', async () => {
    const { room, browser, activation, progress } = await asked();
    room.state.activation = activationAt('linked', { activation, consent: yes(ANA) });
    const { location } = await browser.get(progress);
    expect(location).toBe(`/demo/login?activation=${activation}`);
    const { page } = await browser.get(location);
    expect(page.querySelector('a.button')?.getAttribute('href')).toBe(`/demo/signin?activation=${activation}`);
  });
});

describe('a message that no store has stood by yet', () => {
  test('does not show that the store belongs to another account', async () => {
    const { room, browser, activation } = await asked('received');
    room.state.connection = connectionOf(BEN);
    const { page } = await browser.signIn(activation);
    expect(page.querySelectorAll('input[type=checkbox]')).toEqual([]);
    const { code } = await browser.post(filledIn(page, 'yes'));
    expect(code).toBeUndefined();
    expect(room.state.activation?.consent).toMatchObject({ decision: 'yes', account: ANA });
    expect(room.state.activation?.consent).not.toHaveProperty('replaces');
  });

  test('is waited for, one second, so that an honest merchant is asked about the move', async () => {
    const { room, browser, activation } = await asked('received');
    room.state.connection = connectionOf(BEN);
    room.pause.mockImplementation(async (ms) => {
      room.state.nowMs += ms;
      if (room.pause.mock.calls.length === 3) room.state.activation = activationAt('requested', { activation });
    });
    const { page } = await browser.signIn(activation);
    expect(page.querySelector('input[name=replaces]')?.getAttribute('value')).toBe('7');
    expect(room.pause).toHaveBeenCalledTimes(3);
  });

  test('holds nobody up who has not signed in, and others no longer than a second', async () => {
    const { room, browser, activation } = await asked('received');
    await browser.get(`/demo/login?activation=${activation}`);
    expect(room.pause).not.toHaveBeenCalled();
    const beganMs = room.state.nowMs;
    await browser.signIn(activation);
    expect(room.state.nowMs - beganMs).toBe(1_000);
  });
});
