import { setTimeout as pause } from 'node:timers/promises';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { openChannelCounts } from '../../../functions/adapters/dynamodb/channels/looks/channel-counts.ts';
import { openConnectionCounts } from '../../../functions/adapters/dynamodb/connections/connection-counts.ts';
import { openDeliveryRepository } from '../../../functions/adapters/dynamodb/integrations/delivery-repository.ts';
import type { Table } from '../../../functions/adapters/dynamodb/table.ts';
import { EVENTS_VERSION, type EventDetails } from '../../../functions/domain/events.ts';
import type { Delivery } from '../../../functions/domain/integrations/deliveries/delivery.ts';
import {
  deliveryIdOf,
  type IntegrationId,
  snapshotIdOf,
} from '../../../functions/domain/integrations/integration-ids.ts';
import { WINDOWS_A_DAY } from '../../../functions/domain/stores/connection-counts.ts';
import {
  attemptItemAt,
  channelItemsAt,
  connectionAt,
  connectionItemAt,
  hostAt,
  PRODUCT,
  runItemAt,
} from './many-items.ts';

/** DynamoDB takes no more in one request. */
const BATCH = 25;
const AT_ONCE = 8;
const MINUTE_MS = 60_000;
/** The overview reads no more than 500. */
const ATTEMPTS = 600;
const RUNS = 30;
const DELIVERIES = 60;

/** Which stores, by their numbers; those before `channels` have a channel each. `issuer`: of their accounts. */
export type Stores = {
  readonly from: number;
  readonly to: number;
  readonly channels: number;
  readonly issuer: string;
};

/** Connections, without handshakes. */
export async function addStores(table: Table, { from, to, channels, issuer }: Stores): Promise<void> {
  const now = new Date();
  const at = new Date(now.getTime() - 60 * MINUTE_MS).toISOString();
  let next = from;
  const work = async (): Promise<void> => {
    while (next < to) {
      const numbers = Array.from({ length: Math.min(BATCH, to - next) }, (_, index) => next + index);
      next += numbers.length;
      await writeAll(
        table,
        numbers.map((number) => connectionItemAt(number, issuer, at)),
      );
      const owned = numbers.filter((number) => number < channels).flatMap((number) => channelItemsAt(number, now));
      for (let begin = 0; begin < owned.length; begin += BATCH) {
        await writeAll(table, owned.slice(begin, begin + BATCH));
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** What there is however many stores there are: a day of attempts and of counts, runs, and deliveries of one integration. */
export async function addHappenings(table: Table, issuer: string, integration: IntegrationId): Promise<void> {
  const now = Date.now();
  const ago = (minutes: number) => new Date(now - minutes * MINUTE_MS).toISOString();
  const items = [
    ...Array.from({ length: ATTEMPTS }, (_, number) => attemptItemAt(number, issuer, ago(number / 2))),
    ...Array.from({ length: RUNS }, (_, number) => runItemAt(number, ago(number))),
  ];
  for (let from = 0; from < items.length; from += BATCH) await writeAll(table, items.slice(from, from + BATCH));
  const counts = openConnectionCounts(table);
  const share = { active: 208, needs_reauthorization: 35, inactive: 35, unreachable: 35 };
  for (let window = 0; window < WINDOWS_A_DAY; window += 1) {
    await counts.record(PRODUCT, { window, at: ago(5), counts: share });
  }
  const ofChannels = { statuses: { active: 9_000, paused: 500, unavailable: 500 }, lag: [8_000, 500, 300, 150, 50] };
  await openChannelCounts(table).record({ at: ago(1), byProduct: new Map([[PRODUCT, ofChannels]]) });
  const deliveries = openDeliveryRepository(table);
  for (let number = 0; number < DELIVERIES; number += 1) {
    await deliveries.create(deliveryAt(number, integration, ago(number)), undefined);
  }
}

/** One in two has failed; the others wait for a time that does not come. */
function deliveryAt(number: number, integration: IntegrationId, at: string): Delivery {
  const event = `evt-${number}`;
  const connection = connectionAt(number);
  const detail: EventDetails['connection.created'] = {
    ...{ id: event, version: EVENTS_VERSION, product: PRODUCT, host: hostAt(number), time: at },
    ...{ activation: `act-${number}`, connection, account: `acc-${number}` },
  };
  return {
    id: deliveryIdOf(event, 'connection.created', integration),
    ...{
      integration,
      snapshot: snapshotIdOf(integration, 1),
      type: 'SUBSCRIPTION_ORDER',
      product: PRODUCT,
      connection,
    },
    event: { type: 'connection.created', detail },
    ...(number % 2 === 0 ? { status: 'FAILED' } : { status: 'WAITING', nextAt: '2999-01-01T00:00:00.000Z' }),
    ...{ createdAt: at, tries: 1, attempts: [{ at, httpStatus: 503, milliseconds: 40 }] },
  };
}

async function writeAll({ client, name }: Table, items: readonly Record<string, unknown>[]): Promise<void> {
  let requests = items.map((Item) => ({ PutRequest: { Item } }));
  while (requests.length > 0) {
    const { UnprocessedItems = {} } = await client.send(new BatchWriteCommand({ RequestItems: { [name]: requests } }));
    requests = (UnprocessedItems[name] ?? []).flatMap(({ PutRequest }) =>
      PutRequest?.Item ? [{ PutRequest: { Item: PutRequest.Item } }] : [],
    );
    if (requests.length > 0) await pause(20);
  }
}
