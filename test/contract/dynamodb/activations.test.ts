import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type ActivationRepository,
  openActivationRepository,
} from '../../../functions/adapters/dynamodb/activations/activation-repository.ts';
import { sealed } from '../../../functions/adapters/kms/sealed.ts';
import { accountKey } from '../../../functions/domain/account.ts';
import type { ActivationRef } from '../../../functions/domain/handshake/activation.ts';
import { type ConsumerMessage, consumerIdOf } from '../../../functions/domain/handshake/consumer-key.ts';
import { digestOf, newActivationId, newConnectionId, parseProductId } from '../../../functions/domain/ids.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';
import { embeddedTable } from './embedded-table.ts';

const product = parseProductId('demo');
const storeUrl = parseStoreUrl('https://shop.example/');
const box = (byte: number) => sealed.parse(new Uint8Array([byte]));
const ana = { issuer: 'https://id.example', id: 'ana', label: 'ana@example.com' };
const yes = { decision: 'yes', account: ana, at: '2026-01-01T00:00:00.000Z' } as const;
const stopped = { code: 'opened_in_two_browsers', at: '2026-11-21T12:00:00.000Z' } as const;
const connection = newConnectionId();

let table: Awaited<ReturnType<typeof embeddedTable>>;
let time: Date;
let activations: ActivationRepository;

beforeAll(async () => {
  table = await embeddedTable();
});
afterAll(() => table.close());
beforeEach(() => {
  time = new Date('2026-11-21T12:00:00Z');
  activations = openActivationRepository(table, () => time);
});

const message = (): ConsumerMessage => ({
  consumer: consumerIdOf('secret', storeUrl),
  activation: newActivationId(),
  storeUrl,
  secrets: box(1),
  verifierDigest: 'first',
  receivedAt: time.toISOString(),
  state: 'received',
});

type More = { readonly owner?: typeof ana; readonly seenBefore?: boolean };

/** The attempt of a message of a consumer key of its own, as far as the steps have brought it. */
async function begun({ owner, seenBefore = false }: More = {}): Promise<ActivationRef> {
  const [key, one] = [{ product, key: digestOf(randomUUID()) }, message()];
  await activations.begin(key, one, { owner: owner && accountKey(owner), seenBefore });
  return { ...key, activation: one.activation };
}

async function checked(): Promise<ActivationRef> {
  const ref = await begun();
  await activations.requested(ref);
  await activations.awaitConsent(ref, 'token');
  await activations.consent(ref, yes);
  await activations.granted(ref, box(3), true);
  await activations.checked(ref, ['2.4.8']);
  return ref;
}

async function linked(): Promise<ActivationRef> {
  const ref = await checked();
  await activations.close(ref);
  await activations.linked(ref, connection, { kind: 'created' });
  return ref;
}

const code = (name: string) => expect.objectContaining({ code: name });
const secretsIn = (activation: object) => Object.values(activation).filter((value) => value instanceof Uint8Array);

describe('an attempt', () => {
  test('begins with what the popup knows, and is found by all parts of its reference only', async () => {
    const ref = await begun({ owner: ana, seenBefore: true });
    expect(await activations.find(ref)).toMatchObject({
      ...ref,
      stage: 'received',
      storeUrl,
      owner: accountKey(ana),
      seenBefore: true,
    });
    expect(await activations.find({ ...ref, product: parseProductId('erp') })).toBeUndefined();
    expect(await activations.find({ ...ref, key: digestOf('other') })).toBeUndefined();
  });

  test('that is begun again stays as it is', async () => {
    const [key, one] = [{ product, key: digestOf(randomUUID()) }, message()];
    const ref = { ...key, activation: one.activation };
    await activations.begin(key, one, { owner: undefined, seenBefore: true });
    await activations.requested(ref);
    await activations.begin(key, one, { owner: accountKey(ana), seenBefore: false });
    expect(await activations.find(ref)).toMatchObject({ stage: 'requested', seenBefore: true });
    expect(await activations.find(ref)).not.toHaveProperty('owner');
  });

  test('is not begun for a message whose secrets are gone: Magento has to send them again', async () => {
    const [key, one] = [
      { product, key: digestOf(randomUUID()) },
      { ...message(), secrets: undefined },
    ];
    const known = { owner: undefined, seenBefore: false };
    await expect(activations.begin(key, one, known)).rejects.toThrow(code('activation_unknown'));
    expect(await activations.find({ ...key, activation: one.activation })).toBeUndefined();
  });

  test('is over two hours after its message, whether or not DynamoDB has removed it', async () => {
    const ref = await begun();
    time = new Date('2026-11-21T13:59:59Z');
    expect(await activations.find(ref)).toBeDefined();
    time = new Date('2026-11-21T14:00:00Z');
    expect(await activations.find(ref)).toBeUndefined();
    await expect(activations.requested(ref)).rejects.toThrow(code('activation_expired'));
  });

  test('is kept for thirty days after its end', async () => {
    const refs = [await linked(), await begun(), await begun()] as const;
    await activations.failed(refs[1], stopped);
    await activations.stop(refs[2], stopped);
    time = new Date('2026-12-21T11:59:59Z');
    for (const ref of refs) expect(await activations.find(ref)).toMatchObject({ endedAt: '2026-11-21T12:00:00.000Z' });
    time = new Date('2026-12-21T12:00:00Z');
    for (const ref of refs) expect(await activations.find(ref)).toBeUndefined();
  });
});

