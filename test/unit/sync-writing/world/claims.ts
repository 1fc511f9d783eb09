import type { Change, ChangeResult } from '../../../../functions/domain/sync/changes/change.ts';
import type { ChangeBatch } from '../../../../functions/domain/sync/changes/change-batch.ts';
import { POISON_ORDER, POISON_PRICE, POISON_SKU } from './magento-double.ts';
import { UNKNOWN_SKU } from './random-changes.ts';
import type { WritingHistory } from './writing-history.ts';

type Told = { readonly batch: ChangeBatch; readonly change: Change; readonly result: ChangeResult };

/** Broken claims, by name; none of a history that ended well. */
export async function brokenClaims(history: WritingHistory): Promise<string[]> {
  const told: Told[] = [];
  const broken: string[] = [];
  for (const batch of history.written) {
    const lines = await history.batches.lines(batch);
    const results = history.batches.results(batch);
    if (results.length !== lines.length) broken.push('a line has no result, or two');
    for (const change of lines) {
      const result = results.find(({ line }) => line === change.line);
      if (result !== undefined) told.push({ batch, change, result });
    }
  }
  const isDocument = history.kind === 'shipments' || history.kind === 'order-comments';
  broken.push(...told.flatMap((one) => wrongResult(history, one)));
  broken.push(...(isDocument ? documentClaims(history, told) : valueClaims(history, told)));
  return [...new Set(broken)];
}

function wrongResult(history: WritingHistory, { batch, change, result }: Told): string[] {
  const { status, code, message = '' } = result;
  const isWrong = change.change['wrong'] === true;
  // The store's own errors may last longer than a line is tried.
  const isPassing = code === 'store_error' || message.startsWith('Could not save');
  // What was unclear when its batch was cancelled is not sent a second time.
  const leastUnclear = batch.cancelRequestedAt === undefined ? 2 : 1;
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

/** What a change sets, by the records of the store's log. */
function settings({ change: { change } }: Told): [string, unknown][] {
  const { sku, quantity, price, product, order_id, ext_order_id } = change;
  const key = String(sku).toLowerCase();
  if (product !== undefined) return Object.entries(Object(product)).map(([name, value]) => [`${key} ${name}`, value]);
  return [[order_id === undefined ? key : String(order_id), quantity ?? price ?? ext_order_id]];
}

type Word = { readonly value: unknown; readonly isSure: boolean };

/** The last word that was accepted of each record is what the store has. */
function valueClaims({ magento }: WritingHistory, told: readonly Told[]): string[] {
  const words = new Map<string, Word>();
  const broken: string[] = [];
  for (const one of told) {
    const lead = leadOf(one, told);
    if (lead === undefined) broken.push('a line is superseded by none that follows');
    for (const [record, value] of settings(one)) {
      const word = wordAfter(words.get(record), value, lead?.result.status);
      if (word !== undefined) words.set(record, word);
    }
  }
  for (const [record, { value, isSure }] of words) {
    const applied = magento.log.findLast((one) => one.record === record);
    if (isSure && applied?.value !== value) broken.push(`the store has another word than the last one of ${record}`);
  }
  return broken;
}

/** Whose result is that of the line: its own, or that of the line that was written instead. */
function leadOf(one: Told, told: readonly Told[]): Told | undefined {
  const { line, status, by = 0 } = one.result;
  if (status !== 'superseded') return one;
  return by > line ? told.find((other) => isLead(other, one.batch, one.result)) : undefined;
}

/** Of a line that failed after it was sent, or stays unknown, nobody can tell whether it was taken. */
function wordAfter(before: Word | undefined, value: unknown, status: string | undefined): Word | undefined {
  if (status === 'done' || status === 'unchanged') return { value, isSure: true };
  if (status === 'unknown') return { value, isSure: false };
  return before === undefined ? undefined : { ...before, isSure: before.isSure && status !== 'failed' };
}

const isLead = ({ batch, result }: Told, of: ChangeBatch, { by }: ChangeResult): boolean =>
  batch.batch === of.batch && result.line === by;

/** None is there twice; what is done is there, and in the order sent; what failed or was cancelled is not. */
function documentClaims(history: WritingHistory, told: readonly Told[]): string[] {
  const places = placesOf(history, told);
  const broken: string[] = [];
  const last = new Map<unknown, number>();
  for (const one of told) {
    const found = places(one);
    if (found.length > 1) broken.push('a document is there twice');
    if (one.result.status === 'done' && found.length !== 1) broken.push('a document is done, and not there');
    if (MUST_BE_ABSENT.has(one.result.status) && found.length > 0) broken.push(`${one.result.status}, and it is there`);
    const [place] = found;
    if (place === undefined) continue;
    const order = one.change.change['order_id'];
    if (place < (last.get(order) ?? -1)) broken.push('documents of one order are not in the order sent');
    last.set(order, place);
  }
  return [...broken, ...tooManyAlike(history, told)];
}

const MUST_BE_ABSENT: ReadonlySet<string> = new Set(['failed', 'cancelled']);

/** Where the document of a line is in the store; of comments that customers see nobody can tell. */
function placesOf({ magento, kind }: WritingHistory, _: readonly Told[]): (one: Told) => number[] {
  return ({ batch, change, result }) => {
    const mark = `${batch.batch}-${change.line}`;
    const comments =
      kind === 'shipments'
        ? magento.shipments.map((shipment) => shipment.comments)
        : (magento.orders.get(Number(change.change['order_id']))?.comments ?? []).map((comment) => [comment]);
    const isMarked = (text: unknown) => text === mark || String(text).endsWith(`[${mark}]`);
    const places = comments.flatMap((of, at) => (of.some(({ comment }) => isMarked(comment)) ? [at] : []));
    const cannotTell = change.change['is_visible_on_front'] === true && result.status === 'done';
    return cannotTell ? [Number.NaN] : places;
  };
}

/** Of comments with one text that customers see, there are as many as are done, and no more than may be. */
function tooManyAlike({ magento }: WritingHistory, told: readonly Told[]): string[] {
  const seen = told.filter(({ change: { change } }) => change['is_visible_on_front'] === true);
  const groups = Map.groupBy(seen, ({ change: { change } }) => JSON.stringify([change['order_id'], change['comment']]));
  return [...groups].flatMap(([key, lines]) => {
    const [order, text] = JSON.parse(key);
    const there = (magento.orders.get(order)?.comments ?? []).filter(({ comment }) => comment === text).length;
    const done = lines.filter(({ result }) => result.status === 'done').length;
    const unknown = lines.filter(({ result }) => result.status === 'unknown').length;
    return there < done || there > done + unknown ? ['comments that look alike are too many or too few'] : [];
  });
}
