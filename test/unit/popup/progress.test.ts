import { describe, expect, test } from 'vitest';
import type { Activation } from '../../../functions/domain/handshake/activation.ts';
import type { ActivationId } from '../../../functions/domain/ids.ts';
import { ANA, activationAt, BACK, FOREIGN_BACK, filledIn, openPopupSetup } from './popup-setup.ts';

const consent = { decision: 'yes', account: ANA, at: '' } as const;

async function agreed(back: string | null = BACK) {
  const setup = openPopupSetup();
  setup.state.activation = activationAt('requested');
  const { activation } = setup.state.activation;
  const browser = setup.browser();
  await browser.open(back);
  const { page } = await browser.signIn(activation);
  await browser.post(filledIn(page, 'yes'));
  const progress = `/demo/progress?activation=${activation}`;
  return {
    setup,
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
    const { setup, activation, progress, look } = await agreed();
    const first = await look();
    expect(first.page.querySelector('h1')?.text).toBe('Connecting…');
    expect(first.page.querySelector('meta[http-equiv=refresh]')?.getAttribute('content')).toBe(
      `0; url=${progress}&wait=1&from=requested`,
    );
    expect(done(first.page)).toBe(3);
    expect(first.page.querySelector('li.now')?.text).toBe('Exchanging keys with the store');
    setup.state.activation = activationAt('checked', { activation, consent });
    expect(done((await look()).page)).toBe(5);
  });

  test('leads to Magento’s address to the letter', async () => {
    const odd = 'https://SHOP.example:443/Admin_1/admin/integration/loginSuccessCallback/key/%41b/?a=%2F&b#c';
    const { setup, activation, wait } = await agreed(odd);
    setup.state.activation = linked(activation);
    const { status, location } = await wait();
    expect([status, location]).toEqual([303, odd]);
  });

  test('never leads off this site without wait=1: the form’s own redirect ends here', async () => {
    const { setup, activation, look } = await agreed();
    setup.state.activation = linked(activation);
    const { status, location, page } = await look();
    expect([status, location]).toEqual([200, '']);
    expect(done(page)).toBe(6);
  });

  test('holds its answer until the store is linked, and no longer than a tenth of a second more', async () => {
    const { setup, activation, wait } = await agreed();
    setup.pause.mockImplementation(async (ms) => {
      setup.state.nowMs += ms;
      if (setup.pause.mock.calls.length === 12) setup.state.activation = linked(activation);
    });
    expect((await wait()).location).toBe(BACK);
    expect(setup.pause).toHaveBeenCalledTimes(12);
    expect(setup.pause.mock.calls.flat().every((ms) => ms === 100)).toBe(true);
  });

  test('holds its answer for five seconds, then shows the page again, and that the store is slow', async () => {
    const { setup, browser, progress, look } = await agreed();
    expect((await look()).page.querySelector('[role=status]')?.text).toBe('3 of 6 steps are done');
    const beganMs = setup.state.nowMs;
    const { status, page } = await browser.get(`${progress}&wait=1&from=requested`);
    expect(page.querySelector('[role=status]')?.text).toContain('The store is taking unusually long.');
    expect(status).toBe(200);
    expect(page.querySelector('meta[http-equiv=refresh]')?.getAttribute('content')).toContain(progress);
    expect(setup.state.nowMs - beganMs).toBe(5_000);
  });

  test.each([null, 'https://evil.example/', 'javascript:alert(1)//loginSuccessCallback/'])(
    'ends with "close this window" when the way back is %j',
    async (back) => {
      const { setup, activation, look, wait } = await agreed(back);
      setup.state.activation = linked(activation);
      for (const { status, page } of [await look(), await wait()]) {
        expect(status).toBe(200);
        expect(page.querySelector('h1')?.text).toBe('Connected');
        expect(page.text).toContain('Close this window');
      }
    },
  );

  test('leads to an admin on another host that was confirmed', async () => {
    const { setup, activation, wait } = await agreed(FOREIGN_BACK);
    setup.state.activation = linked(activation);
    expect((await wait()).location).toBe(FOREIGN_BACK);
  });

  test('does not lead to a host that came with a popup opened after the confirmation', async () => {
    const { setup, browser, activation, wait } = await agreed();
    await browser.open(FOREIGN_BACK);
    setup.state.activation = linked(activation);
    const { status, location, page } = await wait();
    expect([status, location]).toEqual([200, '']);
    expect(page.querySelector('h1')?.text).toBe('Connected');
  });

  test('follows the `success_call_back` of the popup opened last', async () => {
    const { setup, browser, activation, wait } = await agreed();
    const later = BACK.replace('f'.repeat(64), 'e'.repeat(64));
    await browser.open(later);
    setup.state.activation = linked(activation);
    expect((await wait()).location).toBe(later);
  });

  test('does not follow the `success_call_back` of an earlier popup: its secret may have expired', async () => {
    const { setup, browser, activation, wait } = await agreed();
    await browser.open(null);
    setup.state.activation = linked(activation);
    expect((await wait()).page.querySelector('h1')?.text).toBe('Connected');
  });

  test('keeps a confirmed host when the form was sent twice at once', async () => {
    const setup = openPopupSetup();
    setup.state.activation = activationAt('requested');
    const { activation } = setup.state.activation;
    const browser = setup.browser();
    await browser.open(FOREIGN_BACK);
    const { page } = await browser.signIn(activation);
    const before = new Map(browser.cookies);
    await browser.post(filledIn(page, 'yes'));
    for (const [name, value] of before) browser.cookies.set(name, value);
    await browser.post(filledIn(page, 'yes'));
    setup.state.activation = linked(activation);
    expect((await browser.get(`/demo/progress?activation=${activation}&wait=1`)).location).toBe(FOREIGN_BACK);
  });

  test('shows why the attempt failed, also while it is waited for', async () => {
    const { setup, activation, look, wait } = await agreed();
    setup.pause.mockImplementationOnce(async () => {
      setup.state.activation = activationAt('failed', { activation, failure: { code: 'permission_missing', at: '' } });
    });
    expect((await wait()).code).toBe('permission_missing');
    expect((await look()).code).toBe('permission_missing');
  });

  test('says so in a window whose attempt was superseded', async () => {
    const { setup, activation, look, wait } = await agreed();
    const failure = { code: 'activation_superseded', at: '' } as const;
    setup.state.activation = activationAt('failed', { activation, failure });
    expect((await look()).code).toBe('activation_superseded');
    expect((await wait()).code).toBe('activation_superseded');
  });

  test('says so in a window that was left open for too long', async () => {
    const { setup, look } = await agreed();
    setup.state.activation = undefined;
    expect((await look()).code).toBe('activation_expired');
    setup.state.nowMs += 2 * 60 * 60 * 1000 + 1000;
    expect((await look()).code).toBe('session_missing');
  });

  test('goes back to the question while nobody has answered it', async () => {
    const setup = openPopupSetup();
    setup.state.activation = activationAt('requested');
    const { activation } = setup.state.activation;
    const browser = setup.browser();
    await browser.open();
    expect((await browser.get(`/demo/progress?activation=${activation}&wait=1`)).location).toBe(
      `/demo/login?activation=${activation}`,
    );
    expect(setup.pause).not.toHaveBeenCalled();
  });

  test('is shown to the browser that has the cookie only', async () => {
    const { setup, progress } = await agreed();
    expect((await setup.browser().get(progress)).code).toBe('session_missing');
  });
});
