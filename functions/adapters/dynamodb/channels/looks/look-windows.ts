import { updateIf } from '../../conditional-update.ts';
import type { Table } from '../../table.ts';

/** Longer than the function can run that dispatches a window, and shorter than its message stays hidden. */
const LEASE_SECONDS = 330;
/** As long as a message of the schedule may come again. */
const DONE_SECONDS = 24 * 60 * 60;

export type LookWindows = ReturnType<typeof openLookWindows>;

/** Which windows of looks were dispatched: each is, once, however often its message comes. */
export function openLookWindows(table: Table) {
  const pkOf = (window: Date) => `LEASE#window#${window.toISOString()}`;
  const secondsOf = (now: Date) => Math.floor(now.getTime() / 1000);
  return {
    /** @returns false when it was dispatched already, or somebody is doing it */
    async begin(window: Date, now: Date): Promise<boolean> {
      const begun = await updateIf(table.client, {
        table: table.name,
        pk: pkOf(window),
        // A function that dies ends nothing; its lease expires.
        set: { expiresAt: secondsOf(now) + LEASE_SECONDS },
        condition: 'attribute_not_exists(pk) OR expiresAt <= :now',
        values: { ':now': secondsOf(now) },
      });
      return begun !== undefined;
    },

    async end(window: Date, now: Date): Promise<void> {
      const set = { expiresAt: secondsOf(now) + DONE_SECONDS };
      await updateIf(table.client, { table: table.name, pk: pkOf(window), set });
    },
  };
}
