import { createServer, type Server } from 'node:http';
import { authorizationHeader, type Generation } from '../../functions/adapters/magento/signing/signature.ts';
import { hostFunctions } from '../../infra/local/lambda/function-host.ts';
import { type ApiClientSetup, openApiClientSetup } from '../journey/api/api-setup.ts';
import { type Count, countingHost } from '../journey/handshake/counting-host.ts';
import { seedConnections } from './many-connections.ts';

/** Until the engine has compiled what runs often. */
const WARM_UP = 300;
const RUNS = 300;
const COUNTED_CALLS = 20;
const PATH = 'V1/products/24-MB020';

export type AddedByCall = { readonly addedMs: number; readonly directMs: number; readonly callMs: number };

/** Milliseconds at the median that `call` adds to the same request, signed and sent straight to the store. */
export async function addedByCall(): Promise<AddedByCall> {
  const handfast = await openApiClientSetup({ schedules: false, hostFunctions });
  try {
    const { id } = await handfast.connected();
    const keys = await handfast.api.connections.credentials(id);
    const generation: Generation = '2.4.6';
    const url = `${keys.storeUrl}rest/${PATH}`;
    const { consumerKey, consumerSecret, accessToken: token, accessTokenSecret: tokenSecret } = keys;
    const sign = () =>
      authorizationHeader({ method: 'GET', url, generation, consumerKey, consumerSecret, token, tokenSecret });
    const direct = async () => void (await (await fetch(url, { headers: { authorization: sign() } })).json());
    const store = handfast.api.connection(id);
    const call = async () => void (await store.call({ method: 'GET', path: PATH }));
    const times = { direct: [0], call: [0] };
    // In turns, so that a computer that slows down slows both of them down.
    for (let run = 0; run < WARM_UP + RUNS; run += 1) {
      const [directMs, callMs] = [await timed(direct), await timed(call)];
      if (run < WARM_UP) continue;
      times.direct.push(directMs);
      times.call.push(callMs);
    }
    const [directMs, callMs] = [median(times.direct), median(times.call)];
    return { directMs, callMs, addedMs: callMs - directMs };
  } finally {
    await handfast.close();
  }
}

export type PerCall = {
  readonly connections: number;
  readonly reads: number;
  readonly writes: number;
  readonly keyCalls: number;
  readonly callMs: number;
};
export type HealthChecked = { readonly seconds: number; readonly checked: number; readonly rssMb: readonly number[] };
export type AtScale = {
  readonly perCall: readonly PerCall[];
  readonly checked: HealthChecked;
  readonly seedingSeconds: number;
};

/** What one call asks of the table and of KMS among more and more connections, and a day's health checks of 10,000 of them. */
export async function atScale(): Promise<AtScale> {
  const { host, count } = countingHost();
  const handfast = await openApiClientSetup({ schedules: false, hostFunctions: host });
  const shops = await startPlainStores();
  try {
    const { id } = await handfast.connected();
    await seedConnections(handfast.local, 9);
    const perCall = [await countCalls(handfast, id, count, 10)];
    let seedingMs = await timed(() => seedConnections(handfast.local, 9_990, shops.url));
    perCall.push(await countCalls(handfast, id, count, 10_000));
    const checked = await checkAllForADay(handfast, count);
    seedingMs += await timed(() => seedConnections(handfast.local, 90_000));
    perCall.push(await countCalls(handfast, id, count, 100_000));
    return { perCall, checked, seedingSeconds: seedingMs / 1000 };
  } finally {
    shops.server.closeAllConnections();
    shops.server.close();
    await handfast.close();
  }
}

async function countCalls(handfast: ApiClientSetup, id: string, count: Count, connections: number): Promise<PerCall> {
  const store = handfast.api.connection(id);
  const call = () => store.call({ method: 'GET', path: PATH });
  for (let run = 0; run < 5; run += 1) await call();
  const before = new Map(count.calls);
  const times: number[] = [];
  for (let run = 0; run < COUNTED_CALLS; run += 1) times.push(await timed(call));
  const made = (...names: readonly string[]) =>
    [...count.calls]
      .filter(([operation]) => names.some((name) => operation.endsWith(`.${name}`)))
      .reduce((sum, [operation, times]) => sum + times - (before.get(operation) ?? 0), 0) / COUNTED_CALLS;
  return {
    connections,
    reads: made('GetItem', 'Query', 'BatchGetItem'),
    writes: made('PutItem', 'UpdateItem', 'DeleteItem'),
    keyCalls: made('Encrypt', 'Decrypt'),
    callMs: median(times),
  };
}

const WINDOWS = 288;
const WINDOW_MS = 5 * 60 * 1000;
/** How many times the memory is looked at, evenly over the day. */
const MEMORY_SAMPLES = 12;

/** Lets a whole day of the schedule go by, as fast as it can be dealt with. */
async function checkAllForADay({ local }: ApiClientSetup, count: Count): Promise<HealthChecked> {
  const tomorrow = Math.ceil(Date.now() / 86_400_000) * 86_400_000;
  const before = count.calls.get('TrentService.Decrypt') ?? 0;
  const rssMb: number[] = [];
  const begun = performance.now();
  for (let window = 0; window < WINDOWS; window += 1) {
    await local.tick(new Date(tomorrow + window * WINDOW_MS));
    if ((window + 1) % (WINDOWS / MEMORY_SAMPLES) === 0)
      rssMb.push(Math.round(process.memoryUsage.rss() / 1024 / 1024));
  }
  const seconds = (performance.now() - begun) / 1000;
  // A health check opens the credentials of its connection, each time anew.
  return { seconds, rssMb, checked: (count.calls.get('TrentService.Decrypt') ?? 0) - before };
}

/** Stores without number, all of them alive: whatever is asked for, the answer is a list of modules. */
async function startPlainStores(): Promise<{ url: string; server: Server }> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('["Magento_Store","Magento_Sales"]');
  });
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/`, server };
}

async function timed(action: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await action();
  return performance.now() - begun;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
