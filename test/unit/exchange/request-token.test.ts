import { describe, expect, test, vi } from 'vitest';
import { EARLIER_CONSUMER } from '../../../functions/adapters/dynamodb/earlier-activation.ts';
import type { ConsumerRef } from '../../../functions/adapters/dynamodb/key-repository.ts';
import type { Activation, ActivationRef } from '../../../functions/domain/activation.ts';
import { consumerIdOf, type KeptToken } from '../../../functions/domain/consumer-key.ts';
import type { RefusalCode } from '../../../functions/domain/refusals/refusal.ts';
import { parseStoreUrl } from '../../../functions/domain/store-url.ts';
import { obtainRequestToken } from '../../../functions/exchange/obtain-request-token.ts';
import {
  activationAt,
  code,
  consumer,
  event,
  keptToken,
  known,
  MINUTE_MS,
  never,
  now,
  quiet,
  read,
  ref,
  refusing,
  requestTokenOf,
  vault,
} from './exchange-setup.ts';

describe('RequestToken', () => {
  type Given = {
    activation: Activation;
    answer?: RefusalCode;
    write?: () => Promise<void>;
    tokens?: readonly KeptToken[];
    leftMs?: number;
  };
  async function run(given: Given) {
    const { write = async () => {}, leftMs = MINUTE_MS, tokens = [await keptToken()] } = given;
    const requested = vi.fn((_: ActivationRef) => activationAt('requested'));
    const keepToken = vi.fn((_: ConsumerRef, _kept: Pick<KeptToken, 'token' | 'verifierDigest'>) => write());
    const keys = { find: () => known({ tokens }), keepToken };
    const ask = vi.fn(given.answer ? refusing(given.answer) : async () => ({ token: 'rt', tokenSecret: 'rts' }));
    const activations = { current: async () => given.activation, requested };
    const step = obtainRequestToken({ activations, keys, vault, magento: { requestToken: ask }, now, log: quiet });
    return { result: step(event('RequestToken'), performance.now() + leftMs), requested, keepToken, ask };
  }

  test('keeps the token together with the verifier it was got for', async () => {
    const { result, requested, keepToken } = await run({ activation: await activationAt('received') });
    await expect(result).resolves.toEqual({ stage: 'requested' });
    expect(requested).toHaveBeenCalledOnce();
    const [of, kept] = keepToken.mock.calls[0] ?? [];
    expect(of).toMatchObject({ ...ref, consumer });
    expect(kept?.verifierDigest).toBe('x');
    expect(kept === undefined ? undefined : read(kept.token)).toEqual({
      token: 'rt',
      tokenSecret: 'rts',
      verifier: 'first verifier',
      store: 'https://shop.example/',
    });
  });

  test('does not ask a second time once the token is kept', async () => {
    const { result, ask } = await run({ activation: await activationAt('requested') });
    await expect(result).resolves.toEqual({ stage: 'requested' });
    expect(ask).not.toHaveBeenCalled();
  });

  test('goes on with the token of an earlier attempt when Magento gives no second one', async () => {
    const activation = await activationAt('received');
    const { result, requested, keepToken } = await run({ activation, answer: 'request_token_lost' });
    await expect(result).resolves.toEqual({ stage: 'requested' });
    expect(requested).toHaveBeenCalledOnce();
    expect(keepToken).not.toHaveBeenCalled();
  });

  test.each(['https://other.example', 'https://shop.example:8443', 'http://shop.example', 'https://shop.example/a/'])(
    'never shows a token that %s issued to this store',
    async (store) => {
      const activation = await activationAt('received');
      const other = consumerIdOf('cs', parseStoreUrl(store));
      const tokens = [await keptToken({ consumer: other, token: await requestTokenOf(store) })];
      const { result, requested } = await run({ activation, tokens, answer: 'request_token_lost' });
      await expect(result).rejects.toEqual(code('request_token_lost'));
      expect(requested).not.toHaveBeenCalled();
    },
  );

  test.each([
    ['https://other.example', 'request_token_lost'],
    ['https://shop.example:8443', 'request_token_lost'],
    ['http://shop.example', 'request_token_lost'],
    ['https://shop.example', undefined],
  ] as const)('shows a token of the earlier form to its own origin only (%s)', async (store, refused) => {
    const tokens = [await keptToken({ consumer: EARLIER_CONSUMER, token: await requestTokenOf(store), at: '' })];
    for (const consumer of [undefined, EARLIER_CONSUMER]) {
      const activation = await activationAt('received', consumer && { consumer });
      const { result } = await run({ activation, tokens, answer: 'request_token_lost' });
      if (refused === undefined) await expect(result).resolves.toEqual({ stage: 'requested' });
      else await expect(result).rejects.toEqual(code(refused));
    }
  });

  test('says that the token is lost when no attempt has kept it', async () => {
    const activation = await activationAt('received');
    const { result } = await run({ activation, tokens: [], answer: 'request_token_lost' });
    await expect(result).rejects.toThrow(code('request_token_lost'));
  });

  test.each([
    ['is refused for good', () => Promise.reject(new Error('no right')), MINUTE_MS],
    ['takes longer than the function has', never, 3_050],
  ])('says that the token is lost when its write %s', async (_, write, leftMs) => {
    const { result } = await run({ activation: await activationAt('received'), write, leftMs });
    await expect(result).rejects.toThrow(code('request_token_lost'));
  });
});
