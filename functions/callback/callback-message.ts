import { Refusal } from '../domain/refusals/refusal.ts';

/** What Magento posts when an integration is activated. */
export type CallbackMessage = {
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly verifier: string;
  /** As it was posted, unchecked. */
  readonly storeBaseUrl: string;
};

/** Magento's four fields take about 250 bytes; the longest base URL it stores adds 255. */
const MESSAGE_MAX_BYTES = 8 * 1024;

const FIELDS = ['oauth_consumer_key', 'oauth_consumer_secret', 'store_base_url', 'oauth_verifier'] as const;
type Field = (typeof FIELDS)[number];

// Magento\Framework\Oauth\Helper\Oauth: LENGTH_CONSUMER_KEY and its siblings are 32, drawn from a-z0-9.
const TOKEN = /^[a-z0-9]{32}$/;
// What a form encodes: printable ASCII. Anything else was not encoded, and does not come from Magento.
const FORM = /^[\x21-\x7e]*$/;
const BROKEN_ESCAPE = /%(?![0-9a-f]{2})/i;

/**
 * Reads Magento's message exactly: each field once, in its shape. Further fields are ignored, for a later Magento may
 * add some.
 *
 * @throws Refusal `media_type_unsupported`, `body_too_large`, `field_missing`, `field_repeated`, `field_malformed`
 *   naming the field, never its value
 */
export function readCallbackMessage(contentType: string, body: Buffer): CallbackMessage {
  if (contentType !== 'application/x-www-form-urlencoded') throw new Refusal('media_type_unsupported');
  if (body.byteLength > MESSAGE_MAX_BYTES) throw new Refusal('body_too_large', { bytes: body.byteLength });
  const text = body.toString('latin1').trim();
  if (!FORM.test(text) || BROKEN_ESCAPE.test(text)) throw new Refusal('field_malformed', { field: '(body)' });
  const form = new URLSearchParams(text);
  const [consumerKey, consumerSecret, storeBaseUrl, verifier] = [
    token(form, 'oauth_consumer_key'),
    token(form, 'oauth_consumer_secret'),
    only(form, 'store_base_url'),
    token(form, 'oauth_verifier'),
  ];
  return { consumerKey, consumerSecret, verifier, storeBaseUrl };
}

function token(form: URLSearchParams, field: Field): string {
  const value = only(form, field);
  if (!TOKEN.test(value)) throw new Refusal('field_malformed', { field });
  return value;
}

function only(form: URLSearchParams, field: Field): string {
  const values = form.getAll(field);
  const [value] = values;
  if (value === undefined || value === '') throw new Refusal('field_missing', { field });
  if (values.length > 1) throw new Refusal('field_repeated', { field });
  return value;
}
