import { promises as dns, type LookupAddress } from 'node:dns';

export type HowToLook = {
  /** Ends the look-up. */
  readonly signal: AbortSignal;
  /** Whether names that DNS does not know are looked up as the system does: on one computer, for development. */
  readonly useHostsFile: boolean;
};

/** Resolves a host to all its addresses. */
export type Lookup = (host: string, how: HowToLook) => Promise<readonly LookupAddress[]>;

/** How long one name server is waited for, and how often it is asked. */
const QUERY = { timeout: 2_000, tries: 2 } as const;
/** How long the slower of the two questions (A, AAAA) is waited for once the other one is answered. */
const GRACE_MILLISECONDS = 500;
/** RFC 6761 §6.3: `localhost` and all below it are loopback, and DNS is not asked. */
const LOCALHOST = /^(?:.+\.)?localhost$/i;
const LOOPBACK: readonly LookupAddress[] = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
];
/** Codes of c-ares for what our name servers or our network kept from us. SERVFAIL and the like are the name's. */
const OUR_DELAY: readonly unknown[] = ['ETIMEOUT', 'ECANCELLED', 'ECONNREFUSED', 'EDESTRUCTION', 'ENOMEM'];

/** Whether a look-up failed for a reason of ours, which says nothing of the name. */
export function isOurDelay(error: unknown): boolean {
  return error instanceof Error && 'code' in error && OUR_DELAY.includes(error.code);
}

/**
 * Looks names up with c-ares: `dns.lookup` would hold one of libuv's four threads for each name whose servers are
 * silent, and with them all that the process looks up.
 *
 * @param servers name servers, with ports; the system's unless given
 */
export function openLookup(servers?: readonly string[]): Lookup {
  return async (host, how) => {
    if (LOCALHOST.test(host)) return LOOPBACK;
    try {
      return await resolve(host, how.signal, servers);
    } catch (error) {
      if (!how.useHostsFile || how.signal.aborted) throw error;
      return dns.lookup(host, { all: true, verbatim: true });
    }
  };
}

async function resolve(host: string, signal: AbortSignal, servers?: readonly string[]): Promise<LookupAddress[]> {
  const resolver = new dns.Resolver(QUERY);
  if (servers !== undefined) resolver.setServers(servers);
  const cancel = () => resolver.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  const questions = [addresses(resolver.resolve4(host), 4), addresses(resolver.resolve6(host), 6)];
  let grace: NodeJS.Timeout | undefined;
  for (const question of questions) {
    question.then(
      () => {
        grace ??= setTimeout(cancel, GRACE_MILLISECONDS);
      },
      () => undefined,
    );
  }
  const answers = await Promise.allSettled(questions);
  clearTimeout(grace);
  signal.removeEventListener('abort', cancel);
  return found(answers);
}

async function addresses(answer: Promise<string[]>, family: number): Promise<LookupAddress[]> {
  return (await answer).map((address) => ({ address, family }));
}

/** @throws what kept us from an answer, rather than what says that there is none */
function found(answers: readonly PromiseSettledResult<LookupAddress[]>[]): LookupAddress[] {
  const all = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  if (all.length > 0) return all;
  const reasons = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
  throw reasons.find(isOurDelay) ?? reasons[0];
}
