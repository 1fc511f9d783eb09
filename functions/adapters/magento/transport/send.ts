import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import packageJson from '../../../../package.json' with { type: 'json' };
import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { Lookup } from '../../http/address-guard.ts';
import { resolveHost } from '../../http/address-guard.ts';
import { answerText } from '../../http/answer-text.ts';
import { faultOf, isCertificateFault, isTlsFault } from '../../http/connection-fault.ts';
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
};

/** The whole exchange: Magento answers a token call in well under a second, and Lambda's time is paid for. */
const DEADLINE_MILLISECONDS = 10_000;
/** A token answer has 99 bytes; a list of 500 modules 16 KiB. */
const ANSWER_BYTES = 65_536;
/** Bytes besides the body: headers, the framing of chunks, informational responses. */
const FRAMING_BYTES = 131_072;
const USER_AGENT = `Handfast/${packageJson.version}`;

/**
 * Sends one request to a checked address of its host, and to no other: the name is resolved once, here.
 *
 * @throws Refusal `store_address_refused`; `store_unreachable`, `certificate_invalid` and `tls_failed` when nothing was sent,
 * so that it is safe to ask again;
 * `store_timeout` when it was sent and no whole answer came back in time and size, so that it may have had effect.
 */
export async function send(outgoing: Outgoing, sending: Sending): Promise<Reply> {
  const signal = sending.signal ?? deadlineOf(sending);
  const answerBytes = sending.answerBytes ?? ANSWER_BYTES;
  let request: PinnedRequest | undefined;
  try {
    const checked = await resolveHost(outgoing.url, sending.policy, signal, sending.lookup);
    const path = outgoing.url.slice(checked.origin.length);
    request = pinnedRequest(checked, { ...messageOf(outgoing), path, signal, limitBytes: answerBytes + FRAMING_BYTES });
    return await read(await request.answer, answerBytes);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const fault = faultOf(error, signal);
    // An error without a code is a bug of ours, not a fault of the store.
    if (fault === undefined) throw error;
    throw new Refusal(request?.sent() ? 'store_timeout' : unsentCode(fault), { fault }, error);
  } finally {
    request?.close();
  }
}

/** The end of a call that begins now. */
export function deadlineOf({ deadlineMilliseconds }: Sending): AbortSignal {
  return AbortSignal.timeout(deadlineMilliseconds ?? DEADLINE_MILLISECONDS);
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
  const body = await answerText(Buffer.concat(chunks), answer.headers, answerBytes);
  return { status: answer.statusCode ?? 0, headers: answer.headers, body };
}

function unsentCode(fault: string): 'certificate_invalid' | 'tls_failed' | 'store_unreachable' {
  if (isCertificateFault(fault)) return 'certificate_invalid';
  return isTlsFault(fault) ? 'tls_failed' : 'store_unreachable';
}
