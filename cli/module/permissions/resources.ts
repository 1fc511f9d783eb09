import { distance } from 'fastest-levenshtein';
import acl from '../../../functions/domain/stores/permissions/acl-resources.json' with { type: 'json' };
import { RESOURCE_WORDS } from './resource-words.ts';

/** One entry of Magento's tree of permissions. */
export type Resource = { readonly id: string; readonly title: string; readonly parent: string | null };

/** Every permission of a Magento Open Source 2.4.7 installation, parents before children (see docs/module.md). */
export const RESOURCES: readonly Resource[] = acl;

const BY_ID = new Map(RESOURCES.map((resource) => [resource.id, resource]));
const MOST_SUGGESTIONS = 3;

/** What was asked for, and what has to be granted for it; ids in the order of the tree. */
export type Permissions = { readonly asked: readonly string[]; readonly granted: readonly string[] };

/** Reads a list of plain words and ACL ids, separated by commas. */
export function readPermissions(
  list: string,
): { readonly permissions: Permissions } | { readonly problems: readonly string[] } {
  const options = list
    .split(',')
    .map((wish) => wish.trim())
    .filter((wish) => wish !== '');
  if (options.length === 0) return { problems: ['name at least one permission, such as orders:read'] };
  const problems = options.filter((wish) => idsOf(wish) === undefined).map(unknown);
  if (problems.length > 0) return { problems };
  const asked = inTreeOrder(options.flatMap((wish) => idsOf(wish) ?? []));
  return { permissions: { asked, granted: withParents(asked) } };
}

/** The resource with this id; undefined when Magento 2.4.7 has none. */
export function resourceOf(id: string): Resource | undefined {
  return BY_ID.get(id);
}

/**
 * Adds every ancestor. With config.xml Magento grants only what is listed, and the admin's tree then shows a lone
 * leaf as half ticked.
 */
export function withParents(ids: readonly string[]): string[] {
  return inTreeOrder(ids.flatMap((id) => lineOf(id).map((resource) => resource.id)));
}

/** From the root down to the resource itself. */
export function lineOf(id: string): readonly Resource[] {
  const resource = BY_ID.get(id);
  if (resource === undefined) return [];
  return [...(resource.parent === null ? [] : lineOf(resource.parent)), resource];
}

/** Words that mean what was asked for, and words and ids that look like it, best first. */
export function nearMatches(wish: string): string[] {
  const wanted = wish.toLowerCase();
  const score = (name: string) => {
    const known = name.toLowerCase();
    const local = known.slice(known.indexOf('::') + 1).replace(/^:/, '');
    const contains = wanted.length > 3 && known.includes(wanted) ? 0.3 : 1;
    // Whoever guesses means a word rather than the end of an id.
    const ending = known === local ? 1 : distance(wanted, local) / local.length + 0.15;
    return Math.min(contains, distance(wanted, known) / known.length, ending);
  };
  const spelledAlike = [...Object.keys(RESOURCE_WORDS), ...BY_ID.keys()]
    .map((name) => ({ name, score: score(name) }))
    .filter((one) => one.score <= 0.45 && !(reads(wanted) && one.name.endsWith(':write')))
    .sort((one, other) => one.score - other.score)
    .map((one) => one.name);
  return [...new Set([...sameMeaning(wanted), ...spelledAlike])].slice(0, MOST_SUGGESTIONS);
}

/** Scopes as other platforms write them: `read_orders`, `orders.read`, `write:orders`. */
const READS = /(?:^|[:._ -])(?:read|view|get|list)(?=[:._ -]|$)/;
const WRITES = /(?:^|[:._ -])(?:write|edit|change|update|create|cancel|delete|manage)(?=[:._ -]|$)/;

const reads = (wanted: string): boolean => READS.test(wanted) && !WRITES.test(wanted);

/** `sales` are orders, and whoever wants to write, edit or cancel them needs `orders:write`. */
function sameMeaning(wanted: string): string[] {
  const writes = WRITES.test(wanted);
  const meant = wanted
    .replace(READS, '')
    .replace(WRITES, '')
    .replace(/^[:._ -]+|[:._ -]+$/g, '');
  const isMeant = (word: string) => word === meant || word === `${meant}s`;
  return Object.entries(RESOURCE_WORDS)
    .filter(([word, { alike }]) => (meant !== wanted && isMeant(word)) || alike?.some(isMeant))
    .map(([word]) => (writes && Object.hasOwn(RESOURCE_WORDS, `${word}:write`) ? `${word}:write` : word));
}

/** `orders:read` is `orders`, where that grants reading alone. */
function idsOf(wish: string): readonly string[] | undefined {
  const word = wish.toLowerCase();
  const [, plain = word] = word.match(/^(.+):read$/) ?? [];
  const readable = word === plain || Object.hasOwn(RESOURCE_WORDS, `${plain}:write`);
  if (readable && Object.hasOwn(RESOURCE_WORDS, plain)) return RESOURCE_WORDS[plain]?.ids;
  return BY_ID.has(wish) ? [wish] : undefined;
}

function unknown(wish: string): string {
  const [, word = ''] = wish.toLowerCase().match(/^(.+):(?:read|write)$/) ?? [];
  if (Object.hasOwn(RESOURCE_WORDS, word)) {
    return `"${wish}" cannot be granted by itself. "${word}" lets your product ${RESOURCE_WORDS[word]?.lets}.`;
  }
  const near = nearMatches(wish);
  const hint = near.length === 0 ? '--list-resources shows all.' : `Did you mean ${near.join(', ')}?`;
  return `"${wish}" is neither a word nor a permission of Magento. ${hint}`;
}

function inTreeOrder(ids: readonly string[]): string[] {
  const wanted = new Set(ids);
  return RESOURCES.filter((resource) => wanted.has(resource.id)).map((resource) => resource.id);
}
