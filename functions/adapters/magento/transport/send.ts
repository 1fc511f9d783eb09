import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import packageJson from '../../../../package.json' with { type: 'json' };
import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { Lookup } from '../../http/address-guard.ts';
import { resolveHost } from '../../http/address-guard.ts';
import { type PinnedRequest, pinnedRequest } from '../../http/pinned-request.ts';
import type { UrlPolicy } from '../../http/url-policy.ts';
import type { RequestUrl } from './request-url.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One signed request, ready to go out. */
export type Outgoing = {
  readonly method: Method;
  readonly url: RequestUrl;
  readonly authorization: string;
  /** Sent as JSON; nothing is sent when absent. Magento never signs it. */
  readonly body?: unknown;
};

/** What a store answered, whatever the status. Redirects are answers like any other. */
export type Reply = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Read as UTF-8. */
  readonly body: string;
};

/** How requests leave. */
export type Sending = {
  readonly policy: UrlPolicy;
  readonly lookup?: Lookup | undefined;
  /** For the whole exchange, from looking up the name to the last byte of the answer; 10 s unless given. */
  readonly deadlineMilliseconds?: number | undefined;
  /** How much of an answer is read; 64 KiB unless given. */
  readonly answerBytes?: number | undefined;
};

/** The whole exchange: Magento answers a token call in well under a second, and Lambda's time is paid for. */
const DEADLINE_MILLISECONDS = 10_000;
/** A token answer has 99 bytes; a list of 500 modules 16 KiB. */
const ANSWER_BYTES = 65_536;
const USER_AGENT = `Handfast/${packageJson.version}`;

/**
 * Sends one request to a checked address of its host, and to no other: the name is resolved once, here.
 *
 * @throws Refusal `store_address_refused`; `store_unreachable` when nothing was sent, so that it is safe to ask again;
 * `store_timeout` when it was sent and no whole answer came back in time and size, so that it may have had effect.
 */
export async function send(outgoing: Outgoing, sending: Sending): Promise<Reply> {
  const signal = AbortSignal.timeout(sending.deadlineMilliseconds ?? DEADLINE_MILLISECONDS);
  let request: PinnedRequest | undefined;
  try {
    // A look-up does not listen to a signal.
    const checked = await Promise.race([resolveHost(outgoing.url, sending.policy, sending.lookup), aborted(signal)]);
    const path = outgoing.url.slice(checked.origin.length);
    request = pinnedRequest(checked, { ...messageOf(outgoing), path, signal });
    return await read(await request.answer, sending.answerBytes ?? ANSWER_BYTES);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const fault = faultOf(error, signal);
    // A fault without a code is one of ours, and not to be blamed on the store.
    if (fault === undefined) throw error;
    throw new Refusal(request?.sent() ? 'store_timeout' : 'store_unreachable', { fault }, error);
  } finally {
    request?.close();
  }
}

function messageOf({ method, authorization, body }: Outgoing) {
  const headers = {
    authorization,
    accept: 'application/json',
    'accept-encoding': 'identity',
    'user-agent': USER_AGENT,
  };
  if (body === undefined) return { method, headers, body };
  const text = JSON.stringify(body);
  const length = Buffer.byteLength(text);
  return { method, headers: { ...headers, 'content-type': 'application/json', 'content-length': length }, body: text };
}

async function read(answer: IncomingMessage, answerBytes: number): Promise<Reply> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > answerBytes) throw new Refusal('store_timeout', { fault: 'OVERSIZE' });
  }
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks).toString('utf8') };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** The code of the fault (`ECONNREFUSED`, `CERT_HAS_EXPIRED`, `ECONNRESET`…): its message can hold addresses. */
function faultOf(error: unknown, signal: AbortSignal): string | undefined {
  if (signal.aborted) return 'TIMEOUT';
  if (!(error instanceof Error)) return undefined;
  if (!('code' in error) || typeof error.code !== 'string') return undefined;
  return error.code.startsWith('HPE_') ? 'NOT_HTTP' : error.code;
}
