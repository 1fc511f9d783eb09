import { HandfastError } from '../http/error.ts';

/** Of a `Request`, of Node's `IncomingMessage`, or of an event of API Gateway; names in any case. */
export type ReceivedHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/** What the headers of Standard Webhooks say. */
export type Signature = {
  readonly id: string;
  readonly seconds: number;
  /** In base64, one for each secret that it was signed with. */
  readonly candidates: readonly string[];
};

/** Two while a secret is being replaced; others may add some of versions to come. */
const SIGNATURES_MAX = 16;

/** @throws HandfastError `webhook_refused` */
export function readSignature(headers: ReceivedHeaders): Signature {
  const id = headerOf(headers, 'webhook-id');
  const timestamp = headerOf(headers, 'webhook-timestamp');
  const signatures = headerOf(headers, 'webhook-signature').split(' ');
  if (!/^[^.\s]{1,255}$/.test(id)) throw malformed('webhook-id');
  if (!/^[1-9]\d{0,10}$/.test(timestamp)) throw malformed('webhook-timestamp');
  const candidates = signatures
    .slice(0, SIGNATURES_MAX)
    .flatMap((signature) => (signature.startsWith('v1,') ? signature.slice(3) : []));
  return { id, seconds: Number(timestamp), candidates };
}

function headerOf(headers: ReceivedHeaders, name: string): string {
  const values = isOfFetch(headers) ? [headers.get(name) ?? undefined] : valuesOf(headers, name);
  const [value, ...others] = values.filter((one) => one !== undefined);
  if (value === undefined || others.length > 0) throw malformed(name);
  return value;
}

/** Whichever `fetch` they are of. */
function isOfFetch(headers: ReceivedHeaders): headers is Headers {
  return typeof headers['get'] === 'function';
}

function valuesOf(headers: Exclude<ReceivedHeaders, Headers>, name: string) {
  return Object.entries(headers).flatMap(([given, value]) => (given.toLowerCase() === name ? [value].flat() : []));
}

function malformed(name: string): HandfastError {
  const detail = `Not a message of Handfast's: the header ${name} is missing, comes twice, or has another form.`;
  return new HandfastError({ code: 'webhook_refused', status: 0, detail });
}
