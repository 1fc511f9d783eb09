import { vi } from 'vitest';
import { openActivationRepository } from '../../../functions/adapters/dynamodb/activations/activation-repository.ts';
import { openBatchRepository } from '../../../functions/adapters/dynamodb/channels/changes/batch-repository.ts';
import { openBatchWriters } from '../../../functions/adapters/dynamodb/channels/changes/batch-writers.ts';
import { openChangeBatches } from '../../../functions/adapters/dynamodb/channels/changes/change-batches.ts';
import { openChannelRepository } from '../../../functions/adapters/dynamodb/channels/channel-repository.ts';
import { openChannelCounts } from '../../../functions/adapters/dynamodb/channels/looks/channel-counts.ts';
import { openRunRepository } from '../../../functions/adapters/dynamodb/channels/run-repository.ts';
import { openConnectionRepository } from '../../../functions/adapters/dynamodb/connection-repository.ts';
import { openConnectionCounts } from '../../../functions/adapters/dynamodb/connections/connection-counts.ts';
import { openDeliveryRepository } from '../../../functions/adapters/dynamodb/integrations/delivery-repository.ts';
import { openKeyRepository } from '../../../functions/adapters/dynamodb/keys/key-repository.ts';
import { openLeases } from '../../../functions/adapters/dynamodb/leases.ts';
import { openListings } from '../../../functions/adapters/dynamodb/listings.ts';
import { openStorePointers } from '../../../functions/adapters/dynamodb/store-pointers.ts';
import { sealed } from '../../../functions/adapters/kms/sealed.ts';
import type { ApiHandler, ApiRequest } from '../../../functions/adapters/lambda/api-handler.ts';
import { problemIn } from '../../../functions/adapters/lambda/problem-document.ts';
import type { MagentoStore, RestCall, RestReply } from '../../../functions/adapters/magento/magento-store.ts';
import type { ExecutionState } from '../../../functions/adapters/step-functions/run-executions.ts';
import { clientAccess } from '../../../functions/api/client-access.ts';
import type { Issuers } from '../../../functions/api/connections/issuers.ts';
import { connectorsOf } from '../../../functions/channels/channel-types.ts';
import { writersOf } from '../../../functions/channels/channel-writers.ts';
import type { Announcement } from '../../../functions/domain/events.ts';
import {
  type ConnectionId,
  digestOf,
  newActivationId,
  originConnectionId,
  type ProductId,
  parseProductId,
} from '../../../functions/domain/ids.ts';
import { API_REFUSALS } from '../../../functions/domain/refusals/api-refusals.ts';
import { Refusal, type RefusalCode } from '../../../functions/domain/refusals/refusal.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';
import type { WritingId } from '../../../functions/domain/sync/changes/change-ids.ts';
import type { ChannelId, RunId } from '../../../functions/domain/sync/channel-ids.ts';
import type { Connector } from '../../../functions/domain/sync/connector.ts';
import type { StreamProgress } from '../../../functions/domain/sync/reading.ts';
import type { Run } from '../../../functions/domain/sync/run.ts';
import { publishedProducts } from '../../../functions/products/published-products.ts';
import { memoryObjects } from '../dynamodb/channels/memory-objects.ts';
import { embeddedTable } from '../dynamodb/embedded-table.ts';

const SECRET = { consumerKey: 'ck', consumerSecret: 'cs', token: 'at', tokenSecret: 'ats' };
const PRODUCTS = publishedProducts([
  { id: 'demo', name: 'Demo' },
  { id: 'erp', name: 'ERP' },
]);
/** Sees one product; every other client but `backend` is unknown. */
const CLIENTS = [{ id: 'backend' }, { id: 'erp-only', products: ['erp'] }];

/** What a store answers: to health checks, and to calls. */
type Shop = {
  alive: RefusalCode | Refusal | undefined;
  rest: (asked: RestCall) => Partial<RestReply['reply']> | Promise<Partial<RestReply['reply']>>;
};

