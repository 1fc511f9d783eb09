import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openActivationRepository } from '../../../functions/adapters/dynamodb/activations/activation-repository.ts';
import { sealed } from '../../../functions/adapters/kms/sealed.ts';
import { listActivations } from '../../../functions/api/activations/list-activations.ts';
import { consumerIdOf } from '../../../functions/domain/handshake/consumer-key.ts';
import { digestOf, newActivationId, parseProductId } from '../../../functions/domain/ids.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';
import { type ApiSetup, type Asked, ask, openApiSetup } from './api-setup.ts';

let setup: ApiSetup;

beforeEach(async () => {
  setup = await openApiSetup();
});

afterEach(() => setup.close());

describe('the list of attempts', () => {
  const attempts = (query: Asked['query'] = {}, more: Asked = {}) =>
    ask(listActivations(setup.deps), { query, ...more });

  async function complete(host: string, product = 'demo') {
    const activations = openActivationRepository(setup.table, setup.deps.now);
    const ref = { product: parseProductId(product), key: digestOf(host), activation: newActivationId() };
    const secrets = sealed.parse(new Uint8Array([1]));
    const storeUrl = parseStoreUrl(`https://${host}/`);
    const message = { activation: ref.activation, storeUrl, verifierDigest: 'v', secrets, state: 'received' } as const;
    const received = { ...message, consumer: consumerIdOf('cs', storeUrl), receivedAt: setup.setup.time.toISOString() };
    await activations.begin(ref, received, { owner: undefined, seenBefore: false });
    return { ref, activations };
  }

  test('shows what the merchant read', async () => {
    const { ref, activations } = await complete('shop.example');
    await activations.failed(ref, { code: 'store_busy', at: setup.setup.time.toISOString() });
    const { json } = await attempts({ host: 'SHOP.example' });
    expect(json.items).toEqual([
      {
        id: ref.activation,
        product: 'demo',
        store: { url: 'https://shop.example/', host: 'shop.example' },
        stage: 'failed',
        receivedAt: '2026-11-22T12:00:00.000Z',
        endedAt: '2026-11-22T12:00:00.000Z',
        reason: 'store_busy',
        advice: 'Wait a few minutes, then press Activate in Magento again.',
      },
    ]);
  });

  test('names the button that Magento offers once the access token was issued', async () => {
    const { ref, activations } = await complete('shop.example');
    await activations.failed(ref, { code: 'store_busy', at: setup.setup.time.toISOString(), tokenIssued: true });
    const { json } = await attempts({ host: 'shop.example' });
    expect(json.items).toMatchObject([{ advice: 'Wait a few minutes, then press Reauthorize in Magento again.' }]);
  });

  test('shows an attempt that nobody went on with as expired after two hours', async () => {
    await complete('shop.example');
    expect((await attempts()).json.items).toMatchObject([{ stage: 'received' }]);
    setup.setup.time = new Date('2026-11-22T14:00:00.000Z');
    expect((await attempts()).json.items).toMatchObject([{ stage: 'expired' }]);
  });

  describe('at one stage', () => {
    test('shows those alone, and what has expired as expired', async () => {
      const { ref, activations } = await complete('failed.example');
      await activations.failed(ref, { code: 'store_busy', at: setup.setup.time.toISOString() });
      await complete('old.example');
      setup.setup.time = new Date('2026-11-22T14:00:00.000Z');
      await complete('new.example');
      const hosts = async (stage: string) =>
        (await attempts({ stage })).json.items.map(({ store }: { store: { host: string } }) => store.host);
      expect(await hosts('received')).toEqual(['new.example']);
      expect(await hosts('expired')).toEqual(['old.example']);
      expect(await hosts('failed')).toEqual(['failed.example']);
      expect(await hosts('linked')).toEqual([]);
      expect((await attempts({ stage: 'requested', to: '2026-11-22T13:00:00Z' })).json).toEqual({ items: [] });
      expect(await attempts({ stage: 'opened' })).toMatchObject({ status: 400 });
    });

    test('goes on behind a page, also where an hour has passed', async () => {
      for (const host of ['a.example', 'b.example', 'c.example']) {
        setup.setup.time = new Date(setup.setup.time.getTime() + 1_000);
        await complete(host);
      }
      const first = (await attempts({ stage: 'received', limit: '2' })).json;
      expect(first.items.map(({ store }: { store: { host: string } }) => store.host)).toEqual([
        'c.example',
        'b.example',
      ]);
      const second = { stage: 'received', limit: '2', cursor: first.next };
      expect((await attempts(second)).json.items).toMatchObject([{ store: { host: 'a.example' } }]);
      setup.setup.time = new Date(setup.setup.time.getTime() + 3 * 60 * 60_000);
      expect((await attempts(second)).json.items).toEqual([]);
    });

    test('looks at 250 for a page, and says that the list goes on', { timeout: 120_000 }, async () => {
      const { ref, activations } = await complete('failed.example');
      await activations.failed(ref, { code: 'store_busy', at: setup.setup.time.toISOString() });
      for (let at = 0; at < 255; at += 1) {
        setup.setup.time = new Date(setup.setup.time.getTime() + 10);
        await complete('busy.example');
      }
      const first = (await attempts({ stage: 'failed' })).json;
      expect(first).toEqual({ items: [], next: expect.any(String) });
      const second = (await attempts({ stage: 'failed', cursor: first.next })).json;
      expect(second.items).toMatchObject([{ store: { host: 'failed.example' } }]);
      expect(second).not.toHaveProperty('next');
    });
  });

  test('is cut by time, whatever the offset it is given in', async () => {
    await complete('shop.example');
    expect((await attempts({ from: '2026-11-22T13:00:00+01:00' })).json.items).toHaveLength(1);
    expect((await attempts({ from: '2026-11-22T12:00:01Z' })).json.items).toHaveLength(0);
    expect((await attempts({ to: '2026-11-22T11:59:59Z' })).json.items).toHaveLength(0);
    expect((await attempts({ from: '2026-11-22', to: '2026-11-23' })).json.items).toHaveLength(1);
    expect((await attempts({ from: 'yesterday' })).json.problems).toEqual([
      'from: must be a time such as 2026-11-22T00:00:00Z',
    ]);
  });

  test('keeps to the products that the client sees', async () => {
    await complete('shop.example');
    const { ref } = await complete('erp.example', 'erp');
    expect((await attempts({}, { client: 'erp-only' })).json.items).toMatchObject([{ id: ref.activation }]);
    expect((await attempts({ host: 'shop.example' }, { client: 'erp-only' })).json.items).toEqual([]);
  });
});
