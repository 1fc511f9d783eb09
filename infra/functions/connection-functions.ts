import { Stack } from 'aws-cdk-lib';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { BY_ACCOUNT, BY_HOST, BY_PRODUCT } from '../../functions/adapters/dynamodb/indexes.ts';
import type { ApiClient } from '../../functions/adapters/lambda/environment.ts';
import { type FunctionContext, openFunction } from './handshake-functions.ts';
import type { DeployedFunction } from './lambda-function.ts';
import { CONNECTIONS, encryptionPolicy, indexPolicy, itemPolicy, LEASES } from './policies.ts';
import { namesOf } from './product-branding.ts';

/** One second less than API Gateway waits, so that the answer is ours. */
const API_SECONDS = 29;

export const PROBE_SECONDS = 300;

export type ConnectionsProps = {
  readonly bus: EventBus;
  /** Of the merchants' sign-in: an account is named by issuer and claim. */
  readonly issuer: string;
  /** Undefined: whoever is let in may see all products. */
  readonly clients: readonly ApiClient[] | undefined;
};

export function apiFunction(context: FunctionContext, { bus, issuer, clients }: ConnectionsProps): DeployedFunction {
  const told = clients && { HANDFAST_API_CLIENTS: Stack.of(context.scope).toJsonString(clients) };
  const built = openFunction(context, 'connections', "the API of the vendor's backend", API_SECONDS, {
    ...callingStores(context, bus),
    HANDFAST_ISSUER: issuer,
    ...told,
  });
  built.fn.addToRolePolicy(indexPolicy(context.table, [BY_ACCOUNT, BY_PRODUCT, BY_HOST]));
  built.fn.addToRolePolicy(itemPolicy(context.table, [LEASES], ['dynamodb:UpdateItem', 'dynamodb:DeleteItem']));
  grantCalls(context, bus, built);
  return built;
}

export function healthFunction(context: FunctionContext, bus: EventBus): DeployedFunction {
  const built = openFunction(context, 'probe', 'looks after each connection once a day', PROBE_SECONDS, {
    ...callingStores(context, bus),
  });
  built.fn.addToRolePolicy(indexPolicy(context.table, [BY_PRODUCT]));
  grantCalls(context, bus, built);
  return built;
}

function callingStores({ key, settings }: FunctionContext, bus: EventBus) {
  return {
    HANDFAST_KEY: key.keyArn,
    HANDFAST_BUS: bus.eventBusName,
    HANDFAST_PRODUCTS: JSON.stringify(namesOf(settings.products)),
  };
}

/** Both open credentials, call stores with them, and keep and tell what they learn of a connection. */
function grantCalls({ table, key }: FunctionContext, bus: EventBus, { fn }: DeployedFunction): void {
  fn.addToRolePolicy(itemPolicy(table, [CONNECTIONS], ['dynamodb:GetItem', 'dynamodb:UpdateItem']));
  fn.addToRolePolicy(encryptionPolicy(key, [CONNECTIONS], ['kms:Decrypt']));
  bus.grantPutEventsTo(fn);
}
