import type { LookupAddress } from 'node:dns';
import { promises as dns } from 'node:dns';
import { isIP } from 'node:net';
import { Refusal } from '../../domain/refusals/refusal.ts';
import type { Objection, UrlPolicy } from './url-policy.ts';
import { literalAddress, objectionToAddress, objectionToUrl } from './url-policy.ts';

/** The addresses of a URL's host that were checked. Connections go to these and no others. */
export type CheckedAddress = {
  /** Scheme, host and non-default port. */
  readonly origin: string;
  readonly addresses: readonly [LookupAddress, ...LookupAddress[]];
};

/** Resolves a host to all its addresses. `dns.promises.lookup`, unless a test stands in. */
export type Lookup = (host: string) => Promise<readonly LookupAddress[]>;

const systemLookup: Lookup = (host) => dns.lookup(host, { all: true, verbatim: true });

/**
 * Resolves the host of a URL, once, and lets it through only if every address may be called.
 *
 * One bad address among good ones refuses the host: which of them a connection picks is chance.
 *
 * @throws Refusal `store_address_refused` with a reason; `store_unreachable` when the name cannot be resolved.
 */
export async function resolveHost(
  text: string,
  policy: UrlPolicy,
  lookup: Lookup = systemLookup,
): Promise<CheckedAddress> {
  const url = URL.parse(text);
  if (url === null) throw refused({ reason: 'it is not a URL' });
  const objection = objectionToUrl(url, policy);
  if (objection !== undefined) throw refused(objection);
  const [first, ...others] = await addressesOf(url, lookup);
  if (first === undefined) throw new Refusal('store_unreachable', { fault: 'ENOTFOUND' });
  for (const { address } of [first, ...others]) {
    const complaint = objectionToAddress(url, address, policy);
    if (complaint !== undefined) throw refused(complaint);
  }
  return { origin: url.origin, addresses: [first, ...others] };
}

async function addressesOf(url: URL, lookup: Lookup): Promise<readonly LookupAddress[]> {
  const literal = literalAddress(url);
  if (literal !== undefined) return [{ address: literal, family: isIP(literal) }];
  try {
    return await lookup(url.hostname);
  } catch (error) {
    throw new Refusal('store_unreachable', { fault: 'ENOTFOUND' }, error);
  }
}

function refused(objection: Objection): Refusal {
  return new Refusal('store_address_refused', { ...objection });
}
