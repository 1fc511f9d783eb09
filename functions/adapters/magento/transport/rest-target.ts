import { Refusal } from '../../../domain/refusals/refusal.ts';
import { bytesOf, percentDecode, percentEncode } from '../signing/bytes.ts';

/** A value of a query as JSON has it. Lists and objects become PHP's brackets; null and empty ones are left out. */
export type QueryValue = string | number | boolean | null | readonly QueryValue[] | QueryObject;
export type QueryObject = { readonly [name: string]: QueryValue };

/** What of a store's REST API is called. */
export type RestPath = {
  /**
   * Below `rest/` and the store code: `V1/products/24-MB01`, percent-encoded where it must be, or as a list of
   * segments that are encoded here: `['V1', 'products', 'ABC/10']`.
   */
  readonly path: string | readonly string[];
  readonly query?: QueryObject | undefined;
  /** Code of a store view, or `all`; the default one unless given. */
  readonly store?: string | undefined;
};

/** `async/` and `async/bulk/` stand before the version (Magento's asynchronous and bulk endpoints). */
const REST_PATH = /^(?:async\/(?:bulk\/)?)?V\d+(?:\/|$)/;
// Raw, these mean something to whoever reads a URL; `\` is a slash to browsers and WHATWG parsers.
const FORBIDDEN = /[\\?]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\x00-\x1f\x7f]/;

/**
 * The target of a REST call, for `requestUrl`.
 *
 * @throws Refusal `path_refused` with a reason, for what does not lead to the REST API
 */
export function restTarget({ path, query = {}, store }: RestPath): string {
  const plain = typeof path === 'string' ? path : path.map((segment) => segmentOf(segment)).join('/');
  const below = plain.replace(/^\/(?!\/)/, '');
  if (CONTROL.test(percentDecode(bytesOf(below)))) throw refused('it holds a control character');
  if (FORBIDDEN.test(below)) throw refused('it holds a raw ? or \\; write %3F or %5C, and the query into "query"');
  if (!REST_PATH.test(below)) throw refused('it does not begin with V1/ (or async/V1/, async/bulk/V1/)');
  if (holdsDots(below)) throw refused('it holds a dot segment');
  const target = `rest/${store === undefined ? '' : `${store}/`}${below}`;
  const pairs = pairsOf(query);
  return pairs.length === 0 ? target : `${target}?${pairs.join('&')}`;
}

function segmentOf(text: string): string {
  return percentEncode(bytesOf(text));
}

/**
 * Whether a proxy or a web server could read a dot segment out of the path. They decode `%2F` and `%5C` before they
 * remove dot segments, and a chain of them decodes more than once.
 */
function holdsDots(path: string): boolean {
  for (let read = path, decoded = ''; read !== decoded; read = percentDecode(decoded)) {
    if (read.split(/[/\\]/).some((segment) => segment === '.' || segment === '..')) return true;
    decoded = read;
  }
  return false;
}

/** PHP's brackets: `{ a: { b: [1, 2] } }` as `a[b][0]=1`, `a[b][1]=2`. */
function pairsOf(query: QueryObject): string[] {
  const pairs: string[] = [];
  const add = (name: string, value: QueryValue): void => {
    if (value === null) return;
    if (typeof value !== 'object') {
      pairs.push(`${percentEncode(bytesOf(name))}=${percentEncode(bytesOf(textOf(value)))}`);
      return;
    }
    for (const [key, inner] of Object.entries(value)) add(`${name}[${key}]`, inner);
  };
  for (const [name, value] of Object.entries(query)) add(name, value);
  return pairs;
}

/** Magento compares filter values in SQL, where `1` is true and `true` is a word. */
function textOf(value: string | number | boolean): string {
  return typeof value === 'boolean' ? String(Number(value)) : String(value);
}

function refused(reason: string): Refusal {
  return new Refusal('path_refused', { reason });
}