describe('steps', () => {
  test('that are run twice find their work done and change nothing', async () => {
    const ref = await begun();
    await activations.requested(ref);
    await activations.granted(ref, box(3), true);
    expect(await activations.granted(ref, box(9), false)).toMatchObject({
      stage: 'granted',
      credentials: box(3),
      verifierSpent: true,
    });
    expect(await activations.requested(ref)).toMatchObject({ stage: 'granted' });
  });

  test('cannot be skipped', async () => {
    const ref = await begun();
    await expect(activations.granted(ref, box(3), true)).rejects.toThrow(code('interrupted'));
    await expect(activations.current(ref)).resolves.toMatchObject({ stage: 'received' });
  });

  test('leave no secret behind once the store is linked', async () => {
    const left = await activations.current(await linked());
    expect(secretsIn(left)).toEqual([]);
    expect(left).not.toHaveProperty('taskToken');
  });

  test('do not follow a failure, and say why it failed', async () => {
    const ref = await begun();
    await activations.failed(ref, { code: 'store_unreachable', at: '' });
    await expect(activations.requested(ref)).rejects.toThrow(code('store_unreachable'));
  });
});

describe('consent and wait', () => {
  test('may come in either order: whoever is second sees the other', async () => {
    const late = await begun();
    await activations.requested(late);
    await activations.awaitConsent(late, 'token');
    expect(await activations.consent(late, yes)).toMatchObject({ taskToken: 'token', consent: yes });
    const early = await begun();
    expect(await activations.consent(early, yes)).not.toHaveProperty('taskToken');
    await activations.requested(early);
    expect(await activations.awaitConsent(early, 'token')).toMatchObject({ consent: yes });
  });

  test('meet even at the same instant', async () => {
    for (let round = 0; round < 20; round += 1) {
      const ref = await begun();
      await activations.requested(ref);
      const [consented, waiting] = await Promise.all([
        activations.consent(ref, yes),
        activations.awaitConsent(ref, 'token'),
      ]);
      expect(consented.taskToken !== undefined || waiting.consent !== undefined).toBe(true);
    }
  });

  test('hold the first answer: a second one changes nothing', async () => {
    const ref = await begun();
    const existing = newConnectionId();
    await activations.consent(ref, { decision: 'no', existing, at: '' });
    expect((await activations.consent(ref, yes)).consent).toEqual({ decision: 'no', existing, at: '' });
  });

  test('come a second time when the store has another connection than the one shown, with the token kept', async () => {
    const ref = await checked();
    await activations.close(ref);
    await activations.askAgain(ref);
    const asked = await activations.current(ref);
    expect(asked).toMatchObject({ stage: 'checked', credentials: box(3) });
    for (const gone of ['consent', 'taskToken', 'closing']) expect(asked).not.toHaveProperty(gone);
    expect(await activations.awaitConsent(ref, 'second')).toMatchObject({ stage: 'checked', taskToken: 'second' });
    const replaces = { connection, version: 3 };
    expect(await activations.consent(ref, { ...yes, replaces })).toMatchObject({
      taskToken: 'second',
      consent: { replaces },
    });
  });

  test('are not asked for again once the store is linked', async () => {
    const ref = await linked();
    await activations.askAgain(ref);
    expect(await activations.current(ref)).toMatchObject({ stage: 'linked', consent: yes });
  });
});

