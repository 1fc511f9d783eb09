import type { Stage } from '../domain/handshake/stage.ts';
import type { SuccessCallback } from '../domain/handshake/success-callback.ts';
import type { ActivationId, ProductId } from '../domain/ids.ts';

export type PopupQuery = {
  readonly consumerKey: string;
  readonly successCallback: SuccessCallback | undefined;
  /** The consumer that the merchant has chosen. */
  readonly store: string | undefined;
};

/** Whose pages are meant. All that an address of ours carries: ids, never a key. */
export type Where = { readonly product: ProductId; readonly activation: ActivationId };

/** The popup without Magento's parameters: the cookie knows the rest. */
export function consentPageUrl(where: Where): string {
  return address(where, 'login');
}

/** What Magento opens, with the store that the merchant has chosen. Of the same page only: it holds secrets. */
export function popupUrl(product: ProductId, query: PopupQuery): string {
  const { consumerKey, successCallback, store } = query;
  const named = {
    oauth_consumer_key: consumerKey,
    ...(successCallback === undefined ? {} : { success_call_back: successCallback }),
    ...(store === undefined ? {} : { store }),
  };
  return `/${product}/login?${new URLSearchParams(named)}`;
}

/** Asked for as a style sheet: shows that a browser returns our cookie. */
export function seenUrl(where: Where): string {
  return address(where, 'seen');
}

export function signInUrl(where: Where): string {
  return address(where, 'signin');
}

/** Signs in again, for a merchant whom the provider signed in as someone else. */
export function signInAgainUrl(where: Where): string {
  return `${address(where, 'signin')}&again=1`;
}

export function consentFormUrl(product: ProductId): string {
  return `/${product}/consent`;
}

export function progressUrl(where: Where): string {
  return address(where, 'progress');
}

/** Holds the answer until something has happened since the stage that is shown, and may lead off this site. */
export function progressWaitUrl(where: Where, shown: Stage): string {
  return `${address(where, 'progress')}&wait=1&from=${shown}`;
}

export type NoticeQuery = {
  readonly product?: ProductId | undefined;
  readonly activation?: ActivationId | undefined;
  readonly reason?: string | undefined;
};

/** Where a page without state is found again: a refusal, or "already connected". */
export function noticeUrl(page: string, { product, activation, reason }: NoticeQuery): string {
  const named = Object.entries({ product, activation, reason }).filter((pair): pair is [string, string] => !!pair[1]);
  return `/notice?${new URLSearchParams([['page', page], ...named])}`;
}

/** Both have a parameter, to which a language can be added. */
export function startPageUrl(): string {
  return '/?page=start';
}

export function callbackPageUrl(product: ProductId): string {
  return `/${product}/callback?page=callback`;
}

export const SIGN_IN_RETURN = '/signin/return';

/** Where the deployment's own OpenID provider sends merchants back to. Registered with it, so the same for all products. */
export function signInReturnUrl(publicUrl: string): string {
  return `${publicUrl.replace(/\/+$/, '')}${SIGN_IN_RETURN}`;
}

/** The same for a provider of the product's own: what comes back there can only be that provider's (RFC 9700 §4.4.2). */
export function ownReturnPath(product: ProductId): string {
  return `/${product}${SIGN_IN_RETURN}`;
}

/** Where the merchant's browser takes a SAML request up. */
export function samlSignInUrl(product: ProductId, request: string, again: boolean): string {
  return `/${product}/saml/signin?${new URLSearchParams({ request, ...(again && { again: '1' }) })}`;
}

function address({ product, activation }: Where, page: string): string {
  return `/${product}/${page}?activation=${activation}`;
}
