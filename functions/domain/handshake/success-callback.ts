import type { Minted } from '../minted.ts';
import { type StoreUrl, withAsciiHost } from '../stores/store-url.ts';

/**
 * Magento's `success_call_back`, unchanged: Magento compares it with `===`. Only a host in Unicode is written as DNS has
 * it, which browsers do, too: there Magento goes by the popup's end.
 */
export type SuccessCallback = Minted<string, 'SuccessCallback'>;

/** Far longer than Magento's own (about 150 characters), far shorter than a cookie may be. */
const MAX_CHARACTERS = 1_024;
const PRINTABLE = /^[\x21-\x5b\x5d-\x7e]+$/;
const WEB = /^https?:\/\/[^/?#@]+\//i;

/**
 * Reads `success_call_back`. It carries a secret of the admin's session and is never logged.
 *
 * @returns undefined for what Magento does not send: then nothing is followed, and the merchant closes the popup.
 */
export function parseSuccessCallback(given: string | null): SuccessCallback | undefined {
  if (given === null || given.length > MAX_CHARACTERS) return undefined;
  const text = withAsciiHost(given);
  if (!PRINTABLE.test(text) || !WEB.test(text)) return undefined;
  const url = URL.parse(text);
  if (url === null || !isNormalized(text, url)) return undefined;
  return url.pathname.includes('/loginSuccessCallback/') ? (text as SuccessCallback) : undefined;
}

/** Host and port of the admin. */
export function hostOfSuccessCallback(back: SuccessCallback): string {
  return new URL(back).host;
}

/** An admin on another host than the store is shown to the merchant, and must be confirmed. */
export function leadsToStore(back: SuccessCallback, store: StoreUrl): boolean {
  return new URL(back).host === new URL(store).host;
}

/**
 * False where a browser would go somewhere else than the text says: dot segments, hosts written as numbers. Upper-case
 * hosts and default ports are Magento's to write.
 */
function isNormalized(text: string, url: URL): boolean {
  const [, authority = '', rest = ''] = /^https?:\/\/([^/]+)(.*)$/i.exec(text) ?? [];
  const host = authority.toLowerCase();
  const defaultPort = url.protocol === 'https:' ? ':443' : ':80';
  return (url.host === host || `${url.host}${defaultPort}` === host) && url.pathname + url.search + url.hash === rest;
}
