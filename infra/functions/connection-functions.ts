import { Stack } from 'aws-cdk-lib';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { BY_ACCOUNT, BY_HOST, BY_PRODUCT } from '../../functions/adapters/dynamodb/indexes.ts';
import type { ApiClient } from '../../functions/adapters/lambda/environment.ts';
import { type House, openRoom } from './handshake-functions.ts';
import type { HouseFunction } from './lambda-function.ts';
import { CONNECTIONS, itemRights, listRights, SLOTS, vaultRights } from './policies.ts';
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

export function connectionsRoom(house: House, { bus, issuer, clients }: ConnectionsProps): HouseFunction {
  const told = clients && { HANDFAST_API_CLIENTS: Stack.of(house.scope).toJsonString(clients) };
  const built = openRoom(house, 'connections', "the API of the vendor's backend", API_SECONDS, {
    ...callingStores(house, bus),
    HANDFAST_ISSUER: issuer,
    ...told,
  });
  built.room.addToRolePolicy(listRights(house.table, [BY_ACCOUNT, BY_PRODUCT, BY_HOST]));
  built.room.addToRolePolicy(itemRights(house.table, [SLOTS], ['dynamodb:UpdateItem', 'dynamodb:DeleteItem']));
  grantCalls(house, bus, built);
  return built;
}

export function probeRoom(house: House, bus: EventBus): HouseFunction {
  const built = openRoom(house, 'probe', 'looks after each connection once a day', PROBE_SECONDS, {
    ...callingStores(house, bus),
  });
  built.room.addToRolePolicy(listRights(house.table, [BY_PRODUCT]));
  grantCalls(house, bus, built);
  return built;
}

function callingStores({ key, settings }: House, bus: EventBus) {
  return {
    HANDFAST_KEY: key.keyArn,
    HANDFAST_BUS: bus.eventBusName,
    HANDFAST_PRODUCTS: JSON.stringify(namesOf(settings.products)),
  };
}

/** Both open credentials, call stores with them, and keep and tell what they learn of a connection. */
function grantCalls({ table, key }: House, bus: EventBus, { room }: HouseFunction): void {
  room.addToRolePolicy(itemRights(table, [CONNECTIONS], ['dynamodb:GetItem', 'dynamodb:UpdateItem']));
  room.addToRolePolicy(vaultRights(key, [CONNECTIONS], ['kms:Decrypt']));
  bus.grantPutEventsTo(room);
}
