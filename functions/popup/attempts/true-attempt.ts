import type { Activation } from '../../domain/handshake/activation.ts';
import { type ConsumerKey, type ConsumerMessage, SECRETS_TRIED } from '../../domain/handshake/consumer-key.ts';
import { type Deps as BeginDeps, beginAttempt, refTo } from './begin-attempt.ts';
import type { StoreMessages } from './choose-message.ts';

export type Deps = BeginDeps & { readonly pause: (ms: number) => Promise<unknown> };

/** How long an answer is held while a store is asked which secret is its own. */
const HOLD_MS = 6_000;
const READ_EVERY_MS = 100;

/**
 * The attempt of the store's own message. Where messages with several secrets are there, a few are tried at a time: the
 * store refuses those that it did not send, which makes room for the others.
 *
 * @returns undefined while the store has accepted none of them
 */
export async function trueAttempt(
  deps: Deps,
  key: ConsumerKey,
  messages: StoreMessages,
): Promise<Activation | undefined> {
  const [newest, ...others] = messages;
  if (others.length === 0) return beginAttempt(deps, key, newest);
  const deadlineMs = deps.now().getTime() + HOLD_MS;
  const attempts = new Map<ConsumerMessage, Activation>();
  for (;;) {
    const tried = messages.filter((message) => attempts.get(message)?.stage !== 'failed').slice(0, SECRETS_TRIED);
    if (tried.length === 0) return attempts.get(newest);
    for (const message of tried) attempts.set(message, await look(deps, key, message, attempts.has(message)));
    const accepted = tried.map((message) => attempts.get(message)).find(isAccepted);
    if (accepted !== undefined) return accepted;
    if (tried.some((message) => attempts.get(message)?.stage === 'failed')) continue;
    if (deps.now().getTime() >= deadlineMs) return undefined;
    await deps.pause(READ_EVERY_MS);
  }
}

function look(deps: Deps, key: ConsumerKey, message: ConsumerMessage, begun: boolean): Promise<Activation> {
  return begun ? deps.activations.current(refTo(key, message)) : beginAttempt(deps, key, message);
}

function isAccepted(activation: Activation | undefined): boolean {
  return activation !== undefined && activation.stage !== 'received' && activation.stage !== 'failed';
}
