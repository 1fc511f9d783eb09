import type { IncomingHttpHeaders } from 'node:http';
import type { Agent } from 'undici';
import packageJson from '../../../package.json' with { type: 'json' };
import { Refusal } from '../../handshake/refusal.ts';
import type { StorePolicy } from './callable.ts';
import type { CheckedAddress, Lookup } from './guard.ts';
import { resolveStore } from './guard.ts';
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
  readonly policy: StorePolicy;
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
/** Long enough for a far-away store; Node's default of 250 ms gives up on those when they have several addresses. */
const CONNECT_ATTEMPT_MILLISECONDS = 2_000;
const USER_AGENT = `Handfast/${packageJson.version}`;

/**
 * Sends one request to a checked address of its host, and to no other: the name is resolved once, here.
 *
 * @throws Refusal `store_address_refused`; `store_unreachable` when nothing was sent, so that it is safe to ask again;
 * `store_silent` when it was sent and no whole answer came back in time and size, so that it may have had effect.
 */
export async function send(outgoing: Outgoing, sending: Sending): Promise<Reply> {
  const progress = { connected: false };
  const deadline = sending.deadlineMilliseconds ?? DEADLINE_MILLISECONDS;
  const signal = AbortSignal.timeout(deadline);
  let agent: Agent | undefined;
  try {
    // Neither a look-up nor a connection being made listens to a signal.
    const checked = await Promise.race([resolveStore(outgoing.url, sending.policy, sending.lookup), aborted(signal)]);
    agent = await pinnedAgent(checked, deadline, progress);
    const answer = exchange(agent, checked.origin, outgoing, signal, sending.answerBytes ?? ANSWER_BYTES);
    return await Promise.race([answer, aborted(signal)]);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const fault = faultOf(error, signal);
    // A fault without a code is one of ours, and not to be blamed on the store.
    if (fault === undefined) throw error;
    throw new Refusal(progress.connected ? 'store_silent' : 'store_unreachable', { fault }, error);
  } finally {
    // Not awaited: tearing down sockets cannot fail, and must not hold up the answer.
    void agent?.destroy();
  }
}

/** One agent for one request: a store is asked rarely, and a kept connection could outlive the check of its address. */
async function pinnedAgent(
  { addresses }: CheckedAddress,
  deadline: number,
  progress: { connected: boolean },
): Promise<Agent> {
  // Loaded with the first request: undici takes as long to load as all the rest of a function.
  // As a CommonJS package it has nothing but a default export once it is bundled.
  const { Agent, buildConnector } = (await import('undici')).default;
  const connect = buildConnector({
    timeout: deadline,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: CONNECT_ATTEMPT_MILLISECONDS,
    lookup: (_host, { all }, callback) => {
      if (all) callback(null, [...addresses]);
      else callback(null, addresses[0].address, addresses[0].family);
    },
  });
  return new Agent({
    // undici dispatches only once this calls back, after the TLS handshake: until then nothing was sent.
    connect: (options, callback) => {
      connect(options, (...outcome) => {
        progress.connected = outcome[0] === null;
        callback(...outcome);
      });
    },
  });
}

async function exchange(
  agent: Agent,
  origin: string,
  { method, url, authorization, body }: Outgoing,
  signal: AbortSignal,
  answerBytes: number,
): Promise<Reply> {
  const headers = {
    authorization,
    accept: 'application/json',
    'accept-encoding': 'identity',
    'user-agent': USER_AGENT,
  };
  const answer = await agent.request({
    origin,
    // Handed over as text: parsed as a URL it could come out spelt differently from what was signed.
    path: url.slice(origin.length),
    method,
    headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
    signal,
  });
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer.body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > answerBytes) throw new Refusal('store_silent', { fault: 'OVERSIZE' });
  }
  return { status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks).toString('utf8') };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** The code of the fault (`ECONNREFUSED`, `CERT_HAS_EXPIRED`, `UND_ERR_SOCKET`…): its message can hold addresses. */
function faultOf(error: unknown, signal: AbortSignal): string | undefined {
  if (signal.aborted) return 'TIMEOUT';
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'HTTPParserError') return 'NOT_HTTP';
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
