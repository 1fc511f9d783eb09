import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type ActivationRepository,
  openActivationRepository,
} from '../../../functions/adapters/dynamodb/activation-repository.ts';
import { sealed } from '../../../functions/adapters/kms/sealed.ts';
import type { ActivationRef } from '../../../functions/domain/activation.ts';
import { digestOf, newActivationId, originConnectionId, parseProductId } from '../../../functions/domain/ids.ts';
import { parseStoreUrl } from '../../../functions/domain/store-url.ts';
import { embeddedTable } from './embedded-table.ts';

const product = parseProductId('demo');
const storeUrl = parseStoreUrl('https://shop.example/');
const box = (byte: number) => sealed.parse(new Uint8Array([byte]));
const ana = { issuer: 'https://id.example', id: 'ana', label: 'ana@example.com' };
const yes = { decision: 'yes', account: ana, at: '2026-01-01T00:00:00.000Z' } as const;
const connection = originConnectionId(product, storeUrl);

let table: Awaited<ReturnType<typeof embeddedTable>>;
let time: Date;
let activations: ActivationRepository;
let consumer = 0;

beforeAll(async () => {
  table = await embeddedTable();
});
afterAll(() => table.close());
beforeEach(() => {
  time = new Date('2026-11-21T12:00:00Z');
  activations = openActivationRepository(table, () => time);
  consumer += 1;
});

/** Magento's message; each test has a consumer key of its own. */
async function complete(verifierDigest = 'first', secrets = box(1)): Promise<ActivationRef & { outcome: string }> {
  const ref = { product, key: digestOf(`consumer ${consumer}`), activation: newActivationId() };
  return { ...ref, outcome: await activations.keep({ ...ref, storeUrl, verifierDigest, secrets }) };
}

async function linked(): Promise<ActivationRef> {
  const ref = await complete();
  await activations.requested(ref, box(2));
  await activations.consent(ref, yes);
  await activations.granted(ref, box(3));
  await activations.checked(ref, ['2.4.8']);
  await activations.linked(ref, connection, { kind: 'created' });
  return ref;
}

const code = (name: string) => expect.objectContaining({ code: name });

describe("Magento's message", () => {
  test('is found again by product and consumer key', async () => {
    const ref = await complete();
    expect(await activations.find(ref)).toMatchObject({ activation: ref.activation, stage: 'received', storeUrl });
    expect(await activations.find({ ...ref, product: parseProductId('erp') })).toBeUndefined();
  });

  test('supersedes an earlier one of the same key that is not linked yet', async () => {
    const first = await complete('first');
    const second = await complete('second');
    expect(second.outcome).toBe('kept');
    await expect(activations.requested(first, box(2))).rejects.toThrow(code('activation_superseded'));
    await expect(activations.current(second)).resolves.toMatchObject({ stage: 'received' });
  });

  test('with the same verifier begins anew while nothing was exchanged', async () => {
    await complete();
    expect((await complete()).outcome).toBe('kept');
  });

  test('with the same verifier is a repetition while the exchange is on its way, and after it', async () => {
    const first = await complete();
    await activations.requested(first, box(2));
    expect((await complete()).outcome).toBe('repeated');
    await expect(activations.current(first)).resolves.toMatchObject({ stage: 'requested' });
    consumer += 1;
    const done = await linked();
    expect((await complete()).outcome).toBe('repeated');
    await expect(activations.current(done)).resolves.toMatchObject({ stage: 'linked' });
  });

  test('with a new verifier begins anew after a link: that is Reauthorize', async () => {
    await linked();
    const again = await complete('second');
    expect(again.outcome).toBe('kept');
    expect(await activations.find(again)).not.toHaveProperty('consent');
  });

  test('with the same verifier begins anew after a failure', async () => {
    const first = await complete();
    await activations.failed(first, { code: 'store_unreachable', at: '' });
    expect((await complete()).outcome).toBe('kept');
  });

  test('leaves the request token of an earlier attempt where it is: Magento gives no second one', async () => {
    const first = await complete('first');
    await activations.requested(first, box(7));
    const second = await complete('second');
    expect(await activations.find(second)).toMatchObject({ stage: 'received', requestToken: box(7) });
  });

  test('is over after two hours, whether or not DynamoDB has swept it away', async () => {
    const ref = await complete();
    time = new Date('2026-11-21T13:59:59Z');
    expect(await activations.find(ref)).toBeDefined();
    time = new Date('2026-11-21T14:00:00Z');
    expect(await activations.find(ref)).toBeUndefined();
    await expect(activations.requested(ref, box(2))).rejects.toThrow(code('activation_expired'));
  });
});

