import type { IntegrationFields } from './integration.ts';

/** Paths of the fields in which two configurations differ; of a secret, that it differs. */
export function changedFields(before: IntegrationFields, after: IntegrationFields): readonly string[] {
  return differences(before, after, '', DEPTH);
}

/** `urls.createUrl`, `credentials.tokenUri`: what lies deeper counts as one. */
const DEPTH = 2;

function differences(before: unknown, after: unknown, path: string, depth: number): readonly string[] {
  if (depth === 0 || !isPlain(before) || !isPlain(after)) return isSame(before, after) ? [] : [path];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
  return names.flatMap((name) =>
    differences(before[name], after[name], path === '' ? name : `${path}.${name}`, depth - 1),
  );
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

/** Whether both would be stored alike: members that are undefined are none. */
function isSame(before: unknown, after: unknown): boolean {
  if (before instanceof Uint8Array && after instanceof Uint8Array) return Buffer.compare(before, after) === 0;
  if (Array.isArray(before) && Array.isArray(after)) {
    return before.length === after.length && before.every((value, at) => isSame(value, after[at]));
  }
  if (!isPlain(before) || !isPlain(after)) return before === after;
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].every((name) =>
    isSame(before[name], after[name]),
  );
}
