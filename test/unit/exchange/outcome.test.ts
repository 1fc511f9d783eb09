import { beforeEach, describe, expect, test, vi } from 'vitest';
import { EARLIER_CONSUMER } from '../../../functions/adapters/dynamodb/activations/earlier-activation.ts';
import type { Activation } from '../../../functions/domain/handshake/activation.ts';
import { consumerIdOf, type KeptToken } from '../../../functions/domain/handshake/consumer-key.ts';
import type { StepEvent } from '../../../functions/exchange/step.ts';
import { announce } from '../../../functions/exchange/steps/announce.ts';
import { endAborted } from '../../../functions/exchange/steps/end-aborted.ts';
import { recordFailure } from '../../../functions/exchange/steps/record-failure.ts';
import {
  activationAt,
  connection,
  event,
  keptToken,
  known,
  now,
  product,
  quiet,
  ref,
  refusing,
  storeUrl,
  vault,
  yes,
} from './exchange-setup.ts';

describe('Fail', () => {
  const dropToken = vi.fn(async () => {});
  let kept: KeptToken;
  let other: KeptToken;
  beforeEach(async () => {
    dropToken.mockClear();
    kept = await keptToken();
    other = await keptToken({ consumer: consumerIdOf('forged', storeUrl) });
  });

  async function run(stage: string, error: StepEvent['error'], more = {}, tokens = [kept, other]) {
    const failed = vi.fn(async () => activationAt('failed'));
    const activations = { current: async () => activationAt(stage, more), failed };
    const keys = { find: () => known({ tokens }), dropToken };
    await recordFailure({ activations, keys, vault, now })(event('Fail', error === undefined ? {} : { error }));
    return failed;
  }

  test.each([
    ['store_busy', 'store_busy'],
    ['consent_declined', 'consent_declined'],
    ['States.Timeout', 'consent_timed_out'],
    ['TypeError', 'internal'],
    ['toString', 'internal'],
  ])('records %s as %s', async (name, expected) => {
    const failed = await run('requested', { Error: name, Cause: '{}' });
    expect(failed).toHaveBeenCalledExactlyOnceWith(ref, { code: expected, at: '2026-01-02T00:00:00.000Z' });
  });

  test.each([
    ['received', undefined],
    ['requested', undefined],
    ['granted', true],
    ['checked', true],
  ])('of an attempt that was %s, records whether the store had issued the access token', async (stage, issued) => {
    const failed = await run(stage, { Error: 'store_busy' });
    expect(failed).toHaveBeenCalledExactlyOnceWith(ref, {
      ...{ code: 'store_busy', at: '2026-01-02T00:00:00.000Z' },
      ...(issued && { tokenIssued: true }),
    });
  });

  test('takes no time-out but the wait for consent for the merchant', async () => {
    const failed = await run('granted', { Error: 'States.Timeout' });
    expect(failed).toHaveBeenCalledExactlyOnceWith(ref, expect.objectContaining({ code: 'internal' }));
  });

  test.each(['access_token_lost', 'token_rejected', 'consumer_unknown'])(
    'forgets this consumer’s request token, and no other’s, once the store honours it no longer (%s)',
    async (name) => {
      await run('requested', { Error: name });
      expect(dropToken).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ consumer: kept.consumer }), kept);
    },
  );

  test('forgets one in the earlier form, which belongs to no consumer, unless the store has refused the attempt at once', async () => {
    const earlier = await keptToken({ consumer: EARLIER_CONSUMER });
    await run('received', { Error: 'consumer_unknown' }, {}, [earlier, other]);
    expect(dropToken).not.toHaveBeenCalled();
    await run('requested', { Error: 'token_rejected' }, {}, [earlier, other]);
    expect(dropToken).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ consumer: EARLIER_CONSUMER }), earlier);
  });

  test('is not recorded before the token is forgotten: afterwards it would not be tried again', async () => {
    dropToken.mockRejectedValueOnce(new Error('throttled'));
    const failed = vi.fn(async () => activationAt('failed'));
    const activations = { current: async () => activationAt('requested'), failed };
    const keys = { find: () => known({ tokens: [kept] }), dropToken };
    const error = { Error: 'token_rejected' };
    await expect(recordFailure({ activations, keys, vault, now })(event('Fail', { error }))).rejects.toThrow();
    expect(failed).not.toHaveBeenCalled();
  });

  test.each(['consent_declined', 'store_busy', 'States.Timeout', 'interrupted'])(
    'keeps a request token that Magento still honours (%s)',
    async (name) => {
      await run('requested', { Error: name });
      expect(dropToken).not.toHaveBeenCalled();
    },
  );

  test.each(['linked', 'failed'])('leaves an attempt that is %s as it is', async (stage) => {
    expect(await run(stage, { Error: 'store_busy' })).not.toHaveBeenCalled();
  });

  test('is content when the attempt is gone', async () => {
    const activations = { current: refusing('activation_expired'), failed: vi.fn() };
    const keys = { find: () => known(), dropToken };
    await expect(recordFailure({ activations, keys, vault, now })(event('Fail'))).resolves.toEqual({
      stage: 'expired',
    });
  });
});

