import { laminasPath } from './laminas-path.ts';
import { naturalOrder, octetOrder } from './natural-order.ts';
import { percentEncoded } from './octets.ts';

/**
 * Which of Magento's three signing algorithms a store runs: `2.0` = up to 2.4.5 (Zend), `2.4.6` = 2.4.6 and 2.4.7
 * (Laminas), `2.4.8` = that and later.
 */
export type Generation = '2.0' | '2.4.6' | '2.4.8';

/** Signed parameters: decoded names to decoded values, as octets. */
export type Parameters = ReadonlyMap<string, string>;

/**
 * The text that is signed. Independent of the product's signer on purpose: both are held against signatures that
 * the released Magento code computed, not against each other.
 */
export function baseString(generation: Generation, method: string, url: string, parameters: Parameters): string {
  const pairs = [...parameters].map(([name, value]) => ({ name, encoded: percentEncoded(name), value }));
  pairs.sort((a, b) => (generation === '2.4.8' ? octetOrder(a.name, b.name) : naturalOrder(a.encoded, b.encoded)));
  const query = pairs.map(({ encoded, value }) => `${encoded}=${percentEncoded(value)}`).join('&');
  return [method.toUpperCase(), percentEncoded(baseUrl(generation, url)), percentEncoded(query)].join('&');
}

function baseUrl(generation: Generation, url: string): string {
  const asSent = url.split(/[?#]/, 1)[0] ?? '';
  if (generation === '2.4.8') return asSent;
  const [, scheme = '', authority = '', path = ''] = /^([^:]+):\/\/([^/]*)(.*)$/s.exec(asSent) ?? [];
  const defaultPort = scheme.toLowerCase() === 'https' ? ':443' : ':80';
  const host = authority.toLowerCase();
  const shown = host.endsWith(defaultPort) ? host.slice(0, -defaultPort.length) : host;
  return `${scheme.toLowerCase()}://${shown}${(generation === '2.4.6' ? laminasPath(path) : path) || '/'}`;
}
