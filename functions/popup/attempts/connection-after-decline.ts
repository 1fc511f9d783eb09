import type { ConnectionRepository } from '../../adapters/dynamodb/connection-repository.ts';
import { type Account, accountKey } from '../../domain/account.ts';
import type { Activation } from '../../domain/handshake/activation.ts';
import type { Connection } from '../../domain/stores/connection.ts';
import { type HealthResult, isMagentosAnswer } from '../../domain/stores/health.ts';
import { declined, isDeclined, STAYS, STAYS_YOURS } from './popup-state.ts';

export type Deps = {
  readonly connections: Pick<ConnectionRepository, 'find'>;
  /** A health check made now. */
  readonly check: (connection: Connection) => Promise<HealthResult>;
};

/**
 * What a "no" means to the connection that the store has. *Reauthorize* makes Magento drop the token of its own
 * integration, so the store is cut off unless it answers to the token that we have. Another integration's question
 * changes nothing about it.
 *
 * @throws Refusal `consent_declined`, when the merchant said no
 */
export async function refuseDeclined(
  { connections, check }: Deps,
  activation: Activation,
  account: Account | undefined,
): Promise<void> {
  if (!isDeclined(activation)) return;
  const { consent } = activation;
  const id = consent?.decision === 'no' ? consent.existing : undefined;
  const existing = id === undefined ? undefined : await connections.find(id);
  if (account === undefined || consent === undefined || existing === undefined) throw declined(activation);
  const isYours = existing.accountKey === accountKey(account);
  if (existing.status === 'disconnected' || !(isYours || isProven(activation))) throw declined(activation);
  const result = recordedSince(existing, consent.at) ?? (await check(existing));
  const stays = activation.owner === undefined ? !isMagentosAnswer(result) : result === 'alive';
  if (!stays) throw declined(activation);
  throw declined(activation, isYours ? STAYS_YOURS : STAYS);
}

/** Until the store has answered, nobody is shown whether it is connected to somebody else. */
function isProven({ stage }: Activation): boolean {
  return stage !== 'received';
}

/** The result of a check that was made after the answer: the attempt's own, or an earlier visit's. */
function recordedSince({ checkedAt, suspect, status, reason }: Connection, at: string): HealthResult | undefined {
  if (checkedAt === undefined || checkedAt < at) return undefined;
  return suspect?.code ?? (status === 'active' ? 'alive' : reason);
}
