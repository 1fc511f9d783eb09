import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { AttemptRecord } from '../../../domain/handshake/attempt-record.ts';
import type { CountedAttempt } from '../../../domain/handshake/funnel.ts';
import type { ActivationId } from '../../../domain/ids.ts';
import { LINK_KINDS } from '../../../domain/stores/connection.ts';
import { account } from '../../fields/account-field.ts';
import { batchGet } from '../batch-get.ts';
import type { Table } from '../table.ts';
import { attemptItem } from './activation-item.ts';
import { listedAttempt } from './attempt-item.ts';

const time = z.optional(z.string());

/** Of an attempt's item, nothing but what may be shown: no ciphertext, no digest, no task token. */
const attemptRecord = z.extend(listedAttempt, {
  openedAt: time,
  requestedAt: time,
  grantedAt: time,
  verifiedAt: time,
  signedIn: z.optional(z.object({ account, at: z.string() })),
  consent: z.optional(z.object({ decision: z.enum(['yes', 'no']), at: z.string() })),
  kind: z.optional(z.enum(LINK_KINDS)),
}) satisfies z.ZodMiniType<AttemptRecord>;

const countedAttempt = z.pick(attemptRecord, {
  ...{ activation: true, stage: true, receivedAt: true, failure: true },
  ...{ openedAt: true, signedIn: true, consent: true },
});

/** Reads what became of attempts, whether they are under way or have ended, or never began. */
export function openAttemptReader(table: Table) {
  return {
    async record(activation: ActivationId): Promise<AttemptRecord | undefined> {
      const Key = { pk: attemptItem(activation) };
      const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
      return Item && attemptRecord.parse(Item);
    },

    /** How far attempts have come, in no order; those that are gone are left out. */
    async counted(activations: readonly ActivationId[]): Promise<readonly CountedAttempt[]> {
      const attributes = Object.keys(countedAttempt.shape);
      const items = await batchGet(table, activations.map(attemptItem), { attributes });
      return items.map((item) => countedAttempt.parse(item));
    },
  };
}