describe('steps', () => {
  test('that are run twice find their work done and change nothing', async () => {
    const ref = await complete();
    await activations.requested(ref, box(2));
    expect(await activations.requested(ref, box(9))).toMatchObject({ stage: 'requested', requestToken: box(2) });
  });

  test('cannot be skipped', async () => {
    const ref = await complete();
    await expect(activations.granted(ref, box(3))).rejects.toThrow(code('interrupted'));
    await expect(activations.current(ref)).resolves.toMatchObject({ stage: 'received' });
  });

  test('leave no secret behind once the store is linked', async () => {
    const ref = await linked();
    const left = await activations.current(ref);
    expect(Object.values(left).filter((value) => value instanceof Uint8Array)).toEqual([]);
    expect(left).not.toHaveProperty('taskToken');
  });

  test('of a superseded attempt hand the request token over to its successor', async () => {
    const first = await complete('first');
    const successor = await complete('second');
    await activations.handOver(first, box(7));
    expect(await activations.find(successor)).toMatchObject({ stage: 'received', requestToken: box(7) });
  });

  test('do not follow a failure', async () => {
    const ref = await complete();
    await activations.failed(ref, { code: 'store_unreachable', at: '' });
    await expect(activations.requested(ref, box(2))).rejects.toThrow(code('interrupted'));
  });
});

describe('consent and wait', () => {
  test('may come in either order: whoever is second sees the other', async () => {
    const late = await complete();
    await activations.requested(late, box(2));
    await activations.awaitConsent(late, 'token');
    expect(await activations.consent(late, yes)).toMatchObject({ taskToken: 'token', consent: yes });
    consumer += 1;
    const early = await complete();
    expect(await activations.consent(early, yes)).not.toHaveProperty('taskToken');
    await activations.requested(early, box(2));
    expect(await activations.awaitConsent(early, 'token')).toMatchObject({ consent: yes });
  });

  test('meet even at the same instant', async () => {
    for (let round = 0; round < 20; round += 1) {
      consumer += 1;
      const ref = await complete();
      await activations.requested(ref, box(2));
      const [consented, waiting] = await Promise.all([
        activations.consent(ref, yes),
        activations.awaitConsent(ref, 'token'),
      ]);
      expect(consented.taskToken !== undefined || waiting.consent !== undefined).toBe(true);
    }
  });

  test('hold the first answer: a second one changes nothing', async () => {
    const ref = await complete();
    await activations.consent(ref, { decision: 'no', at: '' });
    expect((await activations.consent(ref, yes)).consent).toMatchObject({ decision: 'no' });
  });
});

describe('failures', () => {
  test('take the secrets with them, but for a request token that Magento still honours', async () => {
    const ref = await complete();
    await activations.requested(ref, box(7));
    await activations.awaitConsent(ref, 'token');
    await activations.failed(ref, { code: 'consent_declined', at: '' });
    const left = await activations.current(ref);
    expect(left).toMatchObject({ stage: 'failed', failure: { code: 'consent_declined' }, requestToken: box(7) });
    expect(left).not.toHaveProperty('secrets');
    expect(left).not.toHaveProperty('taskToken');
  });

  test.each(['access_token_lost', 'token_rejected', 'consumer_unknown'] as const)(
    'by which the store has said that it honours the request token no longer (%s) take that, too',
    async (code) => {
      const ref = await complete();
      await activations.requested(ref, box(7));
      await activations.failed(ref, { code, at: '' });
      expect(await activations.current(ref)).not.toHaveProperty('requestToken');
    },
  );

  test('after the access token leave nothing', async () => {
    const ref = await complete();
    await activations.requested(ref, box(2));
    await activations.granted(ref, box(3));
    await activations.failed(ref, { code: 'permission_missing', at: '' });
    const left = await activations.current(ref);
    expect(Object.values(left).filter((value) => value instanceof Uint8Array)).toEqual([]);
  });

  test('do not undo a link', async () => {
    const ref = await linked();
    expect(await activations.failed(ref, { code: 'internal', at: '' })).toMatchObject({ stage: 'linked' });
  });
});

test('of two attempts at the same instant one remains', async () => {
  const arrivals = await Promise.all([complete('one'), complete('two'), complete('three')]);
  const existing = await activations.find({ product, key: digestOf(`consumer ${consumer}`) });
  expect(arrivals.map(({ activation }) => activation)).toContain(existing?.activation);
});
