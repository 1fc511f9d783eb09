import type { Minted } from '../../../domain/minted.ts';
import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { StoreUrl } from '../../../domain/stores/store-url.ts';
import { bytesOf, percentCode, percentDecode, percentEncode } from '../signing/bytes.ts';

/** An absolute URL below a store that every generation reads, and verifies, the way it goes over the wire. */
export type RequestUrl = Minted<string, 'RequestUrl'>;

const ENCODED_BYTE = /%[0-9A-Fa-f]{2}/g;
const UNRESERVED = /[A-Za-z0-9\-._~]/;
// Raw in a path: what Magento 2.4.6 (laminas-uri) and WHATWG URLs both leave alone, so that they agree on the rest.
const ENCODED_IN_PATH = /[^A-Za-z0-9\-._~:@&=+$,/;()%]|%(?![0-9A-Fa-f]{2})/g;
const DOT_SEGMENT = /(?:^|\/)\.{1,2}(?:\/|$)/;
const PROTOCOL_NAME = /oauth_[a-z_-]+/;
const INTEGER = /^(?:0|-?[1-9]\d*)$/;

/**
 * The URL for a target below a store's base URL: a path, and a query behind the first `?`. Either may be
 * percent-encoded or raw. Nothing changes its meaning; it only gets the one spelling that can be signed:
 * a `=` inside a value becomes `%3D`, a name without `=` gets one, a `+` in the query, which PHP reads as a blank,
 * becomes `%20`, and brackets and all specials are percent-encoded. A `#` is data: fragments never leave a client.
 *
 * @throws Refusal `request_ambiguous` with a reason and never a value: for a repeated or empty name; for a number as
 * a name, at which Magento 2.4.8 breaks; for a name with `oauth_` in it, which Magento leaves out of the signature;
 * for a dot segment, which every HTTP client removes.
 */
export function requestUrl(store: StoreUrl, target: string): RequestUrl {
  const bytes = bytesOf(target);
  const mark = bytes.indexOf('?');
  const path = plainPath((mark === -1 ? bytes : bytes.slice(0, mark)).replace(/^\/+/, ''));
  const query = mark === -1 ? '' : plainQuery(bytes.slice(mark + 1));
  return `${store}${path}${query === '' ? '' : `?${query}`}` as RequestUrl;
}

function plainPath(path: string): string {
  const plain = path
    .replace(ENCODED_BYTE, (code) => {
      const byte = percentDecode(code);
      return UNRESERVED.test(byte) ? byte : code.toUpperCase();
    })
    .replace(ENCODED_IN_PATH, percentCode);
  if (DOT_SEGMENT.test(plain)) throw ambiguous('the path holds a dot segment');
  return plain;
}

function plainQuery(query: string): string {
  const names = new Set<string>();
  const pieces = [];
  for (const piece of query.split('&')) {
    if (piece === '') continue;
    const equals = piece.indexOf('=');
    const name = formDecode(equals === -1 ? piece : piece.slice(0, equals));
    const value = equals === -1 ? '' : formDecode(piece.slice(equals + 1));
    refuseName(name, names);
    names.add(name);
    pieces.push(`${percentEncode(name)}=${percentEncode(value)}`);
  }
  return pieces.join('&');
}

function refuseName(name: string, earlier: ReadonlySet<string>): void {
  if (name === '') throw ambiguous('a parameter has no name');
  if (earlier.has(name)) throw ambiguous('a parameter is repeated');
  if (INTEGER.test(name)) throw ambiguous('the name of a parameter is a number');
  if (PROTOCOL_NAME.test(name)) throw ambiguous('the name of a parameter looks like one of OAuth');
}

function formDecode(text: string): string {
  return percentDecode(text.replaceAll('+', ' '));
}

function ambiguous(reason: string): Refusal {
  return new Refusal('request_ambiguous', { reason });
}
