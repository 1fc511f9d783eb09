import { BY_HAND } from '../magento-double.ts';
import type { WritingHistory } from '../writing-history.ts';
import type { Told } from './told.ts';

/** None is there twice; what is done is there, and in the order sent; what failed or was cancelled is not. */
export function documentClaims(history: WritingHistory, told: readonly Told[]): string[] {
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
  return [...broken, ...tooManyAlike(history, told), ...tooMany(history, told)];
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

/** Of each order there are as many as are done, whatever they look like: those that the merchant made are not counted. */
function tooMany({ magento, kind }: WritingHistory, told: readonly Told[]): string[] {
  const groups = Map.groupBy(told, ({ change: { change } }) => Number(change['order_id']));
  return [...groups].flatMap(([order, lines]) => {
    const made =
      kind === 'shipments'
        ? magento.shipments.filter(
            ({ order_id, comments }) => order_id === order && comments[0]?.['comment'] !== BY_HAND,
          )
        : (magento.orders.get(order)?.comments ?? []).filter(({ comment }) => comment !== BY_HAND);
    const done = lines.filter(({ result }) => result.status === 'done').length;
    const unknown = lines.filter(({ result }) => result.status === 'unknown').length;
    const isWrong = made.length < done || made.length > done + unknown;
    return isWrong ? ['an order has more or fewer documents than changes of it are done'] : [];
  });
}
