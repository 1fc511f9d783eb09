import { setTimeout } from 'node:timers/promises';
import { handfast } from '../../../client/handfast.ts';
import type { DemoStore } from '../../../infra/local/demo-store/demo-store.ts';
import { API_SCOPE } from '../../../infra/local/openid/api-client.ts';
import { runHandshake } from '../../journey/api/api-setup.ts';
import { countingHost } from '../../journey/handshake/counting-host.ts';
import { openLocalSetup } from '../../journey/local-setup.ts';
import { PRODUCTS } from '../../journey/sync/sync-setup.ts';

export type LookCosts = {
  /** From the end of the handshake until a record can be read through the API. */
  readonly firstRecordMs: number;
  /** Of a look that finds nothing: requests to the store, for so many connectors. */
  readonly calls: number;
  readonly connectors: number;
  /** Of the table, but for leases: of the store, and of the window. */
  readonly writes: number;
};

const WINDOW_MS = 5 * 60_000;
const ASK_EVERY_MS = 20;
const WRITES = ['PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems', 'BatchWriteItem'];

const CONNECTORS = Object.keys(PRODUCTS[0]?.channel.connectors ?? {});

type Setup = Awaited<ReturnType<typeof openLocalSetup>>;

/** How soon a store's first record is there, and what a look costs that finds nothing, in local mode. */
export async function lookCosts(): Promise<LookCosts> {
  const written: string[] = [];
  const { host } = countingHost(undefined, (operation, body) => {
    if (WRITES.some((name) => operation.endsWith(`.${name}`))) written.push(body);
  });
  const setup = await openLocalSetup({ products: PRODUCTS }, { schedules: false, hostFunctions: host });
  try {
    const store = await setup.store();
    await runHandshake(store);
    const connectedAt = performance.now();
    const connection = await setup.connectionOf(store);
    if (connection === undefined) throw new Error('the store was not connected');
    await firstRecord(setup, connection.connection);
    const firstRecordMs = performance.now() - connectedAt;
    await imported(setup, store);
    // Whatever the first import left to do is done in the first of them.
    for (let window = 0; window < 2; window += 1) await nextWindow(setup);
    const asked = recordPaths(store);
    const before = written.length;
    await nextWindow(setup);
    const leases = written.slice(before).filter((body) => body.includes('"LEASE#'));
    return {
      firstRecordMs,
      connectors: CONNECTORS.length,
      calls: asked.length,
      writes: written.length - before - leases.length,
    };
  } finally {
    await setup.close();
  }
}

async function firstRecord({ local }: Setup, connection: string): Promise<void> {
  const { id: clientId, secret: clientSecret, tokenUrl } = local.apiClient;
  const api = handfast({ url: local.url, tokenUrl, clientId, clientSecret, scope: API_SCOPE });
  for (;;) {
    for (const { id } of await api.channels.ofConnection(connection)) {
      for await (const _ of api.channel(id).changes('orders')) return;
    }
    await setTimeout(ASK_EVERY_MS);
  }
}

async function imported({ eventsOf }: Setup, store: Parameters<Setup['eventsOf']>[0]): Promise<void> {
  const isImported = () =>
    eventsOf(store).filter((event) => event['detail-type'] === 'channel.imported').length === CONNECTORS.length;
  while (!isImported()) await setTimeout(ASK_EVERY_MS);
}

async function nextWindow({ local, moveClock, now }: Setup): Promise<void> {
  moveClock(WINDOW_MS);
  await local.tick(now());
  await local.queues.idle();
}

/** The path of each request to the store from now on: each is looked for among its faults. */
function recordPaths({ faults }: Pick<DemoStore, 'faults'>): readonly string[] {
  const asked: string[] = [];
  faults.paths = new Proxy({}, { get: (_, path) => void asked.push(String(path)) });
  return asked;
}
