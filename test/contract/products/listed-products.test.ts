import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientAccess } from '../../../functions/api/client-access.ts';
import { listConnections } from '../../../functions/api/connections/list-connections.ts';
import { parseProductId } from '../../../functions/domain/ids.ts';
import { publishedProducts } from '../../../functions/products/published-products.ts';
import { openRuntimeProducts } from '../../../functions/products/runtime-products.ts';
import { type ApiSetup, ask, openApiSetup } from '../api/api-setup.ts';

const MADE = Array.from({ length: 250 }, (_, at) => parseProductId(`made-${String(at).padStart(3, '0')}`));
const DELETED = parseProductId('deleted');
const CLIENTS = [
  { id: 'backend' },
  { id: 'bound', products: ['demo', 'made-249'] },
  { id: 'settings', products: ['demo'] },
];

let setup: ApiSetup;
beforeAll(async () => {
  setup = await openApiSetup();
  await setup.connect('old.example', 'demo');
  await setup.connect('new.example', 'made-249');
  await setup.connect('gone.example', 'deleted');
});
afterAll(() => setup.close());

/** Hosts on each page, for a client. */
async function pagesFor(client: string): Promise<string[][]> {
  const items = { allSlugs: async () => ({ live: MADE, deleted: [DELETED] }), find: async () => undefined };
  const { ids } = publishedProducts([{ id: 'demo', name: 'Demo' }], {}, openRuntimeProducts(items, setup.deps.now));
  const handler = listConnections({ ...setup.deps, productsOf: clientAccess(ids, CLIENTS) });
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const { json } = await ask(handler, { client, ...(cursor && { query: { cursor } }) });
    pages.push(json.items.map(({ store }: { store: { host: string } }) => store.host));
    cursor = json.next;
  } while (cursor !== undefined);
  return pages;
}

test('a client without bounds sees products made at run time, deleted ones too, a hundred to a page', async () => {
  expect(await pagesFor('backend')).toEqual([['old.example'], [], ['new.example', 'gone.example']]);
});

test('a client that is bound sees what its settings name, however that was made', async () => {
  expect(await pagesFor('bound')).toEqual([['old.example', 'new.example']]);
  expect(await pagesFor('settings')).toEqual([['old.example']]);
});
