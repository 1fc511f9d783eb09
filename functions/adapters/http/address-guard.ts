import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import { Refusal } from '../../domain/refusals/refusal.ts';
import { type HowToLook, isOurDelay, type Lookup, openLookup } from './dns-lookup.ts';
import type { Objection, UrlPolicy } from './url-policy.ts';
import { literalAddress, objectionToAddress, objectionToUrl } from './url-policy.ts';

/** The addresses of a URL's host that were checked. Connections go to these and no others. */
export type CheckedAddress = {
  /** Scheme, host and non-default port. */
  readonly origin: string;
  readonly addresses: readonly [LookupAddress, ...LookupAddress[]];
};

export type { Lookup } from './dns-lookup.ts';

const systemLookup = openLookup();

/**
 * Resolves the host of a URL, once, and lets it through only if every address may be called.
 *
 * One bad address among good ones refuses the host: which of them a connection uses is random.
 *
 * @throws Refusal `store_address_refused` with a reason; `store_unreachable` when the name cannot be resolved: with the
 *   fault `ENOTFOUND` when it has no address, with `DNS_TIMEOUT` when our name servers did not answer in time.
 */
export async function resolveHost(
  text: string,
  policy: UrlPolicy,
  signal: AbortSignal,
  lookup: Lookup = systemLookup,
): Promise<CheckedAddress> {
  const url = URL.parse(text);
  if (url === null) throw refused({ reason: 'malformed' });
  const objection = objectionToUrl(url, policy);
  if (objection !== undefined) throw refused(objection);
  const [first, ...others] = await addressesOf(url, lookup, { signal, useHostsFile: policy.allowLoopbackStores });
  if (first === undefined) throw new Refusal('store_unreachable', { fault: 'ENOTFOUND' });
  for (const { address } of [first, ...others]) {
    const complaint = objectionToAddress(url, address, policy);
    if (complaint !== undefined) throw refused(complaint);
  }
  return { origin: url.origin, addresses: [first, ...others] };
}

async function addressesOf(url: URL, lookup: Lookup, how: HowToLook): Promise<readonly LookupAddress[]> {
  const literal = literalAddress(url);
  if (literal !== undefined) return [{ address: literal, family: isIP(literal) }];
  try {
    return await Promise.race([lookup(url.hostname, how), aborted(how.signal)]);
  } catch (error) {
    const fault = how.signal.aborted || isOurDelay(error) ? 'DNS_TIMEOUT' : 'ENOTFOUND';
    throw new Refusal('store_unreachable', { fault }, error);
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function refused(objection: Objection): Refusal {
  return new Refusal('store_address_refused', { ...objection });
}
