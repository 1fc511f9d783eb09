import { randomUUID } from 'node:crypto';
import type { ConnectionRepository } from '../../adapters/dynamodb/connection-repository.ts';
import type { ApiHandler } from '../../adapters/lambda/api-handler.ts';
import type { log } from '../../adapters/lambda/log.ts';
import { type Account, accountKey } from '../../domain/account.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import type { Connection, OutboxEvent } from '../../domain/stores/connection.ts';
import { type Deps as OutboxDeps, publishOutbox } from '../../stores/outbox.ts';
import { type ProductsOf, requireConnection } from '../client-access.ts';
import { accountBody } from '../contract/requests.ts';
import { viewOf } from '../contract/views.ts';
import { answer } from '../json-answer.ts';
import { readBody } from '../read-request.ts';

export type Deps = OutboxDeps & {
  readonly productsOf: ProductsOf;
  readonly connections: Pick<ConnectionRepository, 'find' | 'reassign' | 'markPublished'>;
  /** Issuer URL of the merchants' sign-in. */
  readonly issuer: string;
  readonly now: () => Date;
  readonly log: typeof log;
};

const ROUNDS = 3;

/**
 * `POST /v1/connections/{id}/account`: gives a connection to another account, whatever its status. The credentials stay.
 * A repetition changes nothing.
 */
export function moveConnection(deps: Deps): ApiHandler {
  return async (request) => {
    const { issuer = deps.issuer, id, label } = readBody(request, accountBody);
    const account: Account = { issuer, id, label };
    for (let round = 0; round < ROUNDS; round += 1) {
      const existing = await requireConnection(deps, request);
      // The change would overwrite an event that is still to be published.
      await publishOutbox(deps, existing);
      if (isSame(existing.account, account)) return answer(viewOf(existing));
      const moved = await deps.connections.reassign(existing, account, eventOf(existing, account, deps.now()));
      if (moved === undefined) continue;
      const { product, connection } = existing;
      deps.log('connection_account_changed', { product, connection, client: request.client });
      await publishOutbox(deps, moved);
      return answer(viewOf(moved));
    }
    throw new Refusal('interrupted');
  };
}

function isSame(one: Account, other: Account): boolean {
  return accountKey(one) === accountKey(other) && one.label === other.label;
}

/** @returns undefined where only the label differs */
function eventOf({ accountKey: previous, status }: Connection, account: Account, now: Date): OutboxEvent | undefined {
  if (previous === accountKey(account)) return undefined;
  return { id: `evt_${randomUUID()}`, status, at: now.toISOString(), previousAccount: previous };
}
