import type { Generation } from './base-string.ts';
import { percentDecoded } from './octets.ts';

/** A request as the store's own code sees it. */
export type SignedRequest = {
  readonly method: string;
  /** Scheme, Host header and the request target exactly as received. */
  readonly url: string;
  readonly authorization: string | undefined;
};

const PROTOCOL_NAME = /oauth_[a-z_-]+/;

/**
 * What is signed, and null when the request carries no OAuth header at all.
 *
 * The order of writing matters: a query parameter never overrides one of the header, since protocol names are not
 * taken from the query, and a repeated name keeps its last value. (Magento\Framework\Oauth\Helper\Request)
 */
export function readParameters(request: SignedRequest, generation: Generation): Map<string, string> | null {
  const header = /oauth (.*)$/is.exec(request.authorization ?? '')?.[1];
  if (header === undefined) return null;
  const parameters = new Map<string, string>();
  for (const part of header.split(',')) {
    const [, name, value] = /^([^=]*)=(.*)$/s.exec(part.trim()) ?? [];
    if (name === undefined || value === undefined || !PROTOCOL_NAME.test(name)) continue;
    parameters.set(percentDecoded(name), percentDecoded(value.replace(/^"+|"+$/g, '')));
  }
  for (const [name, value] of queryParameters(request.url, generation)) parameters.set(name, value);
  return parameters;
}

function* queryParameters(url: string, generation: Generation): Generator<[string, string]> {
  const query = url.slice(url.indexOf('?') + 1);
  if (!url.includes('?') || query === '') return;
  for (const part of query.split('&')) {
    const [name = '', value, ...more] = part.split('=');
    if (more.length > 0 || PROTOCOL_NAME.test(name)) continue;
    if (value !== undefined) yield [percentDecoded(name), percentDecoded(value)];
    // 2.4.8 signs `?searchCriteria` as `searchCriteria=`; the older ones drop it. (signature vector "novalue")
    else if (generation === '2.4.8') yield [percentDecoded(name), ''];
  }
}
