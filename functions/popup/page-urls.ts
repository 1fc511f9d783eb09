import type { ActivationId, ProductId } from '../domain/ids.ts';
import type { Stage } from '../domain/stage.ts';

/** Whose pages are meant. All that an address of ours carries: ids, never a key. */
export type Where = { readonly product: ProductId; readonly activation: ActivationId };

/** The popup without Magento's parameters: the cookie knows the rest. */
export function consentPageUrl(where: Where): string {
  return address(where, 'login');
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

/** Where a page without state is found again: a refusal, or "already connected". */
export function noticeUrl(page: string, product?: ProductId, activation?: ActivationId): string {
  const named = { ...(product === undefined ? {} : { product }), ...(activation === undefined ? {} : { activation }) };
  return `/notice?${new URLSearchParams({ page, ...named })}`;
}

/** Where the OpenID provider sends the merchant back to. Registered with it, so it is the same for all products. */
export function signInReturnUrl(publicUrl: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/signin/return`;
}

function address({ product, activation }: Where, page: string): string {
  return `/${product}/${page}?activation=${activation}`;
}
