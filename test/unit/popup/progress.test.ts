import { describe, expect, test } from 'vitest';
import type { Activation } from '../../../functions/domain/activation.ts';
import type { ActivationId } from '../../../functions/domain/ids.ts';
import { ANA, activationAt, BACK, FOREIGN_BACK, filledIn, openPopupSetup } from './popup-setup.ts';

const consent = { decision: 'yes', account: ANA, at: '' } as const;

async function agreed(back: string | null = BACK) {
  const room = openPopupSetup();
  room.state.activation = activationAt('requested');
  const { activation } = room.state.activation;
  const browser = room.browser();
  await browser.open(back);
  const { page } = await browser.signIn(activation);
  await browser.post(filledIn(page, 'yes'));
  const progress = `/demo/progress?activation=${activation}`;
  return {
    room,
    browser,
    activation,
    progress,
    look: () => browser.get(progress),
    wait: () => browser.get(`${progress}&wait=1`),
  };
}

const linked = (activation: ActivationId): Activation => activationAt('linked', { activation, consent });
const done = (page: { querySelectorAll: (of: string) => unknown[] }) => page.querySelectorAll('li.done').length;

describe('the progress', () => {
  test('shows real steps, and goes on to the answer that is held', async () => {
    const { room, activation, progress, look } = await agreed();
    const first = await look();
    expect(first.page.querySelector('h1')?.text).toBe('Connecting…');
    expect(first.page.querySelector('meta[http-equiv=refresh]')?.getAttribute('content')).toBe(
      `0; url=${progress}&wait=1&from=requested`,
    );
    expect(done(first.page)).toBe(3);
    room.state.activation = activationAt('checked', { activation, consent });
    expect(done((await look()).page)).toBe(5);
  });

  test('leads to Magento’s address to the letter', async () => {
    const odd = 'https://SHOP.example:443/Admin_1/admin/integration/loginSuccessCallback/key/%41b/?a=%2F&b#c';
    const { room, activation, wait } = await agreed(odd);
    room.state.activation = linked(activation);
    const { status, location } = await wait();
    expect([status, location]).toEqual([303, odd]);
  });

  test('never leads off this site without wait=1: the form’s own redirect ends here', async () => {
    const { room, activation, look } = await agreed();
    room.state.activation = linked(activation);
    const { status, location, page } = await look();
    expect([status, location]).toEqual([200, '']);
    expect(done(page)).toBe(6);
  });

  test('holds its answer until the store is linked, and no longer than a tenth of a second more', async () => {
    const { room, activation, wait } = await agreed();
    room.pause.mockImplementation(async (ms) => {
      room.state.nowMs += ms;
      if (room.pause.mock.calls.length === 12) room.state.activation = linked(activation);
    });
    expect((await wait()).location).toBe(BACK);
    expect(room.pause).toHaveBeenCalledTimes(12);
    expect(room.pause.mock.calls.flat().every((ms) => ms === 100)).toBe(true);
  });

  test('holds its answer for six seconds, then shows the page again', async () => {
    const { room, progress, wait } = await agreed();
    const beganMs = room.state.nowMs;
    const { status, page } = await wait();
    expect(status).toBe(200);
    expect(page.querySelector('meta[http-equiv=refresh]')?.getAttribute('content')).toContain(progress);
    expect(room.state.nowMs - beganMs).toBe(6_000);
  });

  test.each([null, 'https://evil.example/', 'javascript:alert(1)//loginSuccessCallback/'])(
    'ends with "close this window" when the way back is %j',
    async (back) => {
      const { room, activation, look, wait } = await agreed(back);
      room.state.activation = linked(activation);
      for (const { status, page } of [await look(), await wait()]) {
        expect(status).toBe(200);
        expect(page.querySelector('h1')?.text).toBe('Connected');
        expect(page.text).toContain('Close this window');
      }
    },
  );

  test('leads to an admin on another host that was confirmed', async () => {
    const { room, activation, wait } = await agreed(FOREIGN_BACK);
    room.state.activation = linked(activation);
    expect((await wait()).location).toBe(FOREIGN_BACK);
  });

  test('does not lead to a host that came with a popup opened after the confirmation', async () => {
    const { room, browser, activation, wait } = await agreed();
    await browser.open(FOREIGN_BACK);
    room.state.activation = linked(activation);
    const { status, location, page } = await wait();
    expect([status, location]).toEqual([200, '']);
    expect(page.querySelector('h1')?.text).toBe('Connected');
  });

  test('follows the way back of the popup opened last', async () => {
    const { room, browser, activation, wait } = await agreed();
    const later = BACK.replace('f'.repeat(64), 'e'.repeat(64));
    await browser.open(later);
    room.state.activation = linked(activation);
    expect((await wait()).location).toBe(later);
  });

  test('does not follow the way back of an earlier popup: its secret may be over', async () => {
    const { room, browser, activation, wait } = await agreed();
    await browser.open(null);
    room.state.activation = linked(activation);
    expect((await wait()).page.querySelector('h1')?.text).toBe('Connected');
  });

  test('keeps a confirmed host when the form was sent twice at once', async () => {
    const room = openPopupSetup();
    room.state.activation = activationAt('requested');
    const { activation } = room.state.activation;
    const browser = room.browser();
    await browser.open(FOREIGN_BACK);
    const { page } = await browser.signIn(activation);
    const before = new Map(browser.cookies);
    await browser.post(filledIn(page, 'yes'));
    for (const [name, value] of before) browser.cookies.set(name, value);
    await browser.post(filledIn(page, 'yes'));
    room.state.activation = linked(activation);
    expect((await browser.get(`/demo/progress?activation=${activation}&wait=1`)).location).toBe(FOREIGN_BACK);
  });

  test('shows why the attempt failed, also while it is waited for', async () => {
    const { room, activation, look, wait } = await agreed();
    room.pause.mockImplementationOnce(async () => {
      room.state.activation = activationAt('failed', { activation, failure: { code: 'permission_missing', at: '' } });
    });
    expect((await wait()).code).toBe('permission_missing');
    expect((await look()).code).toBe('permission_missing');
  });

  test('tells a window whose attempt was superseded', async () => {
    const { room, look, wait } = await agreed();
    room.state.activation = activationAt('received');
    expect((await look()).code).toBe('activation_superseded');
    expect((await wait()).code).toBe('activation_superseded');
  });

  test('tells a window that was left open for too long', async () => {
    const { room, look } = await agreed();
    room.state.activation = undefined;
    expect((await look()).code).toBe('activation_expired');
    room.state.nowMs += 2 * 60 * 60 * 1000 + 1000;
    expect((await look()).code).toBe('session_missing');
  });

  test('goes back to the question while nobody has answered it', async () => {
    const room = openPopupSetup();
    room.state.activation = activationAt('requested');
    const { activation } = room.state.activation;
    const browser = room.browser();
    await browser.open();
    expect((await browser.get(`/demo/progress?activation=${activation}&wait=1`)).location).toBe(
      `/demo/login?activation=${activation}`,
    );
    expect(room.pause).not.toHaveBeenCalled();
  });

  test('is shown to the browser that has the cookie only', async () => {
    const { room, progress } = await agreed();
    expect((await room.browser().get(progress)).code).toBe('session_missing');
  });
});
