import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type {
  Delivery,
  DeliveryAttempt,
  DeliveryStatus,
  VendorAnswer,
} from '../../../domain/integrations/deliveries/delivery.ts';
import type { DeliveryId } from '../../../domain/integrations/integration-ids.ts';
import { batchGet } from '../batch-get.ts';
import { updateIf } from '../conditional-update.ts';
import type { Table } from '../table.ts';
import {
  deliveryKey,
  deliveryListing,
  doneAs,
  dueAs,
  dueListing,
  failedListing,
  parseDelivery,
  shardOf,
  toItem,
} from './delivery-item.ts';
import { openDeliveryListings } from './delivery-listings.ts';
import { openUnsettledDeliveries } from './unsettled-deliveries.ts';

/** What an attempt has led to. */
export type AttemptRecord = {
  readonly status: DeliveryStatus;
  /** Absent where nothing was sent. */
  readonly attempt?: DeliveryAttempt | undefined;
  /** When it is due again: the next attempt, or the end of the wait for a result. */
  readonly nextAt?: string | undefined;
  /** Until when the next attempt is the caller's own; undefined: a pass makes it. */
  readonly leaseUntil?: string | undefined;
  readonly answer?: VendorAnswer | undefined;
};

export type DeliveryRepository = ReturnType<typeof openDeliveryRepository>;

/** How long a delivery is kept, and can be replayed. */
const KEPT_SECONDS = 30 * 24 * 60 * 60;
const PING_KEPT_SECONDS = 60 * 60;
/** The newest ones: a delivery that is replayed again and again would outgrow its item. */
const ATTEMPTS_KEPT = 20;

/** Events on their way to URLs. Every change is one conditional write on one item. */
export function openDeliveryRepository(table: Table) {
  const change = async (
    delivery: Pick<Delivery, 'id'>,
    update: Omit<Parameters<typeof updateIf>[1], 'table' | 'pk'>,
  ): Promise<Delivery | undefined> => {
    const names = { '#state': 'state' };
    const pk = deliveryKey(delivery.id);
    const changed = await updateIf(table.client, { table: table.name, pk, names, ...update });
    return changed === undefined ? undefined : parseDelivery(changed);
  };

  const find = async (id: DeliveryId): Promise<Delivery | undefined> => {
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: { pk: deliveryKey(id) }, ConsistentRead: true }),
    );
    return Item === undefined ? undefined : parseDelivery(Item);
  };

  const findAll = async (ids: readonly DeliveryId[]): Promise<readonly Delivery[]> => {
    const found = (await batchGet(table, ids.map(deliveryKey))).map(parseDelivery);
    const byId = new Map(found.map((delivery) => [delivery.id, delivery]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  };

  return {
    find,

    ...openDeliveryListings(table, findAll),
    unsettled: openUnsettledDeliveries(table, findAll),

    /**
     * Puts a delivery if there is none with its id: EventBridge and SQS hand an event over more than once.
     *
     * @param leaseUntil its first attempt is the caller's until then; undefined: it is listed as due
     * @returns false when there is one
     */
    async create(delivery: Delivery, leaseUntil: string | undefined): Promise<boolean> {
      const seconds = delivery.ping ? PING_KEPT_SECONDS : KEPT_SECONDS;
      const Item = {
        ...toItem(delivery),
        expiresAt: Math.floor(Date.parse(delivery.createdAt) / 1000) + seconds,
        ...(delivery.ping ? {} : { host: deliveryListing(delivery.integration) }),
        ...listedAsDone(delivery, delivery.status),
        ...(delivery.status === 'WAITING' &&
          (leaseUntil === undefined ? listedAsDue(delivery, delivery.nextAt ?? delivery.createdAt) : { leaseUntil })),
      };
      const condition = { ConditionExpression: 'attribute_not_exists(pk)' };
      try {
        await table.client.send(new PutCommand({ TableName: table.name, Item, ...condition }));
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },

    /** Takes over a first attempt whose function ended without a word. @returns undefined when there is none to take over */
    takeOver(id: DeliveryId, now: string, leaseUntil: string): Promise<Delivery | undefined> {
      return change(
        { id },
        {
          set: { leaseUntil },
          condition: '#state = :waiting AND leaseUntil <= :now AND attribute_not_exists(listing)',
          values: { ':waiting': 'WAITING', ':now': now },
        },
      );
    },

    /**
     * Records an attempt, if the delivery is still as it was read.
     *
     * @returns undefined when another record, an answer or a requeue came first
     */
    record(
      delivery: Delivery,
      { status, attempt, nextAt, leaseUntil, answer }: AttemptRecord,
    ): Promise<Delivery | undefined> {
      const attempts = [...delivery.attempts, ...(attempt ? [attempt] : [])].slice(-ATTEMPTS_KEPT);
      const listed =
        nextAt === undefined || leaseUntil !== undefined
          ? listedAsDone(delivery, status)
          : listedAsDue(delivery, nextAt);
      return change(delivery, {
        set: {
          state: status,
          tries: delivery.tries + (attempt ? 1 : 0),
          attempts,
          nextAt,
          leaseUntil,
          answer,
          ...listed,
        },
        remove: [
          ...(leaseUntil === undefined ? ['leaseUntil'] : []),
          ...('listing' in listed ? [] : ['listing']),
          ...(nextAt === undefined ? ['nextAt'] : []),
        ],
        condition: '#state = :read AND tries = :tries',
        values: { ':read': delivery.status, ':tries': delivery.tries },
      });
    },

    /**
     * Records what the vendor sent of its own accord, once: also before the 202 that promised it is recorded.
     *
     * @returns undefined when the vendor has answered already, or nothing is to be answered any more
     */
    answer(delivery: Delivery, answer: VendorAnswer): Promise<Delivery | undefined> {
      const state = answer.success ? 'DELIVERED' : 'FAILED';
      const listed = listedAsDone(delivery, state);
      return change(delivery, {
        set: { state, answer, ...listed },
        remove: ['leaseUntil', 'nextAt', ...('listing' in listed ? [] : ['listing'])],
        condition: 'attribute_not_exists(answer) AND #state IN (:waiting, :accepted, :delivered)',
        values: { ':waiting': 'WAITING', ':accepted': 'ACCEPTED', ':delivered': 'DELIVERED' },
      });
    },

    /** Sends it again, from the beginning of the schedule, under the same id. @returns false when there is no such delivery */
    async requeue(id: DeliveryId, at: string): Promise<boolean> {
      const delivery = await find(id);
      if (delivery === undefined || delivery.ping) return false;
      const expiresAt = Math.floor(Date.parse(at) / 1000) + KEPT_SECONDS;
      const requeued = await change(delivery, {
        set: { state: 'WAITING', tries: 0, nextAt: at, expiresAt, ...listedAsDue(delivery, at) },
        remove: ['leaseUntil', 'answer'],
        condition: 'attribute_exists(pk)',
      });
      return requeued !== undefined;
    },
  };
}

function listedAsDue(delivery: Delivery, nextAt: string) {
  return { listing: dueListing(shardOf(delivery.id)), listedAs: dueAs(delivery, nextAt) };
}

/** One that has failed is listed as such, until it is sent again or expires. */
function listedAsDone(delivery: Pick<Delivery, 'id' | 'createdAt' | 'connection' | 'ping'>, status: DeliveryStatus) {
  const isListed = status === 'FAILED' && delivery.ping === undefined;
  return { listedAs: doneAs(delivery), ...(isListed && { listing: failedListing(shardOf(delivery.id)) }) };
}
