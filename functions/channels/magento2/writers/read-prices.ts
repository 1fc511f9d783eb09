import * as z from 'zod/mini';
import { numberOf } from '../../../adapters/magento/replies/lossless-json.ts';
import type { Found, StoreWriter } from '../../../domain/sync/changes/writer.ts';
import type { RawRecord } from '../../../domain/sync/connector.ts';
import { recordVersion } from '../../../domain/sync/record-version.ts';
import { PRICE_PATH } from '../connectors/catalog.ts';
import { skuKey } from './items.ts';
import { isOf, type PriceItem, tierRows } from './price-item.ts';
import { recordsWith } from './read-lists.ts';

const priceRows = z.array(
  z.looseObject({
    sku: z.string(),
    price: z.unknown(),
    store_id: z.optional(z.pipe(z.unknown(), z.transform(numberOf))),
  }),
);
type Row = z.output<typeof priceRows>[number];

/** What the store has of each kind of price; undefined where it does not tell. */
export type KnownPrices = {
  readonly base: readonly Row[] | undefined;
  readonly special: readonly Row[] | undefined;
  readonly tier: readonly Row[] | undefined;
};

export async function readPrices(store: StoreWriter, items: readonly PriceItem[]): Promise<Found[]> {
  const values = items.map(({ sku }) => sku);
  const records = await recordsWith(store, PRICE_PATH, { field: 'sku', values, sort: 'entity_id' });
  const products = new Map(records.map((record) => [skuKey(String(record['sku'])), record]));
  // Magento answers nothing at all where it does not know one of the SKUs.
  const there = items.filter(({ sku }) => products.has(skuKey(sku)));
  const known: KnownPrices = {
    base: await rowsOf(store, 'base-prices', there, ({ price }) => price !== undefined),
    special: await rowsOf(store, 'special-price', there, ({ special_price }) => special_price !== undefined),
    tier: await rowsOf(store, 'tier-prices', there, ({ tier_prices }) => tier_prices !== undefined),
  };
  return items.map((item) => foundOf(item, products.get(skuKey(item.sku)), known));
}

async function rowsOf(
  store: StoreWriter,
  kind: string,
  items: readonly PriceItem[],
  has: (item: PriceItem) => boolean,
): Promise<readonly Row[] | undefined> {
  const skus = [...new Set(items.filter(has).map(({ sku }) => sku))];
  if (skus.length === 0) return [];
  const path = ['V1', 'products', `${kind}-information`];
  const { status, json } = await store.send({ method: 'POST', path, body: { skus } });
  return status === 200 ? priceRows.safeParse(json).data : undefined;
}

function foundOf(item: PriceItem, record: RawRecord | undefined, known: KnownPrices): Found {
  if (record === undefined) return { is: 'refused', code: 'record_missing' };
  const same = hasBase(item, known) && hasSpecial(item, known) && hasTiers(item, known);
  const special = known.special?.filter(isOf(item));
  return {
    is: 'there',
    same,
    record: { id: String(numberOf(record['id'])), version: recordVersion(JSON.stringify(record)) },
    raw: special,
  };
}

function hasBase(item: PriceItem, { base }: KnownPrices): boolean {
  return item.price === undefined || numberOf(base?.find(isOf(item))?.price) === item.price;
}

function hasSpecial(item: PriceItem, { special }: KnownPrices): boolean {
  const { special_price: wanted } = item;
  if (wanted === undefined) return true;
  const row = special?.find(isOf(item));
  if (wanted === null) return special !== undefined && row === undefined;
  const isFrom = wanted.price_from === undefined || row?.['price_from'] === wanted.price_from;
  const isTo = wanted.price_to === undefined || row?.['price_to'] === wanted.price_to;
  return numberOf(row?.price) === wanted.price && isFrom && isTo;
}

function hasTiers(item: PriceItem, { tier }: KnownPrices): boolean {
  if (item.tier_prices === undefined) return true;
  const has = tier?.filter(({ sku }) => skuKey(sku) === skuKey(item.sku)).map(tierKey);
  return has?.toSorted().join() === tierRows(item).map(tierKey).toSorted().join();
}

/** Of a row of ours, and of one of Magento's. */
function tierKey(row: Readonly<Record<string, unknown>>): string {
  const numbers = ['price', 'website_id', 'quantity'].map((name) => numberOf(row[name]));
  return JSON.stringify([...numbers, row['price_type'], row['customer_group']]);
}
