import { createServer } from 'node:http';
import { parentPort } from 'node:worker_threads';

/*
 * A store in a thread or a process of its own that has every answer ready: what a client of its own takes is measured, not
 * Magento. With more products than `READY_MAX` it makes answers as they are asked for. It knows pages (`currentPage`) and keysets (`entity_id` lt or gt) of one list of products.
 */

const READY_MAX = 100_000;
const PRODUCTS = Number(process.env['HANDFAST_BENCH_PRODUCTS'] ?? READY_MAX);
const IS_READY = PRODUCTS <= READY_MAX;
const PAGE_MAX = 1_000;
const CHANGED = '2026-05-04 03:02:01';

/** 1.6 KB, as a product of Magento's sample data has. */
function product(id: number): string {
  const text = `Product ${id} keeps what it promises, and comes in a box. `.repeat(14);
  return JSON.stringify({
    ...{ id, sku: `SKU-${id}`, name: `Product ${id}`, attribute_set_id: 4, price: 9.95 + (id % 100), status: 1 },
    ...{ visibility: 4, type_id: 'simple', created_at: '2026-01-02 03:04:05', updated_at: CHANGED, weight: 1.5 },
    extension_attributes: { website_ids: [1], category_links: [{ position: 0, category_id: String((id % 30) + 3) }] },
    product_links: [],
    options: [],
    media_gallery_entries: [],
    tier_prices: [],
    custom_attributes: [
      { attribute_code: 'description', value: text },
      { attribute_code: 'url_key', value: `product-${id}` },
      { attribute_code: 'tax_class_id', value: '2' },
      { attribute_code: 'category_ids', value: [String((id % 30) + 3)] },
    ],
  });
}

const texts = Array.from({ length: IS_READY ? PRODUCTS : 0 }, (_, index) => product(index + 1));

function textsOf(first: number, end: number): string[] {
  if (IS_READY) return texts.slice(first, end);
  const length = Math.max(0, Math.min(end, PRODUCTS) - first);
  return Array.from({ length }, (_, index) => product(first + index + 1));
}

const answers = new Map<string, Buffer>();

/** @param first index in the list, from 0 */
function page(first: number, size: number, descending: boolean): Buffer {
  const key = `${first} ${size} ${descending}`;
  const ready = answers.get(key);
  if (ready !== undefined) return ready;
  const items = descending ? textsOf(Math.max(0, first - size), first).reverse() : textsOf(first, first + size);
  const criteria = `{"filter_groups":[],"page_size":${size}}`;
  const body = `{"items":[${items.join(',')}],"search_criteria":${criteria},"total_count":${PRODUCTS}}`;
  const made = Buffer.from(body);
  if (IS_READY) answers.set(key, made);
  return made;
}

function numberIn(query: string, pattern: RegExp): number | undefined {
  const [, found] = pattern.exec(query) ?? [];
  return found === undefined ? undefined : Number(found);
}

function answerTo(url: string): Buffer {
  const query = decodeURIComponent(url);
  const size = Math.min(numberIn(query, /pageSize\]=(\d+)/i) ?? numberIn(query, /page_size\]=(\d+)/) ?? 20, PAGE_MAX);
  const [, condition, value] = /\[value\]=(\d+)(?=&|$)/.test(query) ? (keyset(query) ?? []) : [];
  // Nothing has changed since the reading began.
  if (query.includes('[field]=updated_at')) return page(PRODUCTS, size, false);
  if (condition === 'lt') return page(Math.min(Number(value) - 1, PRODUCTS), size, true);
  if (condition === 'gt') return page(Number(value), size, false);
  if (/direction\]=DESC/.test(query)) return page(PRODUCTS, size, true);
  const current = numberIn(query, /current_?page\]=(\d+)/i) ?? 1;
  return page((current - 1) * size, size, false);
}

function keyset(query: string): readonly string[] | null {
  const field = /\[filter_?groups\]\[(\d+)\]\[filters\]\[(\d+)\]\[field\]=entity_id/i.exec(query);
  if (field === null) return null;
  const [, group, filter] = field;
  const of = (member: string) =>
    new RegExp(`\\[filter_?groups\\]\\[${group}\\]\\[filters\\]\\[${filter}\\]\\[${member}\\]=(\\w+)`, 'i').exec(
      query,
    )?.[1];
  return ['', of('condition_?type') ?? 'eq', of('value') ?? '0'];
}

/** Every page, before anybody is timed. */
function makeAll(): void {
  for (const size of [300, 1_000]) {
    for (let first = 0; first < PRODUCTS; first += size) page(first, size, false);
  }
  for (let first = PRODUCTS; first > 0; first -= 300) page(first, 300, true);
}

const server = createServer((request, response) => {
  const isList = request.url?.includes('/V1/products') === true;
  const body = isList ? answerTo(request.url ?? '') : Buffer.from('[]');
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length });
  response.end(body);
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (IS_READY) makeAll();
  const port = typeof address === 'object' ? address?.port : undefined;
  parentPort?.postMessage(port);
  process.send?.(port);
});
