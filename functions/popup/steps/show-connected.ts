import type { ConnectionRepository } from '../../adapters/dynamodb/connection-repository.ts';
import type { HttpResponse } from '../../adapters/lambda/http-handler.ts';
import { type Account, accountKey } from '../../domain/account.ts';
import type { Activation } from '../../domain/handshake/activation.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import type { Connection } from '../../domain/stores/connection.ts';
import type { HealthResult } from '../../domain/stores/health.ts';
import { hostOf } from '../../domain/stores/store-url.ts';
import type { WayInOf } from '../../products/product-way-in.ts';
import type { ProductLayout } from '../layout/layout.ts';
import { alreadyConnectedPage, endedPage } from '../pages/done-page.ts';

export type Deps = {
  readonly wayInOf: WayInOf;
  readonly connections: Pick<ConnectionRepository, 'find'>;
  /** A health check made now. */
  readonly check: (connection: Connection) => Promise<HealthResult>;
};

/**
 * The popup of an integration that is linked: "already connected" is said to the account that has the store, once the
 * store has confirmed it.
 *
 * @throws Refusal `integration_taken` for any other account; what is wrong, where the credentials do not work
 */
export async function showConnected(
  deps: Deps,
  layout: ProductLayout,
  activation: Activation & { readonly stage: 'linked' },
  account: Account,
): Promise<HttpResponse> {
  const store = hostOf(activation.storeUrl);
  const facts = { product: activation.product, activation: activation.activation, host: store };
  const connection = await deps.connections.find(activation.connection);
  if (connection === undefined || connection.accountKey !== accountKey(account)) {
    throw new Refusal('integration_taken', facts);
  }
  if (connection.status === 'disconnected') return endedPage(layout, { store });
  const result = await deps.check(connection);
  if (result !== 'alive') throw new Refusal(result, facts);
  return alreadyConnectedPage(layout, { store, wayIn: await deps.wayInOf(activation.product, account) });
}
