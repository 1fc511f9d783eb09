import { describe, expect, test, vi } from 'vitest';
import { EARLIER_CONSUMER } from '../../../functions/adapters/dynamodb/activations/earlier-activation.ts';
import type { ConsumerRef } from '../../../functions/adapters/dynamodb/keys/key-item.ts';
import type { Activation, ActivationRef } from '../../../functions/domain/handshake/activation.ts';
import { consumerIdOf, type KeptToken } from '../../../functions/domain/handshake/consumer-key.ts';
import { Refusal, type RefusalCode, type RefusalFacts } from '../../../functions/domain/refusals/refusal.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';
import { obtainRequestToken } from '../../../functions/exchange/steps/obtain-request-token.ts';
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
  requestTokenOf,
  vault,
} from './exchange-setup.ts';

describe('RequestToken', () => {
  type Given = {
    activation: Activation;
    answer?: RefusalCode;
    facts?: RefusalFacts;
    write?: () => Promise<void>;
    tokens?: readonly KeptToken[];
    leftMs?: number;
  };
  async function run(given: Given) {
    const { write = async () => {}, leftMs = MINUTE_MS, tokens = [await keptToken()] } = given;
    const requested = vi.fn((_: ActivationRef) => activationAt('requested'));
    const keepToken = vi.fn((_: ConsumerRef, _kept: Pick<KeptToken, 'token' | 'verifierDigest'>) => write());
    const keys = { find: () => known({ tokens }), keepToken };
    const { answer, facts } = given;
    const ask = vi.fn(
      answer ? () => Promise.reject(new Refusal(answer, facts)) : async () => ({ token: 'rt', tokenSecret: 'rts' }),
    );
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

  test.each([
    'request_token_lost',
    // In a language that nobody has published a translation for.
    'token_refused',
    // The popup was opened late; the call that exchanges the token has no such limit.
    'consumer_key_expired',
  ] as const)('goes on with the token of an earlier attempt when Magento gives no second one (%s)', async (answer) => {
    const activation = await activationAt('received');
    const { result, requested, keepToken } = await run({ activation, answer });
    await expect(result).resolves.toEqual({ stage: 'requested' });
    expect(requested).toHaveBeenCalledOnce();
    expect(keepToken).not.toHaveBeenCalled();
  });

  test.each([
    ['signature_rejected', {}],
    ['consumer_unknown', {}],
    ['store_busy', {}],
    // A new token was issued, and its answer was damaged.
    ['request_token_lost', { status: 200 }],
  ] as const)('does not go on with it where the store says something else (%s)', async (answer, facts) => {
    const { result, requested } = await run({ activation: await activationAt('received'), answer, facts });
    await expect(result).rejects.toEqual(code(answer));
    expect(requested).not.toHaveBeenCalled();
  });

  test.each(['token_refused', 'consumer_key_expired'] as const)(
    'passes on what the store says where no token was kept (%s)',
    async (answer) => {
      const { result } = await run({ activation: await activationAt('received'), answer, tokens: [] });
      await expect(result).rejects.toEqual(code(answer));
    },
  );

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
