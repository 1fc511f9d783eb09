import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { parentPort } from 'node:worker_threads';

/*
 * A store in a thread of its own that has stock of 50,000 products, and answers at once: what a client of its own takes
 * is measured, not Magento.
 */

type Row = { readonly sku: string; readonly source_code: string; readonly quantity: number; readonly status: number };

const PRODUCTS = 50_000;
const rows = new Map<string, Row>();
for (let id = 1; id <= PRODUCTS; id += 1) put({ sku: `SKU-${id}`, source_code: 'default', quantity: 1, status: 1 });

function put(row: Row): void {
  rows.set(row.sku, row);
}

function listed(url: string): unknown {
  const query = new URLSearchParams(url.slice(url.indexOf('?')));
  const skus = [...query].find(([name, value]) => name.endsWith('[value]') && value.includes('SKU-'))?.[1] ?? '';
  const items = skus.split(',').flatMap((sku) => rows.get(sku) ?? []);
  return { items, search_criteria: { page_size: items.length }, total_count: items.length };
}

function saved(url: string, text: string): unknown {
  const body = JSON.parse(text);
  const [, sku] = /products\/([^/]+)\/stockItems/.exec(url) ?? [];
  if (sku === undefined) body.sourceItems.forEach(put);
  else put({ sku, source_code: 'default', quantity: body.stockItem.qty, status: 1 });
  return [];
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { url = '', method } = request;
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const value = method === 'GET' ? listed(url) : saved(url, Buffer.concat(chunks).toString());
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(value));
}

const server = createServer((request, response) => void answer(request, response));
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  parentPort?.postMessage(typeof address === 'object' ? address?.port : undefined);
});
