import { randomUUID } from 'node:crypto';
import type * as z from 'zod/mini';
import type { ConnectionRepository } from '../../adapters/dynamodb/connection-repository.ts';
import type { ApiHandler } from '../../adapters/lambda/api-handler.ts';
import type { log } from '../../adapters/lambda/log.ts';
import { type Account, accountKey } from '../../domain/account.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import type { Connection, OutboxEvent } from '../../domain/stores/connection.ts';
import { type Deps as OutboxDeps, publishOutbox } from '../../stores/outbox.ts';
import { type ProductsOf, requireConnection } from '../client-access.ts';
import { viewOf } from '../contract/connection-view.ts';
import { accountBody } from '../contract/request-schemas.ts';
import { answer } from '../json-answer.ts';
import { readBody } from '../read-request.ts';
import type { IssuersOf } from './issuers.ts';

export type Deps = OutboxDeps & {
  readonly productsOf: ProductsOf;
  readonly connections: Pick<ConnectionRepository, 'find' | 'reassign' | 'markPublished'>;
  readonly issuersOf: IssuersOf;
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
    const asked = readBody(request, accountBody);
    for (let round = 0; round < ROUNDS; round += 1) {
      const existing = await requireConnection(deps, request);
      const account = await accountOf(deps, existing, asked);
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

/**
 * Of the sign-in that merchants have now, unless another one is named.
 *
 * @throws Refusal `request_malformed` where the table does not say what that is
 */
async function accountOf(
  { issuersOf }: Deps,
  { product }: Connection,
  { issuer: named, id, label }: z.output<typeof accountBody>,
): Promise<Account> {
  const issuer = named ?? (await issuersOf(product)).present;
  if (issuer !== undefined) return { issuer, id, label };
  throw new Refusal('request_malformed', {
    problems: 'issuer: must be given where merchants sign in by SAML metadata at a URL: saml: and the entity id',
  });
}

function isSame(one: Account, other: Account): boolean {
  return accountKey(one) === accountKey(other) && one.label === other.label;
}

/** @returns undefined where only the label differs */
function eventOf({ accountKey: previous, status }: Connection, account: Account, now: Date): OutboxEvent | undefined {
  if (previous === accountKey(account)) return undefined;
  return { id: `evt_${randomUUID()}`, status, at: now.toISOString(), previousAccount: previous };
}