describe('Announce', () => {
  const end = vi.fn(async () => {});
  const checkOwned = vi.fn(async () => {});
  beforeEach(() => {
    end.mockClear();
    checkOwned.mockClear();
  });

  async function run(activation: Activation) {
    const tell = vi.fn(async () => {});
    const activations = { current: async () => activation };
    await announce({ activations, keys: { end }, checkOwned, announce: tell, now, log: quiet })(event('Announce'));
    return tell;
  }

  test('reports a link with ids, host and account, the same id each time', async () => {
    const linked = await activationAt('linked', { consent: yes, kind: 'reauthorized' });
    const expected = {
      type: 'connection.reauthorized',
      detail: {
        id: `evt_${ref.activation}`,
        version: 1,
        product,
        activation: ref.activation,
        host: 'shop.example',
        time: '2026-01-02T00:00:00.000Z',
        connection,
        account: 'https://id.example#ana',
      },
    };
    expect(await run(linked)).toHaveBeenCalledExactlyOnceWith(expected);
  });

  test('names the previous account of a store that moved', async () => {
    const moved = await activationAt('linked', { consent: yes, kind: 'moved', movedFrom: 'https://id.example#ben' });
    const detail = { account: 'https://id.example#ana', previousAccount: 'https://id.example#ben' };
    expect(await run(moved)).toHaveBeenCalledExactlyOnceWith({
      type: 'connection.moved',
      detail: expect.objectContaining(detail),
    });
  });

  test('reports a failure with its code', async () => {
    const tell = await run(await activationAt('failed'));
    expect(tell).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ type: 'activation.failed', detail: expect.objectContaining({ reason: 'store_busy' }) }),
    );
  });

  test('says nothing of an attempt that was superseded', async () => {
    const failure = { code: 'activation_superseded', at: '' };
    expect(await run(await activationAt('failed', { failure }))).not.toHaveBeenCalled();
  });

  test('says nothing of an attempt that is gone', async () => {
    const tell = vi.fn(async () => {});
    const activations = { current: refusing('activation_expired') };
    await announce({ activations, keys: { end }, checkOwned, announce: tell, now, log: quiet })(event('Announce'));
    expect(end).not.toHaveBeenCalled();
    expect(tell).not.toHaveBeenCalled();
  });

  test.each([
    ['failed', 'owner', 1],
    ['failed', undefined, 0],
    ['linked', 'owner', 0],
  ])('checks the connection of an attempt that %s and belongs to %s %i times', async (stage, owner, times) => {
    await run(await activationAt(stage, { owner, consent: yes }));
    expect(checkOwned).toHaveBeenCalledTimes(times);
  });

  test.each([
    ['linked', 'activation_linked', { kind: 'created' }],
    ['failed', 'activation_failed', { code: 'store_busy' }],
  ])(
    'notes the end with the key, and leaves the line by which the operator sees that an attempt has %s',
    async (stage, line, facts) => {
      const activation = await activationAt(stage, { consent: yes });
      const log = vi.fn();
      const activations = { current: async () => activation };
      await announce({ activations, keys: { end }, checkOwned, announce: async () => {}, now, log })(event('Announce'));
      const about = { product, activation: ref.activation };
      expect(end).toHaveBeenCalledExactlyOnceWith(activation, ref.activation, { state: stage });
      expect(log).toHaveBeenCalledExactlyOnceWith(line, expect.objectContaining({ ...about, ...facts }));
    },
  );
});

describe('an aborted execution', () => {
  test('leaves its attempt interrupted, and announced', async () => {
    const done: [string, StepEvent][] = [];
    const step = (name: string) => async (given: StepEvent) => {
      done.push([name, given]);
      return { stage: 'failed' };
    };
    const { product: _, key: __, ...told } = event('EndAborted');
    const input = JSON.stringify({ product, key: ref.key, activation: ref.activation });
    await endAborted({ fail: step('fail'), announce: step('announce') })({ ...event('EndAborted'), ...told, input });
    const reference = { product, key: ref.key, activation: ref.activation };
    expect(done).toMatchObject([
      ['fail', { ...reference, error: { Error: 'interrupted' } }],
      ['announce', reference],
    ]);
  });
});
