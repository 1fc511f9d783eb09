import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import packageJson from '../../../../package.json' with { type: 'json' };
import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { Lookup } from '../../http/address-guard.ts';
import { resolveHost } from '../../http/address-guard.ts';
import { answerText } from '../../http/answer-text.ts';
import { faultOf, isCertificateFault, isTlsFault } from '../../http/connection-fault.ts';
import type { KeptConnections } from '../../http/kept-connections.ts';
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
  /** Unpacked, in whatever character set it came. */
  readonly body: string;
};

/** How requests leave. */
export type Sending = {
  readonly policy: UrlPolicy;
  readonly lookup?: Lookup | undefined;
  /** For the whole exchange, from looking up the name to the last byte of the answer; 10 s unless given. */
  readonly deadlineMilliseconds?: number | undefined;
  /** The deadline of a call that may take several exchanges, in place of one of its own. */
  readonly signal?: AbortSignal | undefined;
  /** How much of an answer is read; 64 KiB unless given. */
  readonly answerBytes?: number | undefined;
  /** Connections that outlast the request; without them it has one of its own. */
  readonly kept?: KeptConnections | undefined;
};

/** The whole exchange: Magento answers a token call in well under a second, and Lambda's time is paid for. */
const DEADLINE_MILLISECONDS = 10_000;
/** A token answer has 99 bytes; a list of 500 modules 16 KiB. */
const ANSWER_BYTES = 65_536;
/** Bytes besides the body: headers, the framing of chunks, informational responses. */
const FRAMING_BYTES = 131_072;
/** What a store that has closed a connection answers to the next request on it. */
const CLOSED: readonly string[] = ['ECONNRESET', 'EPIPE'];
const USER_AGENT = `Handfast/${packageJson.version}`;

/**
 * Sends one request to a checked address of its host, and to no other: the name is resolved once, here, or when the kept
 * connections were opened. A GET on a kept connection that the store has closed meanwhile is sent on a new one.
 *
 * @throws Refusal `store_address_refused`; `store_unreachable`, `certificate_invalid` and `tls_failed` when nothing was sent,
 * so that it is safe to ask again;
 * `store_timeout` when it was sent and no whole answer came back in time and size, so that it may have had effect.
 */
export async function send(outgoing: Outgoing, sending: Sending): Promise<Reply> {
  const signal = sending.signal ?? deadlineOf(sending);
  const { kept, answerBytes = ANSWER_BYTES } = sending;
  let request: PinnedRequest | undefined;
  let answer: IncomingMessage | undefined;
  try {
    request = await begin(outgoing, { ...sending, answerBytes }, signal);
    answer = await request.answer;
    return await read(answer, answerBytes);
  } catch (error) {
    const fault = error instanceof Refusal ? undefined : faultOf(error, signal);
    // An error without a code is a bug of ours, not a fault of the store.
    if (fault === undefined) throw error;
    if (answer === undefined && wasClosed(fault, outgoing, request))
      return await send(outgoing, { ...sending, signal });
    // It may be read leniently, on connections that carry nothing else.
    if (fault === 'NOT_HTTP') kept?.stopKeeping();
    throw new Refusal(request?.sent() ? 'store_timeout' : unsentCode(fault), { fault }, error);
  } finally {
    if (!isKept(sending, answer)) request?.close();
  }
}

async function begin(
  outgoing: Outgoing,
  { kept, policy, lookup, answerBytes }: Sending & { readonly answerBytes: number },
  signal: AbortSignal,
): Promise<PinnedRequest> {
  const { url } = outgoing;
  const checked = await (kept?.address(url, signal) ?? resolveHost(url, policy, signal, lookup));
  const message = messageOf(outgoing, kept === undefined ? 'identity' : 'gzip');
  const path = url.slice(checked.origin.length);
  const asked = { ...message, path, signal, limitBytes: answerBytes + FRAMING_BYTES };
  return kept?.request(checked, asked) ?? pinnedRequest(checked, asked);
}

/** A connection whose answer came to its end goes back to those that are kept. */
function isKept({ kept }: Sending, answer: IncomingMessage | undefined): boolean {
  return kept !== undefined && answer?.complete === true;
}

/** Whether the store had closed the connection before it got the request, which may be sent again in any case. */
function wasClosed(fault: string, { method }: Outgoing, request: PinnedRequest | undefined): boolean {
  return method === 'GET' && request?.reused() === true && CLOSED.includes(fault);
}

/** The end of a call that begins now. */
export function deadlineOf({ deadlineMilliseconds }: Sending): AbortSignal {
  return AbortSignal.timeout(deadlineMilliseconds ?? DEADLINE_MILLISECONDS);
}

function messageOf({ method, authorization, body }: Outgoing, encoding: 'identity' | 'gzip') {
  const headers = {
    authorization,
    accept: 'application/json',
    'accept-encoding': encoding,
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
  const body = await answerText(Buffer.concat(chunks), answer.headers, answerBytes);
  return { status: answer.statusCode ?? 0, headers: answer.headers, body };
}

function unsentCode(fault: string): 'certificate_invalid' | 'tls_failed' | 'store_unreachable' {
  if (isCertificateFault(fault)) return 'certificate_invalid';
  return isTlsFault(fault) ? 'tls_failed' : 'store_unreachable';
}
