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
