import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Activation } from '../../domain/activation.ts';
import { hostOf } from '../../domain/store-url.ts';
import { activationListing, attemptListedAs, hostListing } from './attempt-item.ts';
import type { Table } from './table.ts';

/** How long the outcome of an attempt is kept: merchants complain late. */
const RECORD_LIFE_SECONDS = 30 * 24 * 60 * 60;

export type AttemptRecords = ReturnType<typeof openAttemptRecords>;

/** The outcome of attempts to connect, for support: the next attempt of the same integration overwrites an activation. */
export function openAttemptRecords(table: Table, now: () => Date) {
  return {
    /** Records an attempt that has ended; a repetition writes the same again. */
    async record(ended: Activation): Promise<void> {
      const { product, activation, storeUrl, stage, receivedAt } = ended;
      const outcome =
        ended.stage === 'failed'
          ? { failure: ended.failure }
          : ended.stage === 'linked'
            ? { connection: ended.connection, kind: ended.kind }
            : {};
      const Item = {
        pk: `ATTEMPT#${activation}`,
        ...{ product, activation, storeUrl, stage, receivedAt, ...outcome },
        account: ended.consent?.decision === 'yes' ? ended.consent.account : undefined,
        endedAt: ended.stage === 'failed' ? ended.failure.at : now().toISOString(),
        listing: activationListing(product),
        host: hostListing(product, hostOf(storeUrl)),
        listedAs: attemptListedAs(receivedAt, activation),
        expiresAt: Math.floor(now().getTime() / 1000) + RECORD_LIFE_SECONDS,
      };
      await table.client.send(new PutCommand({ TableName: table.name, Item }));
    },
  };
}