/** The API on a table in memory, with a store that answers as the test says. */
export async function openApiSetup() {
  const table = await embeddedTable();
  const setup = {
    time: new Date('2026-11-22T12:00:00.000Z'),
    busDown: false,
    /** Of runs. */
    execution: 'running' as ExecutionState,
  };
  const now = () => setup.time;
  const shop: Shop = { alive: undefined, rest: () => ({ status: 200, body: '{}' }) };
  const published: Announcement[] = [];
  const log = vi.fn();
  const check = vi.fn<MagentoStore['check']>(async () => {
    if (shop.alive instanceof Refusal) throw shop.alive;
    if (shop.alive !== undefined) throw new Refusal(shop.alive);
    return { generations: ['2.4.8'], modules: [] };
  });
  const rest = vi.fn<MagentoStore['rest']>(async (_store, _keys, generations, asked) => {
    const answered = await shop.rest(asked);
    return { reply: { status: 200, headers: {}, body: '', ...answered }, generations, tries: 1 };
  });
  const open = vi.fn(async () => SECRET);
  const progress = new Map<string, StreamProgress>();
  const started: RunId[] = [];
  const writings: WritingId[] = [];
  const objects = memoryObjects();
  const deps = {
    productsOf: clientAccess(PRODUCTS.ids, CLIENTS),
    connections: openConnectionRepository(table),
    channels: openChannelRepository(table, now),
    runs: openRunRepository(table, now),
    connectorsOf,
    progress: async (_: ChannelId, connectors: readonly Connector[]) =>
      new Map(
        connectors.flatMap(({ name }) => {
          const of = progress.get(name);
          return of === undefined ? [] : [[name, of] as const];
        }),
      ),
    executions: {
      start: async ({ run }: Pick<Run, 'run'>) => void started.push(run),
      stateOf: async () => setup.execution,
    },
    writersOf,
    batches: openBatchRepository(table, objects, now),
    changeBatches: openChangeBatches(table, objects, { now, retentionDays: 30 }),
    batchWriters: openBatchWriters(table, now),
    writeExecutions: { start: async (writing: WritingId) => void writings.push(writing) },
    counts: openConnectionCounts(table),
    channelCounts: openChannelCounts(table),
    deliveries: openDeliveryRepository(table),
    listings: openListings(table),
    attempts: openActivationRepository(table, now),
    keys: openKeyRepository(table, now),
    pointers: openStorePointers(table),
    leases: openLeases(table, now),
    // The vault's own tests show that it opens nothing with another encryption context.
    vault: { open: open as never },
    magento: { check, rest },
    announce: async (event: Announcement) => {
      if (setup.busDown) throw new Error('no bus');
      published.push(event);
    },
    issuersOf: vi.fn(async (_: ProductId): Promise<Issuers> => ({ present: 'https://id.example', earlier: [] })),
    owners: new Map(),
    products: PRODUCTS.ids,
    now,
    log,
  };

  async function connect(
    host = 'shop.example',
    productId = 'demo',
    account = 'ana',
    given?: ConnectionId,
    issuer = 'https://id.example',
  ): Promise<ConnectionId> {
    const product = parseProductId(productId);
    const storeUrl = parseStoreUrl(`https://${host}/`);
    const connection = given ?? originConnectionId(product, storeUrl);
    const at = setup.time.toISOString();
    const existing = await deps.connections.find(connection);
    await deps.connections.put(
      {
        ...{ connection, product, storeUrl, status: 'active', kind: 'created', createdAt: at, connectedAt: at },
        account: { issuer, id: account, label: `${account}@example.com` },
        secrets: sealed.parse(new Uint8Array([1])),
        generations: ['2.4.8'],
        activation: newActivationId(),
        key: digestOf(SECRET.consumerKey),
      },
      existing?.version,
    );
    return connection;
  }

  return {
    setup,
    deps,
    shop,
    published,
    log,
    check,
    rest,
    open,
    connect,
    progress,
    started,
    writings,
    objects,
    table,
    close: table.close,
  };
}

export type ApiSetup = Awaited<ReturnType<typeof openApiSetup>>;

export type Asked = {
  readonly id?: string;
  readonly query?: Record<string, string> | string;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly raw?: string | Uint8Array;
  readonly batch?: string;
  readonly contentEncoding?: string;
  readonly idempotencyKey?: string;
  readonly contentType?: string;
  readonly client?: string;
  readonly products?: ApiRequest['products'];
  readonly integration?: string;
};

/** Calls a handler as API Gateway would, and turns its refusals into problem documents. */
export async function ask(handle: ApiHandler, asked: Asked = {}) {
  const request: ApiRequest = {
    route: 'GET /v1/connections',
    product: '',
    parameters: {
      ...(asked.id !== undefined && { id: asked.id }),
      ...(asked.batch !== undefined && { batch: asked.batch }),
    },
    query: new URLSearchParams(asked.query),
    contentType: asked.contentType ?? (asked.body === undefined && asked.raw === undefined ? '' : 'application/json'),
    acceptLanguage: '',
    acceptsGzip: false,
    contentEncoding: asked.contentEncoding ?? '',
    idempotencyKey: asked.idempotencyKey,
    client: asked.client ?? 'backend',
    products: asked.products ?? 'as-bound',
    integration: asked.integration,
    cookies: new Map(),
    body: Buffer.from(asked.raw ?? (asked.body === undefined ? '' : JSON.stringify(asked.body))),
  };
  const answered = await handle(request).catch((error: unknown) => {
    if (error instanceof Refusal) return problemIn(API_REFUSALS)(error);
    throw error;
  });
  return {
    status: answered.status,
    headers: answered.headers ?? {},
    text: answered.body,
    json: JSON.parse(answered.body),
  };
}
