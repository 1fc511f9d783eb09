import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { handfast } from '../../client/handfast.ts';
import { type DemoStore, startDemoStore } from '../../infra/local/demo-store/demo-store.ts';
import { API_SCOPE, BACKEND_ID } from '../../infra/local/openid/api-client.ts';
import { findBackendSecret } from '../../infra/local/startup/externals.ts';
import { portsFrom } from '../../infra/local/startup/ports.ts';
import { freePorts } from '../contract/local/free-ports.ts';
import { runHandshake } from '../journey/api/api-setup.ts';
import { integrationOf } from '../journey/local-setup.ts';

/** HANDFAST_KILLED_PRODUCTS=100000 takes minutes. */
const PRODUCTS = Number(process.env['HANDFAST_KILLED_PRODUCTS'] ?? 20_000);
const PAGE = 500;
const START = fileURLToPath(new URL('../../infra/local/start.ts', import.meta.url));

const opened = new AsyncDisposableStack();
let dataFolder: string;
let port: number;
let store: DemoStore;
/** Pages of the first import that the store was asked for, in order. */
const pages: string[] = [];

beforeAll(async () => {
  dataFolder = opened.use(await mkdtempDisposable(join(tmpdir(), 'handfast-killed-'))).path;
  port = await freePorts();
  store = opened.use(
    await startDemoStore({
      onRequest: ({ path, query }) => {
        const asked = decodeURIComponent(query);
        if (path.endsWith('/V1/products') && asked.includes('DESC')) pages.push(asked);
      },
    }),
  );
  store.data.products.addMany(PRODUCTS);
});
afterAll(() => opened.disposeAsync());

/** What `npm start` runs, in a process of its own. */
async function start(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [START], {
    // The channel of the test is the only one.
    env: { ...process.env, HANDFAST_PORT: String(port), HANDFAST_DATA: dataFolder, HANDFAST_CHANNEL: 'off' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  opened.defer(() => void child.kill('SIGKILL'));
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('Handfast is ready')) return child.stdout.resume() && child;
  }
  throw new Error('npm start ended before it was ready');
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

function openApi() {
  const secret = findBackendSecret(dataFolder);
  if (secret === undefined) throw new Error('npm start has left no secret for the API');
  const tokenUrl = `http://127.0.0.1:${portsFrom(port).openid}/token`;
  return handfast({
    ...{ url: `http://127.0.0.1:${port}`, tokenUrl, clientId: BACKEND_ID, clientSecret: secret },
    scope: API_SCOPE,
  });
}

test('kill -9 half-way through a first import: at most one page is read twice, and each is delivered', async () => {
  const first = await start();
  const api = openApi();
  const integration = integrationOf(`http://127.0.0.1:${port}`, 'demo');
  await runHandshake({ ...store, id: store.addIntegration(integration).id });
  const connected = await api.connections.list({ host: new URL(store.baseUrl).host }).next();
  if (connected.done) throw new Error('the store was not connected');
  const begun = performance.now();
  const { id } = await api.channels.create(connected.value.id, {
    ...{ type: 'magento2', connectors: { products: { everyMinutes: 5 } } },
    settings: { pageSize: PAGE },
  });
  const left = async () => (await api.channels.get(id)).connectors['products']?.left;
  const records = () => api.channel(id).changes('products')[Symbol.asyncIterator]().next();
  while ((await records()).done) await new Promise((resolve) => setTimeout(resolve, 50));
  const firstRecordMs = performance.now() - begun;
  expect(firstRecordMs).toBeLessThan(5_000);
  await expect.poll(left, { timeout: 120_000, interval: 100 }).toBeLessThan(PRODUCTS / 2);
  await kill(first);

  const second = await start();
  await expect
    .poll(async () => (await api.channels.get(id)).connectors['products']?.state, { timeout: 120_000, interval: 500 })
    .toBe('following');
  expect(pages.length).toBeGreaterThanOrEqual(PRODUCTS / PAGE);
  expect(pages.length - new Set(pages).size).toBeLessThanOrEqual(1);
  const ids = new Set<string>();
  let lines = 0;
  for await (const change of api.channel(id).changes('products')) {
    ids.add(change.id);
    lines += 1;
  }
  expect(ids.size).toBe(store.data.products.rows().length);
  expect(lines - ids.size).toBeLessThanOrEqual(PAGE);
  await kill(second);
});
