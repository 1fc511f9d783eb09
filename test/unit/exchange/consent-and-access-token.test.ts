import { describe, expect, test, vi } from 'vitest';
import type { Activation, ActivationRef } from '../../../functions/domain/handshake/activation.ts';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';
import type { StoreUrl } from '../../../functions/domain/stores/store-url.ts';
import { exchangeAccessToken } from '../../../functions/exchange/steps/exchange-access-token.ts';
import { verifyCredentials } from '../../../functions/exchange/steps/verify-credentials.ts';
import { waitForConsent } from '../../../functions/exchange/steps/wait-for-consent.ts';
import {
  activationAt,
  code,
  consumer,
  event,
  here,
  keptToken,
  keys,
  known,
  MINUTE_MS,
  never,
  now,
  quiet,
  read,
  ref,
  storeUrl,
  vault,
  yes,
} from './exchange-setup.ts';

describe('WaitForConsent', () => {
  async function run(consent: unknown) {
    const tasks = { succeed: vi.fn(async () => {}), refuse: vi.fn(async () => {}) };
    const awaitConsent = async () => activationAt('requested', { consent });
    await waitForConsent({ activations: { awaitConsent }, tasks })(event('WaitForConsent', { taskToken: 'token' }));
    return tasks;
  }

  test('waits while nobody has answered', async () => {
    const { succeed, refuse } = await run(undefined);
    expect(succeed).not.toHaveBeenCalled();
    expect(refuse).not.toHaveBeenCalled();
  });
  test('ends at once when the merchant was faster and said yes', async () => {
    expect((await run(yes)).succeed).toHaveBeenCalledExactlyOnceWith('token');
  });
  test('fails at once when the merchant was faster and said no', async () => {
    const { refuse } = await run({ decision: 'no', at: '' });
    expect(refuse).toHaveBeenCalledExactlyOnceWith('token', 'consent_declined');
  });
});

describe('AccessToken', () => {
  const issued = async (_store: StoreUrl, _own: unknown, _token: unknown, _verifier: string) => ({
    ...{ token: 'at', tokenSecret: 'ats' },
  });
  async function run(
    activation: Activation,
    write = () => activationAt('granted'),
    leftMs = MINUTE_MS,
    answer: typeof issued = issued,
  ) {
    const granted = vi.fn((_: ActivationRef, _box: Uint8Array, _spent: boolean) => write());
    const dropToken = vi.fn(async () => {});
    const pause = vi.fn(async () => {});
    const table = { find: () => known(), dropToken };
    const ask = vi.fn(answer);
    const activations = { current: async () => activation, granted };
    const step = exchangeAccessToken({
      ...{ activations, keys: table, vault, magento: { accessToken: ask }, pause, now, log: quiet },
    });
    return { result: step(event('AccessToken'), performance.now() + leftMs), granted, ask, dropToken };
  }

  test('shows the verifier that the request token was got for, not a later one', async () => {
    const later = await vault.seal(here, { ...keys, verifier: 'second verifier' });
    const { result, ask } = await run(await activationAt('requested', { secrets: later, consent: yes }));
    await result;
    const consumer = expect.objectContaining({ consumerKey: 'ck', consumerSecret: 'cs' });
    const token = expect.objectContaining({ token: 'rt', tokenSecret: 'rts' });
    expect(ask).toHaveBeenCalledExactlyOnceWith(storeUrl, consumer, token, 'first verifier');
  });

  test('shows the later verifier where Reauthorize was pressed before the token was issued', async () => {
    const later = await vault.seal(here, { ...keys, verifier: 'second verifier' });
    const activation = await activationAt('requested', { secrets: later, consent: yes });
    const { result, ask, granted } = await run(activation, undefined, undefined, async (...asked) => {
      if (asked[3] !== 'second verifier') throw new Refusal('token_refused');
      return issued(...asked);
    });
    await result;
    expect(ask.mock.calls.map(([, , , verifier]) => verifier)).toEqual(['first verifier', 'second verifier']);
    expect(granted).toHaveBeenCalledExactlyOnceWith(ref, expect.anything(), true);
  });

  test.each([
    ['its only verifier is refused', 'first verifier', 'token_refused'],
    ['the token itself is unknown', 'second verifier', 'token_rejected'],
  ] as const)('asks once when %s', async (_, verifier, refusal) => {
    const secrets = await vault.seal(here, { ...keys, verifier });
    const activation = await activationAt('requested', { secrets, consent: yes });
    const refuse = () => Promise.reject(new Refusal(refusal));
    const { result, ask } = await run(activation, undefined, undefined, refuse);
    await expect(result).rejects.toThrow(code(refusal));
    expect(ask).toHaveBeenCalledTimes(1);
  });

  test('keeps all that signing takes, and nothing else', async () => {
    const { result, granted, dropToken } = await run(await activationAt('requested', { consent: yes }));
    await result;
    expect(dropToken).toHaveBeenCalledExactlyOnceWith({ ...ref, consumer }, await keptToken());
    const [, box] = granted.mock.calls[0] ?? [];
    expect(box === undefined ? undefined : read(box)).toEqual({
      consumerKey: 'ck',
      consumerSecret: 'cs',
      token: 'at',
      tokenSecret: 'ats',
    });
  });

  test.each([undefined, { decision: 'no', at: '' }])('asks for nothing without a yes (%j)', async (consent) => {
    const { result, ask } = await run(await activationAt('requested', { consent }));
    await expect(result).rejects.toThrow(Refusal);
    expect(ask).not.toHaveBeenCalled();
  });

  test('does not ask a second time once the token is kept, and forgets the spent one', async () => {
    const { result, ask, dropToken } = await run(await activationAt('granted', { consent: yes }));
    await result;
    expect(ask).not.toHaveBeenCalled();
    expect(dropToken).toHaveBeenCalledExactlyOnceWith({ ...ref, consumer }, await keptToken());
  });

  test.each([
    ['is refused for good', () => Promise.reject(new Error('no right')), MINUTE_MS],
    ['takes longer than the function has', never, 3_050],
  ])('says that the token is lost when its write %s', async (_, write, leftMs) => {
    const { result } = await run(await activationAt('requested', { consent: yes }), write, leftMs);
    await expect(result).rejects.toThrow(code('access_token_lost'));
  });
});

test('Check proves the new credentials, and keeps what it learnt of the generation', async () => {
  const checked = vi.fn(async () => activationAt('checked'));
  const rest = vi.fn();
  const magento = { check: vi.fn(async () => ({ generations: ['2.4.6', '2.0'] as const, modules: [] })), rest };
  const activations = { current: async () => activationAt('granted'), checked };
  const unknown = { connections: { find: async () => undefined }, pointers: { find: async () => undefined } };
  await verifyCredentials({ ...unknown, activations, keys: { find: () => known() }, vault, magento })(event('Check'));
  expect(magento.check).toHaveBeenCalledWith(
    storeUrl,
    expect.objectContaining({ token: 'at', tokenSecret: 'ats' }),
    [],
  );
  expect(checked).toHaveBeenCalledExactlyOnceWith(ref, ['2.4.6', '2.0'], undefined);
  // Nothing is known of the store, so no other address is asked.
  expect(rest).not.toHaveBeenCalled();
});
