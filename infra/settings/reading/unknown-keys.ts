import { distance } from 'fastest-levenshtein';
import * as z from 'zod';
import { settingsSchema } from '../settings-schema.ts';

type Node = Readonly<Record<string, unknown>>;

/** The settings as JSON Schema: all keys, whatever else a setting is wrapped in. */
const root: unknown = z.toJSONSchema(settingsSchema, { io: 'input', unrepresentable: 'any' });

/** Above this distance from every known key, relative to its length, a key is no typing error. */
const FARTHEST = 0.5;

/**
 * What to write instead of a key that no setting has.
 *
 * @param path of the object that holds it
 */
export function unknownKeyMessage(path: readonly PropertyKey[], key: string): string {
  const known = keysOf(path.reduce<unknown>(below, root));
  const near = nearest(key, known);
  if (near !== undefined) return `is not a setting; did you mean "${near}"?`;
  const elsewhere = pathsTo(key, root, '');
  if (elsewhere.length > 0) return `is not a setting here; did you mean "${elsewhere.join('" or "')}"?`;
  const sorted = known.toSorted((one, other) => between(key, one) - between(key, other));
  return `is not a setting; the nearest is "${sorted[0]}", all are ${sorted.toSorted().join(', ')}`;
}

function nearest(key: string, known: readonly string[]): string | undefined {
  const within = (one: string) =>
    between(key, one) <= FARTHEST * Math.max(key.length, one.length) || one.toLowerCase().includes(key.toLowerCase());
  return known.filter(within).toSorted((one, other) => between(key, one) - between(key, other))[0];
}

function between(one: string, other: string): number {
  return distance(one.toLowerCase(), other.toLowerCase());
}

/** Paths of the settings that have this very key, such as `signIn.clientId`. */
function pathsTo(key: string, node: unknown, prefix: string): string[] {
  return keysOf(node).flatMap((name) => {
    const child = below(node, name);
    const inner = isNode(child) && 'items' in child ? below(child, 0) : child;
    const path = `${prefix}${name}${inner === child ? '' : '[]'}`;
    return [...(name.toLowerCase() === key.toLowerCase() ? [path] : []), ...pathsTo(key, inner, `${path}.`)];
  });
}

function keysOf(node: unknown): string[] {
  return isNode(node) && isNode(node['properties']) ? Object.keys(node['properties']) : [];
}

/** The part of the schema that a key leads to: a property, an item of a list, or a value of a record. */
function below(node: unknown, key: PropertyKey): unknown {
  if (!isNode(node)) return undefined;
  if (typeof key === 'number') return node['items'];
  const properties = node['properties'];
  return isNode(properties) ? properties[String(key)] : node['additionalProperties'];
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}
