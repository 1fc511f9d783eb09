import type { Session } from '../adapters/cookies/popup-session.ts';
import type { StoreUrl } from '../domain/store-url.ts';
import { hostOfWayBack, leadsToStore, type WayBack } from '../domain/success-callback.ts';

/** The host that the merchant must confirm before anything leads there; undefined when there is none. */
export function foreignHost(back: WayBack | undefined, store: StoreUrl): string | undefined {
  return back === undefined || leadsToStore(back, store) ? undefined : hostOfWayBack(back);
}

/**
 * Where the popup leads in the end. A way back to another host than the confirmed one is not followed: the popup may
 * have been opened anew, with other parameters, after the merchant had confirmed.
 */
export function wayOut({ back, confirmedHost }: Session, store: StoreUrl): WayBack | undefined {
  const foreign = foreignHost(back, store);
  return foreign === undefined || foreign === confirmedHost ? back : undefined;
}
