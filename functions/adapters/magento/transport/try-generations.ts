import { Refusal } from '../../../domain/refusals/refusal.ts';
import { statedProblem } from '../replies/oauth-problem.ts';
import type { Generation } from '../signing/signature.ts';
import { authorizationHeader, GENERATIONS, signedAlike } from '../signing/signature.ts';
import type { RequestUrl } from './request-url.ts';
import type { Method, Reply } from './send.ts';

/** What is known of a store's generation: those it may be, likeliest first. Nothing known: all, or an empty list. */
export type Candidates = readonly Generation[];

/** Generations by their names, as they were remembered; what is no generation any longer is left out. */
export function generationsOf(names: readonly string[]): Candidates {
  return GENERATIONS.filter((generation) => names.includes(generation)).toSorted(
    (one, other) => names.indexOf(one) - names.indexOf(other),
  );
}

/** The keys one call is signed with. */
export type Keys = {
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly token?: string;
  readonly tokenSecret?: string;
  readonly verifier?: string;
};

export type Unsigned = {
  readonly method: Method;
  readonly url: RequestUrl;
  readonly keys: Keys;
  /** Not sent again where the store has seen its nonce. */
  readonly once?: boolean | undefined;
};

/** Sends the request with this `Authorization` header. */
export type SendWith = (authorization: string) => Promise<Reply>;

/**
 * Signs for the likeliest generation and sends; where the store rejects the signature, or refuses in words that are not
 * known, once more for the next generation that would sign differently. Each try has its own nonce and timestamp:
 * Magento takes a nonce once, and where it says that it has seen one, the try is made once more with another.
 *
 * Generations that are not among the candidates come last: the store may have been upgraded since.
 *
 * @returns the reply, and those candidates that sign this request the way that was not rejected, in their order
 * @throws Refusal `signature_rejected` when no generation is left, and all that sending throws
 */
export async function sendSigned(
  { method, url, keys, once = false }: Unsigned,
  candidates: Candidates,
  sendWith: SendWith,
): Promise<{ reply: Reply; generations: Candidates }> {
  const tries = distinct(url, [...candidates, ...GENERATIONS]);
  let unclear: Reply | undefined;
  for (const generation of tries) {
    const sign = () => authorizationHeader({ ...keys, method, url, generation });
    const attempt = () => sendWith(sign());
    const reply = await (once ? attempt() : withFreshNonce(attempt));
    const outcome = outcomeOf(reply);
    if (outcome === 'answered') return { reply, generations: narrowed(url, candidates, generation) };
    if (outcome === 'unclear') unclear ??= reply;
  }
  if (unclear !== undefined) return { reply: unclear, generations: candidates };
  throw new Refusal('signature_rejected', { tries: tries.length });
}

/** One generation of every group that signs this URL alike, in the order given. */
function distinct(url: string, generations: Candidates): Candidates {
  const chosen: Generation[] = [];
  for (const generation of generations) {
    if (!chosen.some((earlier) => signedAlike(url, earlier, generation))) chosen.push(generation);
  }
  return chosen;
}

function narrowed(url: string, candidates: Candidates, worked: Generation): Candidates {
  const alike = (generation: Generation): boolean => signedAlike(url, worked, generation);
  const left = candidates.filter(alike);
  return left.length > 0 ? left : GENERATIONS.filter(alike);
}

/** A store behind two web servers may get a request twice, and refuse the second one. */
async function withFreshNonce(attempt: () => Promise<Reply>): Promise<Reply> {
  const reply = await attempt();
  return statedProblem(reply)?.problem === 'nonce_used' ? attempt() : reply;
}

/** Whether the store has accepted the signature, rejected it, or answered something unknown. */
function outcomeOf(reply: Reply): 'answered' | 'unclear' | 'rejected' {
  const stated = reply.status === 401 ? statedProblem(reply) : undefined;
  if (stated === undefined) return 'answered';
  if (stated.problem === undefined) return 'unclear';
  return stated.problem === 'signature_rejected' ? 'rejected' : 'answered';
}
