import type { Session } from '../adapters/cookies/popup-session.ts';
import { hostOfSuccessCallback, leadsToStore, type SuccessCallback } from '../domain/handshake/success-callback.ts';
import type { StoreUrl } from '../domain/stores/store-url.ts';

/** The host that the merchant must confirm before the popup leads there; undefined when there is none. */
export function foreignHost(successCallback: SuccessCallback | undefined, store: StoreUrl): string | undefined {
  return successCallback === undefined || leadsToStore(successCallback, store)
    ? undefined
    : hostOfSuccessCallback(successCallback);
}

/**
 * Where the popup leads in the end. A `success_call_back` to a host that was not confirmed is not followed: the popup may
 * have been opened again, with other parameters, after the merchant had confirmed.
 */
export function returnUrl({ successCallback, confirmedHost }: Session, store: StoreUrl): SuccessCallback | undefined {
  const foreign = foreignHost(successCallback, store);
  return foreign === undefined || foreign === confirmedHost ? successCallback : undefined;
}
