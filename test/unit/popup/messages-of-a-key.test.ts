import { describe, expect, test } from 'vitest';
import { accountKey } from '../../../functions/domain/account.ts';
import type { ActivationRef } from '../../../functions/domain/handshake/activation.ts';
import type { ConsumerId, ConsumerMessage } from '../../../functions/domain/handshake/consumer-key.ts';
import { addressDigest } from '../../../functions/domain/handshake/consumer-key.ts';
import { newActivationId } from '../../../functions/domain/ids.ts';
import { storeAddress } from '../../../functions/domain/stores/store-address.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';
import {
  ANA,
  activationAt,
  BACK,
  connectionOf,
  FOREIGN_BACK,
  KEY,
  openPopupSetup,
  RECEIVED_AT,
  STORE,
} from './popup-setup.ts';

const later = (seconds: number) => new Date(Date.parse(RECEIVED_AT) + seconds * 1000).toISOString();

function message(name: string, storeUrl: string, more: Partial<ConsumerMessage> = {}): ConsumerMessage {
  return {
    consumer: name.repeat(16) as ConsumerId,
    activation: newActivationId(),
    storeUrl: parseStoreUrl(storeUrl),
    secrets: new Uint8Array([1]) as ConsumerMessage['secrets'],
    verifierDigest: name,
    receivedAt: RECEIVED_AT,
    state: 'received',
    ...more,
  };
}

describe('of several messages for one key', () => {
  const here = message('a', 'https://shop.example/');
  const there = message('b', 'https://other.example/', { receivedAt: later(1) });

  test('the one at the host of `success_call_back` is shown, whichever came last', async () => {
    const setup = openPopupSetup();
    setup.state.messages = [here, there];
    const { page } = await setup.browser().open();
    expect(page.querySelector('.store')?.text).toBe('shop.example');
    expect(setup.start.mock.calls.map(([ref]) => ref.activation)).toEqual([here.activation]);
  });

  test('the merchant chooses where that does not single one out, by host and path', async () => {
    const setup = openPopupSetup();
    const odd = message('d', 'https://shop.example/%22%3E<b>/', { receivedAt: later(2) });
    setup.state.messages = [here, there, odd];
    const browser = setup.browser();
    const { page, body } = await browser.open(FOREIGN_BACK);
    const links = page.querySelectorAll('.choices a');
    expect(links.map((link) => link.text)).toEqual(['shop.example/%22%3E%3Cb%3E/', 'other.example', 'shop.example']);
    expect(body).not.toContain('<b>');
    expect(setup.start).not.toHaveBeenCalled();
    const chosen = (links[1]?.getAttribute('href') ?? '').replaceAll('&amp;', '&');
    expect((await browser.get(chosen)).page.querySelector('.store')?.text).toBe('other.example');
    expect(setup.start.mock.calls.map(([ref]) => ref.activation)).toEqual([there.activation]);
  });

  test('two paths of one host are two stores', async () => {
    const setup = openPopupSetup();
    setup.state.messages = [here, message('d', 'https://shop.example/de/')];
    const { page } = await setup.browser().open(BACK);
    expect(page.querySelectorAll('.choices a').map((link) => link.text)).toHaveLength(2);
  });

  test('a choice that no message stands for is asked again', async () => {
    const setup = openPopupSetup();
    setup.state.messages = [here, there];
    const query = new URLSearchParams({ oauth_consumer_key: KEY, success_call_back: FOREIGN_BACK, store: 'x' });
    expect((await setup.browser().get(`/demo/login?${query}`)).page.querySelector('.choices')).not.toBeNull();
  });

  test('the store finds its own among forged ones, three at a time', async () => {
    const setup = openPopupSetup();
    const forged = ['b', 'd', 'e'].map((name, at) => message(name, STORE, { receivedAt: later(at + 1) }));
    setup.state.messages = [here, ...forged];
    setup.start.mockImplementation(async (ref: ActivationRef) => {
      const failure = { code: 'signature_rejected', at: '' } as const;
      const answered =
        ref.activation === here.activation
          ? activationAt('requested', ref)
          : activationAt('failed', { ...ref, failure });
      setup.state.others = [...setup.state.others.filter((one) => one.activation !== ref.activation), answered];
    });
    const { page } = await setup.browser().open();
    expect(page.querySelector('a.button')?.getAttribute('href')).toBe(`/demo/signin?activation=${here.activation}`);
    const begun = setup.start.mock.calls.map(([ref]) => ref.activation);
    expect(begun).toEqual([...forged.toReversed(), here].map(({ activation }) => activation));
  });

  test('none is shown while the store has accepted none of several secrets', async () => {
    const setup = openPopupSetup();
    setup.state.messages = [here, message('b', STORE)];
    const beganMs = setup.state.nowMs;
    const { page, cookies } = await setup.browser().open();
    expect(setup.state.nowMs - beganMs).toBe(6_000);
    expect(page.querySelector('a.button')).toBeNull();
    expect(page.querySelector('meta[http-equiv=refresh]')?.getAttribute('content')).toContain('/demo/login?');
    expect(cookies).toBeUndefined();
  });

  test('one whose secret the store is tied to is shown at once, and no other', async () => {
    const setup = openPopupSetup();
    const { connection } = connectionOf(ANA);
    setup.state.messages = [here, message('b', STORE, { receivedAt: later(5) })];
    setup.state.known = {
      pins: [{ address: addressDigest(storeAddress(STORE)), consumer: here.consumer, connection }],
    };
    await setup.browser().open();
    expect(setup.start.mock.calls.map(([ref]) => ref.activation)).toEqual([here.activation]);
    expect(setup.pause).not.toHaveBeenCalled();
  });
});

