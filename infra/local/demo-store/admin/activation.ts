import { dropToken, verifierToSend } from '../oauth/token-rules.ts';
import type { Tables } from '../tables.ts';
import { postToConsumer } from './callback-post.ts';

/** The result of pressing Activate or Reauthorize; `ms` is the time of the POST. */
export type Activation =
  | { delivered: true; status: number; ms: number; consumerKey: string; popupUrl: string }
  | { delivered: false; ms: number; problem: string };

const POST_FAILED = 'The attempt to post data to consumer failed due to an unexpected error. Please try again later.';

export type Shop = {
  readonly tables: Tables;
  readonly baseUrl: string;
  readonly successCallback: string;
  readonly postTimeoutMs: number;
};

/** Sends the keys; only when they were delivered is there a popup to open. */
export async function activate(shop: Shop, integrationId: number): Promise<Activation> {
  const integration = shop.tables.integration(integrationId);
  const { verifier } = verifierToSend(shop.tables, integration);
  const consumer = shop.tables.consumer(integration.consumerId);
  const fields = {
    oauth_consumer_key: consumer.key,
    oauth_consumer_secret: consumer.secret,
    store_base_url: shop.baseUrl,
    oauth_verifier: verifier,
  };
  const { status, ms } = await postToConsumer(integration.endpointUrl, fields, shop.postTimeoutMs);
  if (status === null) return { delivered: false, ms, problem: POST_FAILED };
  const popupUrl = popupUrlOf(integration.identityLinkUrl, consumer.key, shop.successCallback);
  return { delivered: true, status, ms, consumerKey: consumer.key, popupUrl };
}

/** The first token row goes even when the POST then fails. */
export async function reauthorize(shop: Shop, integrationId: number): Promise<Activation> {
  dropToken(shop.tables, shop.tables.integration(integrationId));
  return await activate(shop, integrationId);
}

/** The `?` is always added, as `jQuery.param` and the admin's script do it. */
function popupUrlOf(identityLinkUrl: string, consumerKey: string, successCallback: string): string {
  const encoded = encodeURIComponent(successCallback).replaceAll('%20', '+');
  return `${identityLinkUrl}?oauth_consumer_key=${consumerKey}&success_call_back=${encoded}`;
}
