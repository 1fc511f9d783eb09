import * as z from 'zod/mini';
import { complaintParameter, complaintText } from '../../../adapters/magento/replies/complaint-text.ts';
import { numberOf } from '../../../adapters/magento/replies/lossless-json.ts';
import { BUILT_IN_WRITERS } from '../../../domain/sync/built-in-writers.ts';
import type { Entry, StoreAnswer, StoreWriter, Written } from '../../../domain/sync/changes/writer.ts';
import { defineWriter } from '../../define-writer.ts';
import { skuKey } from './items.ts';
import { baseRow, type PriceItem, type PriceRow, priceItem, specialRow, tierRows } from './price-item.ts';
import { readPrices } from './read-prices.ts';

type PriceEntries = readonly Entry<PriceItem>[];

const LIST_SIZE = 100;

export const prices = defineWriter({
  name: 'prices',
  ...BUILT_IN_WRITERS.prices,
  item: priceItem,
  recordOf: ({ sku }) => skuKey(sku),
  listSize: LIST_SIZE,
  // Those of another store view are rows of their own.
  merge: (earlier, later) => (earlier.store_id === later.store_id ? { ...earlier, ...later } : undefined),
  readsBack: true,
  read: readPrices,
  write: writePrices,
});

/** What went wrong with some entries, by their positions; or the answer that refused a whole list. */
type Problems = { readonly byEntry: ReadonlyMap<number, unknown> } | { readonly refused: StoreAnswer };

async function writePrices(store: StoreWriter, entries: PriceEntries): Promise<Written> {
  const rows = (of: (item: PriceItem) => PriceRow[]) => entries.flatMap(({ item }) => of(item));
  const calls = [
    { method: 'POST', kind: 'base-prices', prices: rows(baseRow) },
    { method: 'POST', kind: 'special-price', prices: rows(specialRow) },
    { method: 'POST', kind: 'special-price-delete', prices: entries.flatMap(endedRows) },
    { method: 'PUT', kind: 'tier-prices', prices: rows(tierRows) },
  ] as const;
  const problems = new Map<number, unknown>();
  for (const { method, kind, prices: sent } of calls) {
    if (sent.length === 0) continue;
    const answer = await store.send({ method, path: ['V1', 'products', kind], body: { prices: sent } });
    const found = problemsIn(answer, entries);
    if ('refused' in found) return found;
    for (const [at, problem] of found.byEntry) problems.set(at, problem);
  }
  return entries.map((_, at) =>
    problems.has(at)
      ? { is: 'refused', code: 'change_refused', message: complaintText(problems.get(at)) }
      : { is: 'done' },
  );
}

/** Those that the store has, as it names them: it takes none off that differs. */
function endedRows({ item, found }: Entry<PriceItem>): object[] {
  if (item.special_price !== null) return [];
  const rows = found?.is === 'there' ? (specialRows.safeParse(found.raw).data ?? []) : [];
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)));
}

const specialRows = z.array(z.looseObject({}));
const problemList = z.array(z.looseObject({ message: z.string() }));

/** 200 with a list of what is wrong: good rows were written. */
function problemsIn(answer: StoreAnswer, entries: PriceEntries): Problems {
  const list = problemList.safeParse(answer.json);
  if (answer.status !== 200 || !list.success) return { refused: answer };
  const byEntry = new Map<number, unknown>();
  for (const problem of list.data) {
    const at = entryOf(problem, entries);
    // Nobody knows whose it is: each of them is sent by itself, and then it is known.
    if (at === undefined) return { refused: { status: 400, json: problem } };
    byEntry.set(at, problem);
  }
  return { byEntry };
}

function entryOf(problem: unknown, entries: PriceEntries): number | undefined {
  if (entries.length === 1) return 0;
  const sku = complaintParameter(problem, 'sku');
  if (sku === undefined) return undefined;
  const store = numberOf(complaintParameter(problem, 'storeId'));
  const found = [...entries.keys()].filter((at) => {
    const item = entries[at]?.item;
    return item !== undefined && skuKey(item.sku) === skuKey(sku) && (store === undefined || item.store_id === store);
  });
  return found.length === 1 ? found[0] : undefined;
}
