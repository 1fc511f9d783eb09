import { describe, expect, test, vi } from 'vitest';
import { parseActivation } from '../../../functions/adapters/dynamodb/activation-item.ts';
import type { Link } from '../../../functions/adapters/dynamodb/connection-repository.ts';
import { sealed } from '../../../functions/adapters/kms/sealed.ts';
import { credentials } from '../../../functions/adapters/kms/secret-shapes.ts';
import type { EncryptionContext, Vault } from '../../../functions/adapters/kms/vault.ts';
import { accountKey } from '../../../functions/domain/account.ts';
import type { Activation, ActivationRef } from '../../../functions/domain/activation.ts';
import type { Connection } from '../../../functions/domain/connection.ts';
import { connectionIdOf, digestOf, newActivationId, parseProductId } from '../../../functions/domain/ids.ts';
import { Refusal, type RefusalCode } from '../../../functions/domain/refusals/refusal.ts';
import { parseStoreUrl } from '../../../functions/domain/store-url.ts';
import { announce } from '../../../functions/exchange/announce.ts';
import { endAborted } from '../../../functions/exchange/end-aborted.ts';
import { exchangeAccessToken } from '../../../functions/exchange/exchange-access-token.ts';
import { linkStore } from '../../../functions/exchange/link-store.ts';
import { obtainRequestToken } from '../../../functions/exchange/obtain-request-token.ts';
import { recordFailure } from '../../../functions/exchange/record-failure.ts';
import type { StepEvent } from '../../../functions/exchange/step.ts';
import { verifyCredentials } from '../../../functions/exchange/verify-credentials.ts';
import { waitForConsent } from '../../../functions/exchange/wait-for-consent.ts';

const product = parseProductId('demo');
const storeUrl = parseStoreUrl('https://shop.example/');
const ref: ActivationRef = { product, key: digestOf('consumer'), activation: newActivationId() };
const connection = connectionIdOf(product, storeUrl);
const ana = { issuer: 'https://id.example', id: 'ana', label: 'ana@example.com' };
const ben = { issuer: 'https://id.example', id: 'ben', label: 'ben@example.com' };
const keys = { consumerKey: 'ck', consumerSecret: 'cs', verifier: 'first verifier' };
const yes = { decision: 'yes', account: ana, at: '2026-01-01T00:00:00.000Z' } as const;
const now = () => new Date('2026-01-02T00:00:00Z');
const quiet = () => {};

/** A vault whose boxes are plain to read in tests, and bound to their context like the real one's. */
const vault: Pick<Vault, 'seal' | 'open'> = {
  seal: async (context, secret) => sealed.parse(new TextEncoder().encode(JSON.stringify([context, secret]))),
  open: async (context, box, shape) => {
    const [sealedAt, secret] = JSON.parse(new TextDecoder().decode(box));
    expect(context).toEqual(sealedAt);
    return shape.parse(secret);
  },
};
const here: EncryptionContext = { item: `ACTIVATION#demo#${ref.key}`, product };
const read = (box: Uint8Array) => JSON.parse(new TextDecoder().decode(box))[1];

const requestTokenOf = (store: string) =>
  vault.seal(here, { token: 'rt', tokenSecret: 'rts', verifier: 'first verifier', store });

async function activationAt(stage: string, more: Record<string, unknown> = {}): Promise<Activation> {
  return parseActivation({
    ...ref,
    storeUrl,
    stage,
    verifierDigest: 'x',
    receivedAt: '2026-01-01T00:00:00.000Z',
    expiresAt: 2_000_000_000,
    secrets: await vault.seal(here, keys),
    requestToken: await requestTokenOf('https://shop.example'),
    credentials: await vault.seal(here, { consumerKey: 'ck', consumerSecret: 'cs', token: 'at', tokenSecret: 'ats' }),
    generations: ['2.4.8'],
    connection,
    kind: 'created',
    failure: { code: 'store_busy', at: '' },
    ...more,
  });
}