describe('a message is begun', () => {
  test('with the account that the key belongs to, and with whether others may know the key', async () => {
    const setup = openPopupSetup();
    const again = message('a', STORE);
    setup.state.connection = connectionOf(ANA);
    const { connection } = setup.state.connection;
    setup.state.messages = [again];
    setup.state.known = {
      seenAt: later(-60),
      pins: [{ address: addressDigest(storeAddress(STORE)), consumer: again.consumer, connection }],
    };
    await setup.browser().open();
    expect(setup.state.others).toMatchObject([{ owner: accountKey(ANA), seenBefore: true }]);
  });

  test('with nobody’s account for a new key, whose first popup this is', async () => {
    const setup = openPopupSetup();
    setup.state.connection = connectionOf(ANA);
    setup.state.messages = [message('a', STORE)];
    await setup.browser().open();
    expect(setup.state.others).toMatchObject([{ owner: undefined, seenBefore: false }]);
    expect(setup.state.known.seenAt).toBe(RECEIVED_AT);
  });

  test('and is known to others when somebody asked for the key before it came', async () => {
    const setup = openPopupSetup();
    setup.state.messages = [];
    expect((await setup.browser().open()).code).toBe('activation_unknown');
    setup.state.messages = [message('a', STORE, { receivedAt: later(30) })];
    setup.state.nowMs += 31_000;
    await setup.browser().open();
    expect(setup.state.others).toMatchObject([{ seenBefore: true }]);
  });

  test.each([
    ['received', 'failed'],
    ['requested', 'failed'],
    ['granted', 'granted'],
  ] as const)('in the place of an earlier one that is %s, which is then %s', async (stage, then) => {
    const setup = openPopupSetup();
    setup.state.activation = activationAt(stage, { taskToken: 'token' });
    const { activation } = setup.state.activation;
    setup.state.messages = [message('a', STORE, { supersedes: activation })];
    await setup.browser().open();
    expect(setup.state.activation.stage).toBe(then);
    expect(setup.tasks.refuse.mock.calls).toEqual(then === 'failed' ? [['token', 'activation_superseded']] : []);
  });

  test('in the place of one that no popup was opened for, which is recorded', async () => {
    const setup = openPopupSetup();
    const supersedes = newActivationId();
    setup.state.messages = [message('a', STORE, { supersedes, unopenedAt: later(-5) })];
    await setup.browser().open();
    expect(setup.superseded.mock.calls).toMatchObject([[{}, { supersedes, unopenedAt: later(-5) }]]);
  });
});

describe('a message whose store URL cannot be called', () => {
  const refused = {
    activation: newActivationId(),
    code: 'store_url_refused',
    reason: 'port_not_allowed',
    storeUrl: parseStoreUrl('https://shop.example:8443/'),
    at: RECEIVED_AT,
  } as const;

  test('is shown with its real reason and its host, in another language too', async () => {
    const setup = openPopupSetup();
    setup.state.known = { refused };
    const browser = setup.browser();
    const { status, code, page } = await browser.open();
    expect([status, code]).toEqual([422, 'store_url_refused']);
    expect(page.querySelector('.happened')?.text).toBe(
      'The base URL of the store names a port that is not allowed here.',
    );
    expect(page.querySelector('.store')?.text).toBe('shop.example:8443');
    const german = page.querySelector('a[hreflang=de]')?.getAttribute('href')?.replaceAll('&amp;', '&') ?? '';
    expect((await browser.get(german)).page.querySelector('.happened')?.text).toContain('Port');
  });

  test('hides no message that can be used', async () => {
    const setup = openPopupSetup();
    setup.state.messages = [message('a', STORE)];
    setup.state.known = { refused: { ...refused, at: later(1) } };
    expect((await setup.browser().open()).code).toBeUndefined();
  });

  test('counts for two hours', async () => {
    const setup = openPopupSetup();
    setup.state.known = { refused };
    setup.state.nowMs += 2 * 60 * 60 * 1000;
    expect((await setup.browser().open()).code).toBe('activation_unknown');
  });
});
