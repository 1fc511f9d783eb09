import type { ConnectionRepository } from '../adapters/dynamodb/connection-repository.ts';
import type { MagentoStore, RestCall, RestReply } from '../adapters/magento/magento-store.ts';
import { readRest } from '../adapters/magento/replies/rest-reply.ts';
import { generationsOf } from '../adapters/magento/transport/try-generations.ts';
import { Refusal } from '../domain/refusals/refusal.ts';
import type { Connection } from '../domain/stores/connection.ts';
import { isMagentosAnswer } from '../domain/stores/health.ts';
import { applyHealth, credentialsOf, type Deps as HealthDeps, healthCheck } from './health-check.ts';
import { acquireLease, type LeaseDeps, type StoreLease } from './store-lease.ts';

export type Deps = HealthDeps &
  LeaseDeps & {
    readonly connections: Pick<ConnectionRepository, 'find' | 'recordHealth' | 'markPublished' | 'learn'>;
    readonly magento: Pick<MagentoStore, 'check' | 'rest'>;
  };

/** A call; without a deadline of its own, it has a request's. */
export type StoreCall = Omit<RestCall, 'deadlineMs'> & Partial<Pick<RestCall, 'deadlineMs'>>;

/** API Gateway waits 30 s and the function runs for at most 29: the rest is for a health check, and for answering. */
export const CALL_MILLISECONDS = 22_000;
/** A call that took longer than this leaves no time for a health check. */
const CHECK_UNTIL_MILLISECONDS = 15_000;

export type Called = Pick<RestReply, 'reply' | 'generations' | 'tries'> & {
  /** Whole milliseconds from the first byte sent to the last one read, all tries and the pauses between them. */
  readonly milliseconds: number;
};

/**
 * Calls a store for the backend. Magento's 401s are distinguished here, and change the connection's status once a
 * health check has confirmed them; a good answer makes a connection active again.
 *
 * @param lease released in any case
 * @throws Refusal `store_at_capacity`, `connection_disconnected`, what `MagentoStore.rest` throws, and what `readRest`
 * makes of a 401
 */
export async function callStore(
  deps: Deps,
  connection: Connection,
  asked: StoreCall,
  lease: StoreLease = acquireLease(deps, connection.connection),
): Promise<Called> {
  const { deadlineMs = performance.now() + CALL_MILLISECONDS } = asked;
  await using held = lease;
  const [keys] = await Promise.all([credentialsOf(deps, connection), held.acquired]);
  const startedAtMs = performance.now();
  const known = generationsOf(connection.generations);
  const answered = await deps.magento.rest(connection.storeUrl, keys, known, { ...asked, deadlineMs });
  const called = { ...answered, milliseconds: Math.round(performance.now() - startedAtMs) };
  deps.log('call_made', {
    ...{ product: connection.product, connection: connection.connection, method: asked.method },
    ...{ status: called.reply.status, tries: called.tries, ms: called.milliseconds },
  });
  await applyAnswer(deps, connection, called);
  return called;
}

/** The store has answered, and a write has had its effect: what fails on our side from then on is only logged. */
async function logFailure(
  { log }: Deps,
  { product, connection }: Connection,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    log('answer_not_recorded', { product, connection, error: error instanceof Error ? error.name : typeof error });
  }
}

/**
 * Records what an answer says about the connection.
 *
 * @throws Refusal what a 401 means
 */
async function applyAnswer(
  deps: Deps,
  connection: Connection,
  { reply, generations, milliseconds }: Called,
): Promise<void> {
  const refusal = reply.status === 401 ? refusalOf(reply) : undefined;
  const good = reply.status >= 200 && reply.status < 300;
  const suspicious = connection.status !== 'active' || connection.suspect !== undefined;
  // Refused with an unknown text: the answer of `modules` shows whether it was the token.
  const unclear = refusal?.code === 'token_refused';
  const wanted = refusal === undefined ? good && suspicious : unclear || isMagentosAnswer(refusal.code);
  await logFailure(deps, connection, async () => {
    if (generations.join() !== connection.generations.join()) await deps.connections.learn(connection, generations);
    if (!wanted || milliseconds > CHECK_UNTIL_MILLISECONDS) return;
    // A missing permission, or a route that is open to all, says nothing about the token: `modules` does.
    const found = await healthCheck(deps, connection);
    if (found.result === 'alive' || isMagentosAnswer(found.result)) await applyHealth(deps, connection, found, 0);
  });
  if (refusal !== undefined) throw refusal;
}

function refusalOf(reply: RestReply['reply']): Refusal {
  try {
    readRest(reply);
    return new Refusal('token_refused', { status: reply.status });
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
