import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { sealed } from '../../../functions/adapters/kms/sealed.ts';
import { MOST_ATTEMPTS } from '../../../functions/api/overview/attempts-part.ts';
import { showOverview } from '../../../functions/api/overview/show-overview.ts';
import { magentoSettings } from '../../../functions/channels/magento2/settings.ts';
import { newChannel } from '../../../functions/channels/new-channel.ts';
import { consumerIdOf } from '../../../functions/domain/handshake/consumer-key.ts';
import {
  type ConnectionId,
  digestOf,
  newActivationId,
  newConnectionId,
  parseProductId,
} from '../../../functions/domain/ids.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';
import { newChannelId, newRunId, parseConnectorName } from '../../../functions/domain/sync/channel-ids.ts';
import { NOTHING_COUNTED } from '../../../functions/domain/sync/run.ts';
import { type ApiSetup, type Asked, ask, openApiSetup } from './api-setup.ts';

let setup: ApiSetup;
beforeEach(async () => {
  setup = await openApiSetup();
});
afterEach(() => setup.close());

const demo = parseProductId('demo');
const erp = parseProductId('erp');
const ana = { issuer: 'https://id.example', id: 'ana', label: 'ana@example.com' };
const box = sealed.parse(new Uint8Array([1]));
const show = async (asked: Asked = {}) => (await ask(showOverview(setup.deps), asked)).json;
const now = () => setup.setup.time.toISOString();

async function begun(product = demo) {
  const ref = { product, key: digestOf('ck'), activation: newActivationId() };
  const storeUrl = parseStoreUrl('https://shop.example/');
  const message = { activation: ref.activation, consumer: consumerIdOf('cs', storeUrl), storeUrl, secrets: box };
  const received = { ...message, verifierDigest: 'v', receivedAt: now(), state: 'received' } as const;
  await setup.deps.attempts.begin(ref, received, { owner: undefined, seenBefore: false });
  return ref;
}

async function unhealthy(host: string, minutes: number): Promise<ConnectionId> {
  const id = await setup.connect(host, 'demo', 'ana', newConnectionId());
  const found = await setup.deps.connections.find(id);
  if (found === undefined) throw new Error('gone');
  const at = new Date(setup.setup.time.getTime() + minutes * 60_000).toISOString();
  const outbox = { id: `evt_${host}`, status: 'inactive', at } as const;
  const change = { status: 'inactive', reason: 'permission_missing', outbox } as const;
  await setup.deps.connections.recordHealth(found, { checkedAt: at, suspect: undefined, change });
  return id;
}