describe('an attempt that is named with another product or key', () => {
  const FOREIGN = [{ product: parseProductId('erp') }, { key: digestOf('another') }];

  test.each(FOREIGN)('is not there, and changes in nothing: %j', async (foreign) => {
    const ref = await begun();
    await activations.requested(ref);
    const before = await activations.current(ref);
    const other = { ...ref, ...foreign };
    await expect(activations.awaitConsent(other, 'forged')).rejects.toThrow(code('activation_expired'));
    await expect(activations.consent(other, yes)).rejects.toThrow(code('activation_expired'));
    await expect(activations.admit(other, 'forged')).rejects.toThrow(code('activation_expired'));
    await expect(activations.granted(other, box(3), true)).rejects.toThrow(code('activation_expired'));
    await expect(activations.failed(other, { code: 'internal', at: '' })).rejects.toThrow(code('activation_expired'));
    expect(await activations.stop(other, stopped)).toBeUndefined();
    expect(await activations.current(ref)).toEqual(before);
  });
});

describe('failures', () => {
  test('take the secrets and the task token with them', async () => {
    const ref = await begun();
    await activations.requested(ref);
    await activations.awaitConsent(ref, 'token');
    await activations.failed(ref, { code: 'consent_declined', at: '' });
    const left = await activations.current(ref);
    expect(left).toMatchObject({ stage: 'failed', failure: { code: 'consent_declined' } });
    expect(secretsIn(left)).toEqual([]);
    expect(left).not.toHaveProperty('taskToken');
  });

  test('after the access token leave nothing', async () => {
    const ref = await checked();
    await activations.failed(ref, { code: 'permission_missing', at: '' });
    expect(secretsIn(await activations.current(ref))).toEqual([]);
  });

  test('do not undo a link', async () => {
    const ref = await linked();
    expect(await activations.failed(ref, { code: 'internal', at: '' })).toMatchObject({ stage: 'linked' });
  });
});

describe('browsers', () => {
  test('of which exactly one is the first, though twenty come at once', async () => {
    const ref = await begun();
    const names = Array.from({ length: 20 }, (_, index) => `browser ${index}`);
    const seen = await Promise.all(names.map((name) => activations.admit(ref, name)));
    const firsts = new Set(seen.map(({ browser }) => browser));
    expect(firsts.size).toBe(1);
    expect(names).toContain([...firsts][0]);
  });

  test('are the same one when it comes back', async () => {
    const ref = await begun();
    await activations.admit(ref, 'one');
    expect((await activations.admit(ref, 'two')).browser).toBe('one');
    expect((await activations.admit(ref, 'one')).browser).toBe('one');
  });

  test('change nothing once the store is linked', async () => {
    const ref = await linked();
    expect(await activations.admit(ref, 'late')).toMatchObject({ stage: 'linked' });
    expect(await activations.current(ref)).not.toHaveProperty('browser');
  });
});

describe('an attempt that is stopped from outside', () => {
  test('fails, and tells the task token that its machine waits with', async () => {
    const ref = await begun();
    await activations.requested(ref);
    await activations.awaitConsent(ref, 'token');
    expect(await activations.stop(ref, stopped)).toMatchObject({ taskToken: 'token', failure: stopped });
    const left = await activations.current(ref);
    expect(left).toMatchObject({ stage: 'failed', failure: stopped });
    expect(secretsIn(left)).toEqual([]);
    expect(left).not.toHaveProperty('taskToken');
  });

  test('cannot be closed', async () => {
    const ref = await checked();
    await activations.stop(ref, stopped);
    expect(await activations.close(ref)).toBe(false);
  });

  test('is not stopped once it is closed, nor once it is linked', async () => {
    const ref = await checked();
    expect(await activations.close(ref)).toBe(true);
    expect(await activations.stop(ref, stopped)).toBeUndefined();
    await activations.linked(ref, connection, { kind: 'created' });
    expect(await activations.stop(ref, stopped)).toBeUndefined();
    expect(await activations.current(ref)).toMatchObject({ stage: 'linked' });
  });

  test('is closed as often as the step is run', async () => {
    const ref = await checked();
    expect([await activations.close(ref), await activations.close(ref)]).toEqual([true, true]);
  });

  test('is either stopped or closed, in each of twenty races', async () => {
    for (let round = 0; round < 20; round += 1) {
      const ref = await checked();
      const stop = () => activations.stop(ref, stopped);
      const close = () => activations.close(ref);
      const [ended, closed] =
        round % 2 === 0
          ? await Promise.all([stop(), close()])
          : await Promise.all([close(), stop()]).then(([one, other]) => [other, one] as const);
      expect([ended !== undefined, closed].filter(Boolean)).toHaveLength(1);
    }
  });
});
