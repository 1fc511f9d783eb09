import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import packageJson from '../../../package.json' with { type: 'json' };
import type { PingError } from '../../domain/integrations/integration.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import { type Lookup, resolveHost } from './address-guard.ts';
import { answerText } from './answer-text.ts';
import { faultOf, isCertificateFault, isTlsFault } from './connection-fault.ts';
import { type PinnedRequest, pinnedRequest } from './pinned-request.ts';
import type { UrlPolicy } from './url-policy.ts';

/** The whole exchange, from looking up the name to the last byte of the answer. */
const DEADLINE_MILLISECONDS = 15_000;
const ANSWER_BYTES = 64 * 1024;
/** What surrounds an answer: headers, the framing of chunks, informational responses. */
const FRAMING_BYTES = 128 * 1024;
const USER_AGENT = `Handfast/${packageJson.version}`;

export type VendorRequest = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** How much of the answer is read, where that is more than usual. */
  readonly limitBytes?: number | undefined;
  /** Ends it before its deadline. */
  readonly signal?: AbortSignal | undefined;
};

/** What a URL of the vendor's answered, whatever the status. */
export type VendorReply = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** undefined: it broke off, or was larger than what is read. */
  readonly body: string | undefined;
};

/** Why there is no answer. The message is a code: it is shown to the vendor, and holds no address of theirs or ours. */
export class VendorFault extends Error {
  override readonly name = 'VendorFault';
  readonly code: PingError;

  constructor(code: PingError, fault: string, cause?: unknown) {
    super(fault, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

export type SendToVendor = (request: VendorRequest) => Promise<VendorReply>;

export type VendorPolicy = UrlPolicy & {
  /** Plain http too, to loopback addresses where those are allowed: providers of local mode have no certificate. */
  readonly plainLoopback?: true;
};

/**
 * Sends requests to URLs that vendors have named: https only, to an address that is checked now, and to no other; no
 * redirects.
 */
export function openVendorSender(policy: VendorPolicy, lookup?: Lookup): SendToVendor {
  return async (asked) => {
    const deadline = AbortSignal.timeout(DEADLINE_MILLISECONDS);
    const signal = asked.signal === undefined ? deadline : AbortSignal.any([deadline, asked.signal]);
    let request: PinnedRequest | undefined;
    try {
      request = await begin(asked, policy, signal, lookup);
      return await read(await request.answer, signal, asked.limitBytes);
    } catch (error) {
      throw vendorFault(error, signal);
    } finally {
      request?.close();
    }
  };
}

async function begin(
  { method, url: text, headers, body, limitBytes = ANSWER_BYTES }: VendorRequest,
  policy: VendorPolicy,
  signal: AbortSignal,
  lookup: Lookup | undefined,
): Promise<PinnedRequest> {
  const url = URL.parse(text);
  if (url === null) throw new VendorFault('url_refused', 'malformed');
  if (url.protocol !== 'https:' && !policy.plainLoopback) throw new VendorFault('url_refused', 'not_https');
  const checked = await resolveHost(url.href, policy, signal, lookup);
  return pinnedRequest(checked, {
    method,
    path: `${url.pathname}${url.search}`,
    headers: {
      accept: 'application/json',
      'accept-encoding': 'identity',
      'user-agent': USER_AGENT,
      ...headers,
      ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
    },
    body,
    signal,
    limitBytes: limitBytes + FRAMING_BYTES,
  });
}

/** An answer that breaks off still has its status: whoever sent it may have done what it was to do. */
async function read(answer: IncomingMessage, signal: AbortSignal, limitBytes = ANSWER_BYTES): Promise<VendorReply> {
  const reply = { status: answer.statusCode ?? 0, headers: answer.headers };
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of answer) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > limitBytes) return { ...reply, body: undefined };
    }
    return { ...reply, body: await answerText(Buffer.concat(chunks), answer.headers, limitBytes) };
  } catch (error) {
    if (signal.aborted) throw error;
    return { ...reply, body: undefined };
  }
}

function vendorFault(error: unknown, signal: AbortSignal): VendorFault {
  if (error instanceof VendorFault) return error;
  if (error instanceof Refusal) {
    if (error.code === 'store_address_refused') return new VendorFault('url_refused', String(error.facts['reason']));
    return new VendorFault('dns_failed', String(error.facts['fault']), error);
  }
  const fault = faultOf(error, signal);
  // A fault without a code is one of ours, and not to be blamed on the vendor.
  if (fault === undefined) throw error;
  if (fault === 'TIMEOUT') return new VendorFault('timeout', fault, error);
  if (isCertificateFault(fault) || isTlsFault(fault)) return new VendorFault('tls_failed', fault, error);
  if (fault === 'OVERSIZE' || fault === 'NOT_HTTP') return new VendorFault('answer', fault, error);
  return new VendorFault('unreachable', fault, error);
}