describe('the overview', () => {
  test('of a deployment where nothing has happened yet says so', async () => {
    expect(await show()).toEqual({
      time: '2026-11-22T12:00:00.000Z',
      products: ['demo', 'erp'],
      moreProducts: false,
      connections: { counts: { active: 0, needs_reauthorization: 0, inactive: 0, unreachable: 0 }, products: [] },
      attempts: {
        from: '2026-11-21T12:00:00.000Z',
        ...{ atLeast: false, begun: 0, opened: 0, signedIn: 0, consented: 0, connected: 0, underWay: 0, expired: 0 },
        failed: [],
      },
      deliveries: { waiting: { count: 0, atLeast: false }, failed: { count: 0, atLeast: false } },
      attention: { needs_reauthorization: [], inactive: [], unreachable: [], runs: [], deliveries: [] },
    });
  });

  test('has connections by status, as they were counted last', async () => {
    const counted = (active: number, at: string) => ({
      window: 1,
      at,
      counts: { active, needs_reauthorization: 0, inactive: 1, unreachable: 2 },
    });
    await setup.deps.counts.record(demo, counted(5, '2026-11-22T11:55:00.000Z'));
    await setup.deps.counts.record(erp, counted(7, '2026-11-22T11:50:00.000Z'));
    const { connections } = await show();
    expect(connections).toMatchObject({
      counts: { active: 12, needs_reauthorization: 0, inactive: 2, unreachable: 4 },
      asOf: '2026-11-22T11:50:00.000Z',
      products: [
        { product: 'demo', counts: { active: 5 }, since: '2026-11-22T11:55:00.000Z' },
        { product: 'erp', counts: { active: 7 } },
      ],
    });
    expect((await show({ query: 'product=erp' })).connections.counts.active).toBe(7);
  });

  test('has the attempts of the last day as far as they have come, and why they failed', async () => {
    const { attempts } = setup.deps;
    await begun();
    setup.setup.time = new Date('2026-11-23T11:00:00.000Z');
    await begun();
    const [signedIn, declined, connected] = [await begun(), await begun(), await begun(erp)];
    await attempts.noteSignIn(signedIn, ana);
    await attempts.noteSignIn(declined, ana);
    await attempts.consent(declined, { decision: 'no', at: now() });
    await attempts.failed(declined, { code: 'consent_declined', at: now() });
    await attempts.requested(connected);
    await attempts.consent(connected, { decision: 'yes', account: ana, at: now() });
    await attempts.granted(connected, box, true);
    await attempts.checked(connected, ['2.4.8']);
    await attempts.linked(connected, newConnectionId(), { kind: 'created' });
    const refused = { activation: newActivationId(), storeUrl: parseStoreUrl('https://x.example/'), at: now() };
    await attempts.recordRefused({ product: demo, key: digestOf('k') }, { ...refused, code: 'store_address_refused' });
    setup.setup.time = new Date('2026-11-23T12:30:00.000Z');
    expect((await show()).attempts).toEqual({
      from: '2026-11-22T12:30:00.000Z',
      atLeast: false,
      begun: 5,
      opened: 4,
      signedIn: 3,
      consented: 1,
      connected: 1,
      underWay: 2,
      expired: 0,
      failed: expect.arrayContaining([
        { reason: 'consent_declined', count: 1 },
        { reason: 'store_address_refused', count: 1 },
      ]),
    });
    setup.setup.time = new Date('2026-11-23T13:30:00.000Z');
    expect((await show()).attempts).toMatchObject({ underWay: 0, expired: 2 });
  });

  test('reads no more than 500 attempts, and says that there are others', async () => {
    vi.spyOn(setup.deps.listings, 'attemptStages').mockImplementation(async (_, { limit }) => ({
      more: false,
      items: Array.from({ length: limit }, () => ({
        ...{ activation: newActivationId(), stage: 'received' as const, receivedAt: now() },
      })),
    }));
    const records = vi.spyOn(setup.deps.attempts, 'counted').mockResolvedValue([]);
    expect((await show()).attempts.atLeast).toBe(true);
    expect(records.mock.calls[0]?.[0]).toHaveLength(MOST_ATTEMPTS);
  });

  test('looks up no attempt that has connected a store: it has come through everything', async () => {
    const { attempts } = setup.deps;
    const [connected, open] = [await begun(), await begun()];
    await attempts.requested(connected);
    await attempts.noteSignIn(connected, ana);
    await attempts.consent(connected, { decision: 'yes', account: ana, at: now() });
    await attempts.granted(connected, box, true);
    await attempts.checked(connected, ['2.4.8']);
    await attempts.linked(connected, newConnectionId(), { kind: 'created' });
    const records = vi.spyOn(attempts, 'counted');
    const counted = { begun: 2, opened: 2, signedIn: 1, consented: 1, connected: 1, underWay: 1 };
    expect((await show()).attempts).toMatchObject(counted);
    expect(records).toHaveBeenCalledExactlyOnceWith([open.activation]);
  });

  test('has channels by lag, of the products that the client sees', async () => {
    const of = (active: number) => ({ statuses: { active, paused: 1, unavailable: 0 }, lag: [active, 0, 0, 2, 1] });
    await setup.deps.channelCounts.record({
      at: '2026-11-22T11:55:00.000Z',
      byProduct: new Map([
        [demo, of(3)],
        [erp, of(4)],
      ]),
    });
    expect((await show()).channels).toEqual({
      asOf: '2026-11-22T11:55:00.000Z',
      statuses: { active: 7, paused: 2, unavailable: 0 },
      lag: [
        { upToSeconds: 0, channels: 7 },
        { upToSeconds: 900, channels: 0 },
        { upToSeconds: 3600, channels: 0 },
        { upToSeconds: 86400, channels: 4 },
        { channels: 2 },
      ],
      stale: 6,
    });
    expect((await show({ client: 'erp-only' })).channels).toMatchObject({ statuses: { active: 4 }, stale: 3 });
  });

  test('has what somebody should look at first: ten of a kind, newest first', async () => {
    const ids: string[] = [];
    for (let nth = 0; nth < 12; nth += 1) ids.unshift(await unhealthy(`s${nth}.example`, nth));
    const { attention } = await show();
    expect(attention.inactive.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 10));
    expect(attention.unreachable).toEqual([]);
  });

  test('has runs that wait or failed', async () => {
    const run = { run: newRunId(), channel: newChannelId(), product: demo, trigger: 'schedule', task: 'walk' } as const;
    const products = parseConnectorName('products');
    const rest = { status: 'held', counts: NOTHING_COUNTED, errors: [], createdAt: now() } as const;
    await setup.deps.runs.create({ ...run, ...rest, connectors: [products], held: { [products]: 4 } });
    expect((await show()).attention.runs).toEqual([
      {
        id: run.run,
        product: 'demo',
        channel: run.channel,
        task: 'walk',
        status: 'held',
        connectors: ['products'],
        createdAt: now(),
      },
    ]);
    expect((await show({ client: 'erp-only' })).attention.runs).toEqual([]);
  });

  test('names the store of a run', async () => {
    const connection = await setup.connect('shop.example', 'demo', 'ana', newConnectionId());
    const wanted = {
      type: 'magento2',
      settings: magentoSettings.parse({}),
      connectors: {},
      createdBy: 'test',
    } as const;
    const { channel } = await setup.deps.channels.create(
      newChannel({ connection, product: demo }, wanted, setup.setup.time),
    );
    const run = { run: newRunId(), channel, product: demo, trigger: 'schedule', task: 'walk' } as const;
    const rest = { status: 'failed', counts: NOTHING_COUNTED, errors: [], createdAt: now() } as const;
    await setup.deps.runs.create({ ...run, ...rest, connectors: [parseConnectorName('products')] });
    expect((await show()).attention.runs).toMatchObject([{ id: run.run, host: 'shop.example' }]);
  });

  test('keeps to the products that the client sees, and tells it nothing of deliveries to others', async () => {
    await begun();
    await unhealthy('shop.example', 0);
    const seen = await show({ client: 'erp-only' });
    expect(seen).toMatchObject({ products: ['erp'], attempts: { begun: 0 }, attention: { inactive: [] } });
    expect(seen).not.toHaveProperty('deliveries');
    expect((await show({ query: 'product=demo', client: 'erp-only' })).code).toBe('product_unknown');
  });

  test('reads as much of the table for forty stores as for one', async () => {
    const send = vi.spyOn(setup.table.client, 'send');
    const readsOf = async () => {
      send.mockClear();
      await show();
      return send.mock.calls.map(([command]) => command.constructor.name).toSorted();
    };
    await unhealthy('first.example', 0);
    const few = await readsOf();
    for (let nth = 0; nth < 39; nth += 1) await unhealthy(`s${nth}.example`, nth);
    for (let nth = 0; nth < 10; nth += 1) await begun();
    const many = await readsOf();
    // The attempts of the day are looked up in one more.
    expect(many).toEqual([...few, 'BatchGetCommand'].toSorted());
    expect(few.length).toBeLessThanOrEqual(24);
    send.mockRestore();
  });
});
