import { numberOf } from '../../../adapters/magento/replies/lossless-json.ts';

/** Whether a record has all that is wanted of it: other members of objects do not count, lists are compared whole. */
export function holds(has: unknown, wanted: unknown): boolean {
  if (wanted === null || wanted === undefined) return has === null || has === undefined;
  if (typeof wanted === 'number') return numberOf(has) === wanted;
  if (Array.isArray(wanted)) {
    return Array.isArray(has) && has.length === wanted.length && wanted.every((one, at) => holds(has[at], one));
  }
  if (typeof wanted !== 'object') return has === wanted;
  if (typeof has !== 'object' || has === null || Array.isArray(has)) return false;
  const members = new Map(Object.entries(has));
  return Object.entries(wanted).every(([name, value]) => holds(members.get(name), value));
}