const MINUTE_MS = 60_000;
/** Says nothing for ever, as a table does whose writes are tried again and again. */
const never = () => new Promise<never>(() => {});
const event = (task: string, more: Partial<StepEvent> = {}): StepEvent => ({ task, ...ref, ...more });
const code = (name: RefusalCode) => expect.objectContaining({ code: name });
const refusing = (name: RefusalCode) => vi.fn(() => Promise.reject(new Refusal(name)));

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
  async function run(activation: Activation, write = () => activationAt('granted'), leftMs = MINUTE_MS) {
    const granted = vi.fn((_: ActivationRef, _box: Uint8Array) => write());
    const ask = vi.fn(async () => ({ token: 'at', tokenSecret: 'ats' }));
    const activations = { current: async () => activation, granted };
    const step = exchangeAccessToken({ activations, vault, magento: { accessToken: ask }, log: quiet });
    return { result: step(event('AccessToken'), performance.now() + leftMs), granted, ask };
  }

  test('shows the verifier that the request token was got for, not a later one', async () => {
    const later = await vault.seal(here, { ...keys, verifier: 'second verifier' });
    const { result, ask } = await run(await activationAt('requested', { secrets: later, consent: yes }));
    await result;
    const consumer = expect.objectContaining({ consumerKey: 'ck', consumerSecret: 'cs' });
    const token = expect.objectContaining({ token: 'rt', tokenSecret: 'rts' });
    expect(ask).toHaveBeenCalledExactlyOnceWith(storeUrl, consumer, token, 'first verifier');
  });

  test('keeps all that signing takes, and nothing else', async () => {
    const { result, granted } = await run(await activationAt('requested', { consent: yes }));
    await result;
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

  test('does not ask a second time once the token is kept', async () => {
    const { result, ask } = await run(await activationAt('granted', { consent: yes }));
    await result;
    expect(ask).not.toHaveBeenCalled();
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
  const magento = { check: vi.fn(async () => ({ generations: ['2.4.6', '2.0'] as const, modules: [] })) };
  const activations = { current: async () => activationAt('granted'), checked };
  await verifyCredentials({ activations, vault, magento })(event('Check'));
  expect(magento.check).toHaveBeenCalledWith(storeUrl, expect.objectContaining({ token: 'at', tokenSecret: 'ats' }));
  expect(checked).toHaveBeenCalledExactlyOnceWith(ref, ['2.4.6', '2.0']);
});

describe('Link', () => {
  const standingOf = (account: typeof ana, more: Partial<Connection> = {}): Connection => ({
    connection,
    product,
    storeUrl,
    account,
    status: 'active',
    generations: ['2.4.8'],
    createdAt: '2025-01-01T00:00:00.000Z',
    connectedAt: '2025-01-01T00:00:00.000Z',
    activation: newActivationId(),
    kind: 'created',
    version: 7,
    accountKey: accountKey(account),
    ...more,
  });

  async function run(existing: Connection | undefined, consent: unknown = yes, wins = true) {
    const put = vi.fn(async (_link: Link, _standing: number | undefined) => wins);
    const linked = vi.fn(async () => activationAt('linked'));
    const activations = { current: async () => activationAt('checked', { consent }), linked };
    const connections = { find: async () => existing, put };
    const result = linkStore({ activations, connections, vault, now })(event('Link'));
    return { result, put, linked };
  }

  test('links a new store to the account, with credentials that open on its own item only', async () => {
    const { result, put, linked } = await run(undefined);
    await result;
    const [made, existing] = put.mock.calls[0] ?? [];
    expect(made).toMatchObject({ connection, product, storeUrl, account: ana, status: 'active', kind: 'created' });
    expect(existing).toBeUndefined();
    const context = { item: `CONNECTION#${connection}`, product };
    await expect(vault.open(context, sealed.parse(made?.secrets), credentials)).resolves.toMatchObject({
      token: 'at',
      tokenSecret: 'ats',
    });
    expect(linked).toHaveBeenCalledExactlyOnceWith(ref, connection, { kind: 'created', movedFrom: undefined });
  });

  test('keeps the day a store was first connected', async () => {
    const { result, put } = await run(standingOf(ana));
    await result;
    expect(put.mock.calls[0]?.[0]).toMatchObject({ kind: 'reauthorized', createdAt: '2025-01-01T00:00:00.000Z' });
    expect(put.mock.calls[0]?.[1]).toBe(7);
  });

  test('never takes a store from another account silently', async () => {
    const { result, put } = await run(standingOf(ben));
    await expect(result).rejects.toThrow(code('store_taken'));
    expect(put).not.toHaveBeenCalled();
  });

  test('moves a store when the merchant has confirmed it for exactly the existing connection', async () => {
    const moved = await run(standingOf(ben), { ...yes, replaces: 7 });
    await moved.result;
    const movedFrom = accountKey(ben);
    expect(moved.put.mock.calls[0]?.[0]).toMatchObject({ kind: 'moved', account: ana, movedFrom });
    expect(moved.linked).toHaveBeenCalledExactlyOnceWith(ref, connection, { kind: 'moved', movedFrom });
    const changedSince = await run(standingOf(ben, { version: 8 }), { ...yes, replaces: 7 });
    await expect(changedSince.result).rejects.toThrow(code('store_taken'));
  });

  test('finds its own work when it is run again', async () => {
    const { result, put, linked } = await run(
      standingOf(ana, { activation: ref.activation, kind: 'moved', movedFrom: 'https://id.example#ben' }),
    );
    await result;
    expect(put).not.toHaveBeenCalled();
    expect(linked).toHaveBeenCalledExactlyOnceWith(ref, connection, {
      kind: 'moved',
      movedFrom: 'https://id.example#ben',
    });
  });

  test('gives up after a few rounds when somebody else is always faster', async () => {
    const { result, put, linked } = await run(standingOf(ana), yes, false);
    await expect(result).rejects.toThrow(code('interrupted'));
    expect(put.mock.calls.length).toBeLessThanOrEqual(5);
    expect(linked).not.toHaveBeenCalled();
  });
});

describe('Fail', () => {
  async function run(stage: string, error: StepEvent['error']) {
    const failed = vi.fn(async () => activationAt('failed'));
    const activations = { current: async () => activationAt(stage), failed };
    await recordFailure({ activations, now })(event('Fail', error === undefined ? {} : { error }));
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

  test('takes no time-out but the wait for consent for the merchant', async () => {
    const failed = await run('granted', { Error: 'States.Timeout' });
    expect(failed).toHaveBeenCalledExactlyOnceWith(ref, expect.objectContaining({ code: 'internal' }));
  });

  test.each(['linked', 'failed'])('leaves an attempt that is %s as it is', async (stage) => {
    expect(await run(stage, { Error: 'store_busy' })).not.toHaveBeenCalled();
  });

  test.each(['activation_superseded', 'activation_expired'] as const)(
    'is content when the attempt is gone (%s)',
    async (gone) => {
      const activations = { current: refusing(gone), failed: vi.fn() };
      await expect(recordFailure({ activations, now })(event('Fail'))).resolves.toEqual({ stage: 'superseded' });
    },
  );
});

describe('Announce', () => {
  async function run(activation: Activation) {
    const tell = vi.fn(async () => {});
    const activations = { current: async () => activation };
    const record = vi.fn(async () => {});
    await announce({ activations, record, announce: tell, now, log: quiet })(event('Announce'));
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
    const tell = vi.fn(async () => {});
    const record = vi.fn(async () => {});
    const activations = { current: refusing('activation_superseded') };
    await announce({ activations, record, announce: tell, now, log: quiet })(event('Announce'));
    expect(record).not.toHaveBeenCalled();
    expect(tell).not.toHaveBeenCalled();
  });

  test.each([
    ['linked', 'activation_linked', { kind: 'created' }],
    ['failed', 'activation_failed', { code: 'store_busy' }],
  ])('leaves a record, and the line by which the operator sees that an attempt has %s', async (stage, line, facts) => {
    const activation = await activationAt(stage, { consent: yes });
    const log = vi.fn();
    const activations = { current: async () => activation };
    const record = vi.fn(async () => {});
    await announce({ activations, record, announce: async () => {}, now, log })(event('Announce'));
    const about = { product, activation: ref.activation };
    expect(record).toHaveBeenCalledExactlyOnceWith(activation);
    expect(log).toHaveBeenCalledExactlyOnceWith(line, expect.objectContaining({ ...about, ...facts }));
  });
});

describe('a machine that did not end by itself', () => {
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
