import type { ClientId } from '../../../domain/api/registered-client.ts';
import { updateIf } from '../conditional-update.ts';
import type { Table } from '../table.ts';

/** Wrong secrets for one client's id in a minute, over all functions: a deployed mistake is found with fewer. */
export const FAILURES_MAX = 10;
const WINDOW_SECONDS = 60;
/** TTL deletes within days; the window is part of the key, so nothing waits for it. */
const KEPT_SECONDS = 60 * 60;

/** Ids that a function remembers as exceeded, so that a flood of guesses is not a flood of writes. */
const REMEMBERED_MAX = 1_000;

export type ClientFailures = ReturnType<typeof openClientFailures>;

/** Counts wrong secrets by the client's id, whether there is such a client or not. */
export function openClientFailures(table: Table, now: () => Date) {
  const exceeded = new Map<ClientId, number>();

  function remember(id: ClientId, window: number): void {
    if (exceeded.size >= REMEMBERED_MAX) exceeded.clear();
    exceeded.set(id, window);
  }

  return {
    /** @returns the seconds to wait when there were too many, otherwise undefined */
    async count(id: ClientId): Promise<number | undefined> {
      const seconds = Math.floor(now().getTime() / 1000);
      const window = Math.floor(seconds / WINDOW_SECONDS);
      const rest = (window + 1) * WINDOW_SECONDS - seconds;
      if (exceeded.get(id) === window) return rest;
      const counted = await updateIf(table.client, {
        table: table.name,
        pk: `CLIENT_FAILURES#${id}#${window}`,
        set: { expiresAt: seconds + KEPT_SECONDS },
        setTo: { failures: 'if_not_exists(failures, :none) + :one' },
        condition: 'attribute_not_exists(failures) OR failures < :most',
        values: { ':none': 0, ':one': 1, ':most': FAILURES_MAX },
      });
      if (counted !== undefined) return undefined;
      remember(id, window);
      return rest;
    },
  };
}
