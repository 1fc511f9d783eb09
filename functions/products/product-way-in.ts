import type { Account } from '../domain/account.ts';
import type { ProductId } from '../domain/ids.ts';
import type { SingleSignOn } from '../domain/integrations/integration.ts';
import type { PublishedFieldsOf } from './published-fields.ts';

/** Where a merchant enters a product that they have connected a store to; undefined where nothing was published for that. */
export type WayInOf = (product: ProductId, account: Account) => Promise<string | undefined>;

/** The way into a product, as is published of its integration. @param allowLoopback as for stores: plain http as well */
export function openWaysIn(published: PublishedFieldsOf, allowLoopback: boolean): WayInOf {
  return async (product, account) => {
    const signOn = (await published(product))?.fields.singleSignOn;
    return signOn && wayIn(signOn, account, allowLoopback);
  };
}

/** The address of the way in. What is no web address is saved all the same, and merchants are not led there. */
export function wayIn(signOn: SingleSignOn, account: Account, allowLoopback: boolean): string | undefined {
  switch (signOn.kind) {
    case 'bookmark':
      return webAddress(signOn.url, allowLoopback)?.href;
    case 'openIdConnect':
      return initiatedLogin(webAddress(signOn.configuration['initiateLoginUrl'], allowLoopback), account);
    case 'saml':
      return webAddress(signOn.configuration['serviceProviderInitiatedLoginUrl'], allowLoopback)?.href;
    default:
      return signOn satisfies never;
  }
}

const EMAIL = /^[^\s@]+@[^\s@]+$/;

/**
 * OpenID Connect Core 1.0 §4: the product begins a login at the issuer that is named. There is none for a merchant who was
 * signed in by a SAML identity provider. `target_link_uri` is left out: where the product opens is its own to say.
 */
function initiatedLogin(url: URL | undefined, { issuer, id, label }: Account): string | undefined {
  if (url === undefined || !URL.canParse(issuer) || !/^https?:/.test(issuer)) return undefined;
  url.searchParams.set('iss', issuer);
  url.searchParams.set('login_hint', EMAIL.test(label) ? label : id);
  url.searchParams.delete('target_link_uri');
  return url.href;
}

function webAddress(text: unknown, allowLoopback: boolean): URL | undefined {
  const url = typeof text === 'string' ? URL.parse(text) : null;
  if (url === null || url.username !== '' || url.password !== '') return undefined;
  if (url.protocol === 'https:') return url;
  return url.protocol === 'http:' && allowLoopback && LOOPBACK.test(url.hostname) ? url : undefined;
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
