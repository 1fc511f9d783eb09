import { createHash } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { ConnectionId, ProductId } from '../../domain/ids.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import type { StoreAddress } from '../../domain/stores/store-address.ts';
import { minted } from '../fields/minted-field.ts';
import type { Table } from './table.ts';

const pointer = z.object({ connection: minted<ConnectionId>() });

/** A pointer is never removed, so whoever may not write one finds one. */
const ROUNDS = 3;

export type StorePointers = ReturnType<typeof openStorePointers>;

/**
 * Which connection a store has: one item per product and store address. Two Magentos below one host have two, and one
 * Magento that is known under two addresses has two that name one connection.
 */
export function openStorePointers(table: Table) {
  async function find(product: ProductId, address: StoreAddress): Promise<ConnectionId | undefined> {
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: { pk: pointerKey(product, address) }, ConsistentRead: true }),
    );
    return Item === undefined ? undefined : pointer.parse(Item).connection;
  }

  /** @returns false when the address has a connection */
  async function write(product: ProductId, address: StoreAddress, connection: ConnectionId): Promise<boolean> {
    try {
      await table.persistent.send(
        new PutCommand({
          TableName: table.name,
          Item: { pk: pointerKey(product, address), product, address, connection },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  return {
    find,

    /**
     * Gives the address to a connection, unless it has one. Written before the connection itself, so that two attempts
     * for one new store end at one connection; an id that never became a connection is used by the next attempt.
     *
     * @returns the connection that the address has now
     * @throws Refusal `interrupted` when it could neither be written nor found
     */
    async claim(product: ProductId, address: StoreAddress, connection: ConnectionId): Promise<ConnectionId> {
      for (let round = 0; round < ROUNDS; round += 1) {
        if (await write(product, address, connection)) return connection;
        const claimed = await find(product, address);
        if (claimed !== undefined) return claimed;
      }
      throw new Refusal('interrupted');
    },
  };
}

function pointerKey(product: ProductId, address: StoreAddress): string {
  return `STORE#${product}#${createHash('sha256').update(address, 'utf8').digest('hex').slice(0, 32)}`;
}
