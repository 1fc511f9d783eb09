import type { Change } from '../../../../../functions/domain/sync/changes/change.ts';
import { POISON_ORDER, POISON_PRICE, POISON_SKU } from '../magento-double.ts';
import { UNKNOWN_SKU } from '../random-changes.ts';
import type { WritingHistory } from '../writing-history.ts';
import { conflictClaims } from './conflicts.ts';
import { documentClaims } from './documents.ts';
import type { Told } from './told.ts';
import { valueClaims } from './values.ts';

/** Broken claims, by name; none of a history that ended well. */
export function brokenClaims(history: WritingHistory): string[] {
  const { vendor, batches, written } = history;
  const told: Told[] = [];
  const broken = [...vendor.broken];
  for (const { batch: id, changes } of vendor.requests) {
    const batch = batches.newest({ batch: id });
    const results = batches.results(batch);
    if (results.length !== changes.length) broken.push('a line has no result, or two');
    for (const change of changes) {
      const result = results.find(({ line }) => line === change.line);
      if (result !== undefined) told.push({ batch: written.get(id) ?? batch, change, result });
    }
  }
  if (isOutOfOrder(history)) broken.push('batches are not written in the order sent');
  const isDocument = history.kind === 'shipments' || history.kind === 'order-comments';
  broken.push(...told.flatMap((one) => wrongResult(history, one)), ...conflictClaims(history, told));
  broken.push(...(isDocument ? documentClaims(history, told) : valueClaims(history, told)));
  return [...new Set(broken)];
}

/** Whether batches that nobody asked for were written, or not in the order in which they were accepted. */
function isOutOfOrder({ vendor, written }: WritingHistory): boolean {
  return [...written.keys()].join() !== vendor.requests.map(({ batch }) => batch).join();
}

function wrongResult(history: WritingHistory, { batch, change, result }: Told): string[] {
  const { status, code, message = '' } = result;
  const isWrong = change.change['wrong'] === true;
  // The store's own errors may last longer than a line is tried.
  const isPassing = code === 'store_error' || message.startsWith('Could not save');
  // What was unclear is not sent a second time when its batch was cancelled, or the record is another one by then.
  const isOnce = batch.cancelRequestedAt !== undefined || history.priority === 'store';
  const leastUnclear = isOnce ? 1 : 2;
  const claims: readonly (readonly [boolean, string])[] = [
    [result.id === change.id, 'a result has another id'],
    [isWrong === (code === 'change_invalid'), 'an invalid line is not told from others'],
    [!isPoison(change) || (status !== 'done' && status !== 'unchanged'), 'a refused line is done'],
    [isPoison(change) || isWrong || isPassing || status !== 'failed', 'a good line failed'],
    [!message.includes('secret') && !/%[a-zA-Z1]/.test(message), 'a message has a trace or a placeholder'],
    [status !== 'unknown' || history.unclear >= leastUnclear, 'unknown, though the store always told'],
  ];
  return claims.filter(([holds]) => !holds).map(([, claim]) => claim);
}

/** Whether the store never takes it. */
function isPoison({ change: { sku, order_id, price, product } }: Change): boolean {
  const isPrice = price === POISON_PRICE || Object(product).price === POISON_PRICE;
  return isPrice || sku === POISON_SKU || sku === UNKNOWN_SKU || order_id === POISON_ORDER;
}
