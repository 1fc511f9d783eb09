import { isDeepStrictEqual } from 'node:util';
import { type Handfast, handfast } from '../../../client/handfast.ts';
import { openRecordLog } from '../../../functions/adapters/dynamodb/channels/log/record-log.ts';
import { parseChannelId, parseConnectorName } from '../../../functions/domain/sync/channel-ids.ts';
import type { DemoStore, DemoStoreOptions } from '../../../infra/local/demo-store/demo-store.ts';
import { type ApiClientSetup, runHandshake } from '../../journey/api/api-setup.ts';
import { tableOf } from '../../journey/stored-data.ts';

export type ReadStore = Awaited<ReturnType<typeof openReadStore>>;

const ORDERS = parseConnectorName('orders');
/** Longer than a message is out of sight that its function did not finish. */
const VISIBLE_AGAIN_MS = 6 * 60_000 + 1_000;

const noObjects = {
  put: async () => 0,
  lines: async () => undefined,
  remove: async () => undefined,
  removeAll: async () => undefined,
  async *list() {},
};

/** With a token of its own: the clock is moved past those that were given out. */
export const apiOf = ({ access }: ApiClientSetup): Handfast => handfast(access);

/** The next window of the schedule, with everything that comes of it but long work. */
export async function nextWindow(setup: ApiClientSetup, afterMs = VISIBLE_AGAIN_MS): Promise<void> {
  setup.moveClock(afterMs);
  await setup.local.tick(setup.now());
  await setup.local.queues.idle();
}

/** A store whose orders are read, and a consumer of the log that keeps them as the log says. */
export async function openReadStore(setup: ApiClientSetup, pageSize: number, options: DemoStoreOptions = {}) {
  const pages: string[] = [];
  const onRequest: DemoStoreOptions['onRequest'] = ({ path, query }) => {
    if (path.endsWith('/V1/orders')) pages.push(decodeURIComponent(query));
  };
  const store = await setup.store({ onRequest, ...options });
  await runHandshake(store);
  const connection = (await setup.connectionOf(store))?.connection ?? '';
  const connectors = { orders: { everyMinutes: 5 } };
  const { id } = await apiOf(setup).channels.create(connection, {
    type: 'magento2',
    settings: { pageSize },
    connectors,
  });
  const consumer = openConsumer(setup, id, store);
  const log = openRecordLog(tableOf(setup.local), noObjects, { retentionDays: 30, now: setup.now });

  /** Whatever is wrong, by name; nothing once the store is read. */
  async function problems(): Promise<string[]> {
    const stream = { channel: parseChannelId(id), connector: ORDERS };
    const { life, head } = await log.extent(stream);
    const numbers = (await log.entries(stream, life, 1, head)).map(({ n }) => n);
    const hasGaps = !numbers.every((n, at) => n === at + 1) || numbers.length !== head;
    const open: string[] = [];
    for await (const run of apiOf(setup).channels.runs(id)) {
      if (run.status === 'queued' || run.status === 'running') open.push(`a run is ${run.status}`);
    }
    return [...(hasGaps ? ['the log has gaps'] : []), ...open, ...(await consumer.differences())];
  }

  return { store, channel: id, pages, problems, repeats: () => consumer.repeats() };
}

function openConsumer(setup: ApiClientSetup, channel: string, { data }: Pick<DemoStore, 'data'>) {
  const held = new Map<string, unknown>();
  const versions = new Map<string, string>();
  let [cursor, repeats]: [string | undefined, number] = [undefined, 0];
  return {
    async differences(): Promise<string[]> {
      for await (const change of apiOf(setup).channel(channel).changes('orders', { cursor })) {
        if (versions.get(change.id) === change.version) repeats += 1;
        versions.set(change.id, change.version);
        if (change.op === 'delete') held.delete(change.id);
        else held.set(change.id, change.record);
        cursor = change.cursor;
      }
      const rows = data.orders.rows();
      const wrong = rows.filter((row) => !isAlike(held.get(String(row.id)), data.orders.bodyOf(row)));
      const spare = held.size - rows.filter(({ id }) => held.has(String(id))).length;
      return [
        ...(wrong.length > 0 ? [`${wrong.length} orders are missing or old`] : []),
        ...(spare > 0 ? [`${spare} orders are gone from the store`] : []),
      ];
    },
    /** Lines that a consumer had already, in that version. */
    repeats: () => repeats,
  };
}

/** An order as it was delivered, and as the store has it: what is left out of records is left out here. */
function isAlike(held: unknown, order: object): boolean {
  const { entity_id, updated_at, status } = Object(held);
  return isDeepStrictEqual({ entity_id, updated_at, status }, pick(order));
}

const pick = (order: object) => {
  const { entity_id, updated_at, status } = Object(order);
  return { entity_id, updated_at, status };
};
