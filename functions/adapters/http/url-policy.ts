import { isIP } from 'node:net';
import { Refusal } from '../../domain/refusals/refusal.ts';
import type { StoreUrl, StoreUrlProblem } from '../../domain/stores/store-url.ts';
import { addressKind } from './address-kind.ts';

/** What an operator allows on top of public https stores at port 443. */
export type UrlPolicy = {
  /** Loopback addresses, at any port, over plain http too. For development: it opens this machine to whoever posts. */
  readonly allowLoopbackStores: boolean;
  /** Ports other than 443. */
  readonly allowedPorts: readonly number[];
};

/** Why a URL may not be called. Never the URL itself. */
export type Objection = { readonly reason: StoreUrlProblem; readonly range?: string; readonly port?: number };

const HTTPS_PORT = 443;

// RFC 1035 §2.3.4 for the lengths; RFC 3696 §2: a top-level domain is letters, or an encoded one. Underscores are read
// because shops with them exist. One label alone is a name of somebody's own network.
const PUBLIC_NAME =
  /^(?=.{4,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{0,58}[a-z0-9])$/;

/**
 * Refuses a store URL that could never be called, whatever its name resolves to. Does not ask DNS; that, and the check
 * of what it answers, comes with every request (`address-guard.ts`).
 *
 * @throws Refusal `store_url_refused` with a reason.
 */
export function assertCallable(store: StoreUrl, policy: UrlPolicy): void {
  const objection = objectionToUrl(new URL(store), policy);
  if (objection !== undefined) throw new Refusal('store_url_refused', { ...objection });
}

/** What can be said against a URL without resolving its host. */
export function objectionToUrl(url: URL, policy: UrlPolicy): Objection | undefined {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return { reason: 'not_https' };
  if (url.username !== '' || url.password !== '') return { reason: 'names_user' };
  if (url.hostname.endsWith('.')) return { reason: 'not_public' };
  const literal = literalAddress(url);
  if (literal !== undefined) return objectionToAddress(url, literal, policy);
  // A name may turn out to be a loopback address, to which these rules do not apply when it is allowed.
  if (policy.allowLoopbackStores) return undefined;
  return objectionToName(url) ?? objectionToScheme(url) ?? objectionToPort(url, policy);
}

/** What can be said against calling a URL at an address that its host resolved to. */
export function objectionToAddress(url: URL, address: string, policy: UrlPolicy): Objection | undefined {
  const range = addressKind(address);
  if (range === 'loopback' && policy.allowLoopbackStores) return undefined;
  if (range !== 'public') return { reason: 'not_public', range };
  return objectionToScheme(url) ?? objectionToPort(url, policy);
}

/** The host of a URL when it is an IP address, without brackets. */
export function literalAddress(url: URL): string | undefined {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(host) === 0 ? undefined : host;
}

function objectionToName({ hostname }: URL): Objection | undefined {
  return PUBLIC_NAME.test(hostname) ? undefined : { reason: 'not_public' };
}

function objectionToScheme(url: URL): Objection | undefined {
  return url.protocol === 'https:' ? undefined : { reason: 'not_https' };
}

function objectionToPort(url: URL, { allowedPorts }: UrlPolicy): Objection | undefined {
  const port = url.port === '' ? HTTPS_PORT : Number(url.port);
  return port === HTTPS_PORT || allowedPorts.includes(port) ? undefined : { reason: 'port_not_allowed', port };
}
