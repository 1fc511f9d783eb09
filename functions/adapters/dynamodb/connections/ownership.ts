import type { Account } from '../../../domain/account.ts';
import type { Connection, OutboxEvent } from '../../../domain/stores/connection.ts';
import { accountIndexKey, listedAs } from '../connection-item.ts';
import type { ChangeConnection } from './change-connection.ts';

/** Takes a connection from its account: for good, or for another account. */
export function openOwnership(change: ChangeConnection) {
  return {
    /** Destroys the credentials, and what the merchant answered. The rest stays, as a record. */
    disconnect(existing: Connection, at: string, outbox: OutboxEvent): Promise<Connection | undefined> {
      const status = 'disconnected' as const;
      const set = { status, listedAs: listedAs(status, existing.connection), statusSince: at, outbox };
      const gone = ['secrets', 'answers', 'suspect', 'reason', 'missingPermissions'];
      return change(existing, { ...set, version: existing.version + 1 }, gone);
    },

    /**
     * Gives the connection to an account. Whoever agreed to what the old one had must be asked again, so the version
     * changes, except where only the label does. What the old account's merchant answered goes with that account.
     *
     * @param outbox undefined where the account stays
     */
    reassign(existing: Connection, account: Account, outbox: OutboxEvent | undefined): Promise<Connection | undefined> {
      const byAccount = accountIndexKey(existing.product, account);
      const version = outbox === undefined ? existing.version : existing.version + 1;
      const gone = outbox === undefined ? [] : ['answers'];
      return change(existing, { account, byAccount, version, ...(outbox && { outbox }) }, gone);
    },
  };
}
