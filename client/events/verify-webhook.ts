import { HandfastError } from '../http/error.ts';
import { bytesOf } from './base64.ts';
import type { WebhookEvent } from './webhook-event.ts';
import { type ReceivedHeaders, readSignature, type Signature } from './webhook-headers.ts';
import { type Key, keysOf } from './webhook-secrets.ts';

export type VerifyOptions = {
  /** How old a message may be, and how far ahead its clock: 300 unless given. */
  readonly toleranceSeconds?: number | undefined;
  readonly now?: (() => Date) | undefined;
};

/** Of a message that Handfast has sent. */
export type Verified = {
  /** `webhook-id`: the same for every attempt. Keep it to tell repetitions by. */
  readonly id: string;
  /** When this attempt was signed. */
  readonly signedAt: Date;
};

/**
 * Reads what was posted to a URL of an integration, once its signature has shown that Handfast sent it.
 *
 * @param body as it came: not one character of it may differ
 * @param secrets `whsec_…`, as creating the integration has shown it; two while it is being replaced
 * @throws HandfastError `webhook_refused`: answer with 400; `signing_secret_invalid`: the mistake is on this side
 */
export async function verifyWebhook(
  headers: ReceivedHeaders,
  body: string | Uint8Array,
  secrets: string | readonly string[],
  options: VerifyOptions = {},
): Promise<Verified & { readonly event: WebhookEvent }> {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const verified = await verify(headers, bytes, secrets, options);
  return { ...verified, event: eventIn(bytes) };
}

/**
 * The same for integrations of the payload style `EVENT_URL`, whose URLs are called without a body. The signature does not
 * cover the URL: fetch the event only from the API that you know, by `events.get`.
 *
 * @throws HandfastError as `verifyWebhook` does
 */
export function verifyEventUrlCall(
  headers: ReceivedHeaders,
  secrets: string | readonly string[],
  options: VerifyOptions = {},
): Promise<Verified> {
  return verify(headers, new Uint8Array(), secrets, options);
}

async function verify(
  headers: ReceivedHeaders,
  body: Uint8Array,
  secrets: string | readonly string[],
  { toleranceSeconds = 300, now = () => new Date() }: VerifyOptions,
): Promise<Verified> {
  const keys = await keysOf([secrets].flat());
  const signature = readSignature(headers);
  const { id, seconds } = signature;
  const age = now().getTime() / 1000 - seconds;
  // Put so that a tolerance or a clock that is no number lets nothing pass.
  if (!(age <= toleranceSeconds)) throw refused('it was signed too long ago. Check the clock of this computer');
  if (!(age >= -toleranceSeconds)) throw refused('it was signed in the future. Check the clock of this computer');
  if (!(await isSigned(signature, body, keys))) {
    throw refused('no signature is of a secret that is known here, or the body is not as it was sent');
  }
  return { id, signedAt: new Date(seconds * 1000) };
}

/** `verify` of Web Crypto compares in constant time. */
async function isSigned(
  { id, seconds, candidates }: Signature,
  body: Uint8Array,
  keys: readonly Key[],
): Promise<boolean> {
  const begin = new TextEncoder().encode(`${id}.${seconds}.`);
  const signed = new Uint8Array(begin.length + body.length);
  signed.set(begin);
  signed.set(body, begin.length);
  for (const key of keys) {
    for (const candidate of candidates) {
      const signature = bytesOf(candidate);
      if (signature && (await crypto.subtle.verify('HMAC', key, signature, signed))) return true;
    }
  }
  return false;
}

function eventIn(body: Uint8Array): WebhookEvent {
  try {
    const event = JSON.parse(new TextDecoder().decode(body));
    if (typeof event?.type === 'string' && typeof event?.data === 'object') return event;
  } catch {
    // Said below.
  }
  throw refused('its body is no event. Calls without a body are checked by verifyEventUrlCall');
}

function refused(why: string): HandfastError {
  return new HandfastError({ code: 'webhook_refused', status: 0, detail: `Not a message of Handfast's: ${why}.` });
}
