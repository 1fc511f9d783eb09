import type { Session } from '../adapters/cookies/popup-session.ts';
import type { StoreUrl } from '../domain/store-url.ts';
import { hostOfSuccessCallback, leadsToStore, type SuccessCallback } from '../domain/success-callback.ts';

/** The host that the merchant must confirm before anything leads there; undefined when there is none. */
export function foreignHost(successCallback: SuccessCallback | undefined, store: StoreUrl): string | undefined {
  return successCallback === undefined || leadsToStore(successCallback, store)
    ? undefined
    : hostOfSuccessCallback(successCallback);
}

/**
 * Where the popup leads in the end. A way back to another host than the confirmed one is not followed: the popup may
 * have been opened anew, with other parameters, after the merchant had confirmed.
 */
export function returnUrl({ successCallback, confirmedHost }: Session, store: StoreUrl): SuccessCallback | undefined {
  const foreign = foreignHost(successCallback, store);
  return foreign === undefined || foreign === confirmedHost ? successCallback : undefined;
}
