import type { Minted } from '../minted.ts';
import { Refusal } from '../refusals/refusal.ts';

/**
 * Where a store is called: an absolute http(s) URL whose path ends in `/`, host in lower case, default port
 * dropped. The path and `index.php/` stay, since Magento's OAuth and REST endpoints live below them.
 */
export type StoreUrl = Minted<string, 'StoreUrl'>;

/** Why a store URL cannot be called, as facts of refusals and the popup name it. Stable, like the codes of refusals. */
export const STORE_URL_PROBLEMS = [
  'too_long',
  'malformed',
  'not_https',
  'not_public',
  'port_not_allowed',
  'names_user',
  'has_query',
  'has_fragment',
] as const;
export type StoreUrlProblem = (typeof STORE_URL_PROBLEMS)[number];

/** The longest `store_base_url` read; Magento keeps base URLs in a 255-character form field. */
const STORE_URL_MAX_CHARACTERS = 2_048;

// Printable ASCII without the back-slash, which URL parsers turn into a slash and others do not.
const PLAIN = /^[\x21-\x5b\x5d-\x7e]*$/;
/** A host with letters of other alphabets, as shops with umlauts and the like write it. */
const UNICODE_HOST = /^(https?:\/\/)([\p{L}\p{M}0-9.-]+)(?=[:/?#]|$)/iu;
/**
 * Scripts that names mix with Latin letters (UTS 39, "moderately restrictive"): Cyrillic `о` among them is used for
 * spoofing.
 */
const MIXABLE = /^[\p{scx=Latin}\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{M}0-9-]*$/u;
const AUTHORITY = /^https?:\/\/[^/?#@]+(?:[/?#]|$)/i;

/**
 * Reads a base URL as Magento posts it.
 *
 * Whether the address behind it may be called is not decided here but where packets leave (`adapters/magento`).
 *
 * @throws Refusal `store_url_refused`, with the reason and never the value.
 */
export function parseStoreUrl(text: string): StoreUrl {
  if (text.length > STORE_URL_MAX_CHARACTERS) throw refused('too_long');
  const ascii = withAsciiHost(text);
  if (!PLAIN.test(ascii)) throw refused('malformed');
  if (!/^https?:/i.test(text)) throw refused('not_https');
  if (!AUTHORITY.test(text)) throw refused(text.includes('@') ? 'names_user' : 'malformed');
  const url = URL.parse(ascii);
  if (url === null || url.hostname === '') throw refused('malformed');
  if (url.search !== '' || text.includes('?')) throw refused('has_query');
  if (url.hash !== '' || text.includes('#')) throw refused('has_fragment');
  if (url.port === '0') throw refused('port_not_allowed');
  const path = url.pathname.endsWith('/') ? url.pathname : `${url.pathname}/`;
  return `${url.origin}${path}` as StoreUrl;
}

/** The URL with its host in the form that DNS has (IDNA); as it is where the host has none, or poses as another. */
export function withAsciiHost(url: string): string {
  return url.replace(UNICODE_HOST, (_, scheme: string, host: string) => `${scheme}${punycode(host)}`);
}

/** A host that somebody looks for, written as `hostOf` writes it. */
export function searchedHost(text: string): string {
  const ascii = withAsciiHost(`https://${text}/`);
  const host = PLAIN.test(ascii) && AUTHORITY.test(ascii) ? URL.parse(ascii)?.host : undefined;
  return host ?? text.toLowerCase();
}

function punycode(host: string): string {
  // A letter and its accent may come as two characters, as some keyboards and file systems write them.
  const name = host.toLowerCase().normalize('NFC');
  if (PLAIN.test(host) || name.normalize('NFKC') !== name) return host;
  const honest = name.split('.').every((label) => MIXABLE.test(label) || !/[a-z]/.test(label));
  return honest ? (URL.parse(`https://${host}/`)?.hostname ?? host) : host;
}

/**
 * Where a refused URL seems to lead: its scheme, host and port, and nothing else that somebody wrote into it. The top-level
 * domain `invalid` never exists (RFC 2606).
 */
export function readableOrigin(text: string): StoreUrl {
  const url = text.length > STORE_URL_MAX_CHARACTERS ? null : URL.parse(text);
  const readable = url !== null && /^https?:$/.test(url.protocol) && url.hostname !== '';
  return (readable ? `${url.origin}/` : 'https://unreadable.invalid/') as StoreUrl;
}

/** The host, with a port that is not the default one: what people are shown and logs may carry. */
export function hostOf(store: StoreUrl): string {
  return new URL(store).host;
}

function refused(reason: StoreUrlProblem): Refusal {
  return new Refusal('store_url_refused', { reason });
}
