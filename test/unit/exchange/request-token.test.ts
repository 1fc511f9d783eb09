import { describe, expect, test, vi } from 'vitest';
import type { Activation, ActivationRef } from '../../../functions/domain/activation.ts';
import type { RefusalCode } from '../../../functions/domain/refusals/refusal.ts';
import { obtainRequestToken } from '../../../functions/exchange/obtain-request-token.ts';
import {
  activationAt,
  code,
  event,
  MINUTE_MS,
  never,
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
    write?: () => Promise<Activation>;
    leftMs?: number;
  };
  async function run(given: Given) {
    const { write = () => activationAt('requested'), leftMs = MINUTE_MS } = given;
    const requested = vi.fn((_: ActivationRef, _box: Uint8Array) => write());
    const handOver = vi.fn(async () => {});
    const ask = vi.fn(given.answer ? refusing(given.answer) : async () => ({ token: 'rt', tokenSecret: 'rts' }));
    const activations = { current: async () => given.activation, requested, handOver };
    const step = obtainRequestToken({ activations, vault, magento: { requestToken: ask }, log: quiet });
    return { result: step(event('RequestToken'), performance.now() + leftMs), requested, handOver, ask };
  }

  test('keeps the token together with the verifier it was got for', async () => {
    const { result, requested } = await run({ activation: await activationAt('received') });
    await expect(result).resolves.toEqual({ stage: 'requested' });
    expect(requested).toHaveBeenCalledOnce();
    const [, box] = requested.mock.calls[0] ?? [];
    expect(box === undefined ? undefined : read(box)).toEqual({
      token: 'rt',
      tokenSecret: 'rts',
      verifier: 'first verifier',
      store: 'https://shop.example',
    });
  });

  test('does not ask a second time once the token is kept', async () => {
    const { result, ask } = await run({ activation: await activationAt('requested') });
    await expect(result).resolves.toEqual({ stage: 'requested' });
    expect(ask).not.toHaveBeenCalled();
  });

  test('goes on with the token of an earlier attempt when Magento gives no second one', async () => {
    const activation = await activationAt('received');
    const { result, requested } = await run({ activation, answer: 'request_token_lost' });
    await expect(result).resolves.toEqual({ stage: 'requested' });
    expect(requested).toHaveBeenCalledWith(ref, 'requestToken' in activation ? activation.requestToken : undefined);
  });

  test.each(['https://other.example', 'https://shop.example:8443', 'http://shop.example'])(
    'never shows a token that %s issued to this store',
    async (store) => {
      const activation = await activationAt('received', { requestToken: await requestTokenOf(store) });
      const { result, requested } = await run({ activation, answer: 'request_token_lost' });
      await expect(result).rejects.toEqual(code('request_token_lost'));
      expect(requested).not.toHaveBeenCalled();
    },
  );

  test('says that the token is lost when no attempt has kept it', async () => {
    const activation = await activationAt('received', { requestToken: undefined });
    const { result } = await run({ activation, answer: 'request_token_lost' });
    await expect(result).rejects.toThrow(code('request_token_lost'));
  });

  test('leaves the token to the attempt that has taken its context meanwhile', async () => {
    const given = { activation: await activationAt('received'), write: refusing('activation_superseded') };
    const { result, handOver } = await run(given);
    await expect(result).rejects.toThrow(code('activation_superseded'));
    expect(handOver).toHaveBeenCalledOnce();
  });

  test.each([
    ['is refused for good', () => Promise.reject(new Error('no right')), MINUTE_MS],
    ['takes longer than the function has', never, 3_050],
  ])('says that the token is lost when its write %s', async (_, write, leftMs) => {
    const { result } = await run({ activation: await activationAt('received'), write, leftMs });
    await expect(result).rejects.toThrow(code('request_token_lost'));
  });
});
