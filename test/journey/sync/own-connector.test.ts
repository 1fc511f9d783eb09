import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { handfast } from '../../../client/handfast.ts';
import { API_SCOPE } from '../../../infra/local/openid/api-client.ts';
import { runHandshake } from '../api/api-setup.ts';
import { run } from '../api/fenced-blocks.ts';
import { type LocalSetup, openLocalSetup } from '../local-setup.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const WRITER = join(ROOT, 'test/examples/page-texts.ts');
const EXAMPLE = join(ROOT, 'test/examples/cms-pages.ts');

/** Loops on every record; written below the repository, from where its import is found. */
const ENDLESS = `import { defineConnector } from 'handfast/connectors';
export default defineConnector({
  name: 'endless-pages',
  label: 'Endless',
  resources: ['Magento_Cms::page'],
  reader: { kind: 'changes', path: 'V1/cmsPage/search', id: 'page_id', idMember: 'id', updated: 'update_time' },
  processor() {
    for (;;);
  },
});
`;

/** Throws whenever it is to write. */
const THROWING = `import { defineWriter } from 'handfast/connectors';
export default defineWriter({
  name: 'throwing',
  label: 'Throwing',
  resources: [],
  item: { safeParse: (data) => ({ success: true, data }) },
  recordOf: ({ id }) => String(id),
  merge() {
    throw new Error('a bug');
  },
  async write() {
    throw new Error('a bug');
  },
});
`;

let setup: LocalSetup;
let store: Awaited<ReturnType<LocalSetup['store']>>;
let api: ReturnType<typeof handfast>;
let id: string;
let channel: string;
const endless = join(ROOT, 'test/examples', `.endless-${process.pid}.ts`);

const throwing = join(ROOT, 'test/examples', `.throwing-${process.pid}.ts`);

beforeAll(async () => {
  writeFileSync(endless, ENDLESS);
  writeFileSync(throwing, THROWING);
  setup = await openLocalSetup(
    { sync: { connectors: [EXAMPLE, endless], writers: [WRITER, throwing] } },
    { schedules: false },
  );
  const { id: clientId, secret: clientSecret, tokenUrl } = setup.local.apiClient;
  api = handfast({ url: setup.local.url, tokenUrl, clientId, clientSecret, scope: API_SCOPE });
  store = await setup.store();
  await runHandshake(store);
  const connection = await setup.connectionOf(store);
  if (connection === undefined) throw new Error('the store was not connected');
  id = connection.connection;
}, 240_000);
afterAll(async () => {
  for (const file of [endless, throwing]) rmSync(file, { force: true });
  await setup?.close();
});

async function recordsOf(connector: string) {
  const changes = [];
  for await (const change of api.channel(channel).changes(connector, {})) changes.push(change);
  return changes;
}
const stateOf = async (connector: string) => (await api.channels.get(channel)).connectors[connector];
const statusOf = async (run: string) => (await api.runs.get(run)).status;

test("a vendor's connector is switched on by the API with a built-in one, and one run delivers both", async () => {
  const made = await api.channels.create(id, {
    type: 'magento2',
    connectors: { 'cms-pages': { on: true }, orders: { on: true } },
  });
  channel = made.id;
  await expect.poll(() => stateOf('cms-pages'), { timeout: 60_000 }).toMatchObject({ on: true, state: 'following' });
  const pages = await recordsOf('cms-pages');
  expect(pages.length).toBeGreaterThan(0);
  expect(pages[0]).toMatchObject({ op: 'upsert', record: { path: expect.stringMatching(/^\//) } });
  expect((await recordsOf('orders')).length).toBeGreaterThan(0);
}, 90_000);

test('a run over it alone delivers', async () => {
  const { id: started } = await api.channels.sync(channel, { connectors: ['cms-pages'], full: 'redeliver' });
  await expect.poll(() => statusOf(started), { timeout: 60_000 }).toBe('completed');
}, 90_000);

test('one whose processor loops without end is shown as failing, and takes nothing from the others', async () => {
  const before = (await recordsOf('orders')).length;
  const { revision } = await api.channels.get(channel);
  await api.channels.change(channel, { revision, connectors: { 'endless-pages': { on: true } } });
  const { id: started } = await api.channels.sync(channel, { full: 'redeliver' });
  await expect.poll(() => statusOf(started), { timeout: 90_000 }).toBe('completed_with_errors');
  expect(await stateOf('endless-pages')).toMatchObject({ state: 'failing', reason: 'connector_failed' });
  expect(await stateOf('cms-pages')).toMatchObject({ state: 'following' });
  expect(await stateOf('orders')).toMatchObject({ state: 'following' });
  expect((await recordsOf('orders')).length).toBeGreaterThanOrEqual(before);
}, 120_000);

test('it is tried against a connected store, and nothing is written', async () => {
  const argv = ['cli/handfast.ts', 'connector', 'try', EXAMPLE, '--connection', id, '--local', '--json'];
  const tried = await run(process.execPath, argv, { cwd: ROOT, env: { HANDFAST_DATA: setup.dataFolder } });
  expect([tried.code, tried.errors]).toEqual([0, '']);
  expect(JSON.parse(tried.output)).toMatchObject({ connector: 'cms-pages', path: 'V1/cmsPage/search' });
}, 180_000);

test("a vendor's writer writes what the API is sent, and one that throws fails its own lines only", async () => {
  const { writers, revision } = await api.channels.get(channel);
  expect(writers['page-texts']).toMatchObject({ label: 'Texts of pages', priority: 'store' });
  await api.channels.change(channel, { revision, writers: { 'page-texts': { priority: 'vendor' } } });
  const changes = api.channel(channel);
  const sku = store.data.products.get(1)?.sku ?? '';
  const broken = await changes.push('throwing', [{ change: { id: 1 } }, { change: { id: 1 } }]);
  const written = await changes.push('page-texts', [
    { change: { id: 2, title: 'Delivery', text: 'Within two days.' } },
    { change: { id: 999, title: 'Nowhere', text: '' } },
    { change: { id: 3 } },
  ]);
  const stock = await changes.push('stock', [{ change: { sku, quantity: 12 } }]);
  expect((await broken.finished()).counts).toMatchObject({ unknown: 2 });
  expect((await written.finished()).counts).toMatchObject({ done: 1, failed: 2 });
  expect((await stock.finished()).counts).toMatchObject({ failed: 0, unknown: 0 });
  const { id: started } = await api.channels.sync(channel, { connectors: ['cms-pages'] });
  await expect.poll(() => statusOf(started), { timeout: 60_000 }).toMatch(/^completed/);
  const pages = await recordsOf('cms-pages');
  expect(pages.at(-1)).toMatchObject({ record: { id: 2, title: 'Delivery', text: 'Within two days.' } });
}, 180_000);
