import type { RefusalCode } from '../../../domain/refusals/refusal.ts';
import type { Connection, OutboxEvent, Suspicion } from '../../../domain/stores/connection.ts';
import type { ConnectionStatus } from '../../../domain/stores/connection-status.ts';
import { listedAs } from '../connection-item.ts';
import type { ChangeConnection } from './change-connection.ts';

/** What a health check has shown, and what follows from it. */
export type HealthRecord = {
  readonly checkedAt: string;
  readonly suspect: Suspicion | undefined;
  readonly missingPermissions?: readonly string[] | undefined;
  /** Present when the status changes. */
  readonly change?: {
    readonly status: ConnectionStatus;
    readonly reason: RefusalCode | undefined;
    readonly outbox: OutboxEvent;
  };
};

/** Records the results of health checks. */
export function openConnectionHealth(change: ChangeConnection) {
  return {
    /**
     * Records a health check. Leaves the version as it is: what a merchant was shown has not changed.
     *
     * @returns undefined when credentials or status have changed meanwhile: the check says nothing about the new ones
     */
    recordHealth(
      existing: Connection,
      { checkedAt, suspect, missingPermissions, change: to }: HealthRecord,
    ): Promise<Connection | undefined> {
      const changed = to && {
        status: to.status,
        listedAs: listedAs(to.status, existing.connection),
        statusSince: checkedAt,
        outbox: to.outbox,
        ...(to.reason && { reason: to.reason }),
      };
      const found = { ...(suspect && { suspect }), ...(missingPermissions && { missingPermissions }) };
      const gone = [
        ...['suspect', 'missingPermissions'].filter((name) => !Object.hasOwn(found, name)),
        ...(to && !to.reason ? ['reason'] : []),
      ];
      return change(existing, { checkedAt, ...found, ...changed }, gone);
    },
  };
}
