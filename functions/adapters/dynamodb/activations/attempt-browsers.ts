import type { Activation, ActivationRef, Failure } from '../../../domain/handshake/activation.ts';
import type { Table } from '../table.ts';
import { parseActivation } from './activation-item.ts';
import { CAN_FAIL, SECRET_ATTRIBUTES, type Stages, stageCondition } from './activation-stages.ts';

/** Keeps an attempt to one browser: a second one stops it, until the store is tied to the account. */
export function openAttemptBrowsers(table: Table, { change, current, ended }: Stages) {
  return {
    /**
     * Notes that a browser takes part.
     *
     * @returns the attempt, with the first browser that did
     */
    async admit(ref: ActivationRef, browser: string): Promise<Activation> {
      const open = stageCondition(CAN_FAIL);
      const setTo = { browser: 'if_not_exists(browser, :browser)' };
      const values = { ...open.values, ':browser': browser };
      return (await change(ref, table.client, { ...open, set: {}, setTo, values })) ?? current(ref);
    },

    /**
     * Closes an attempt to other browsers.
     *
     * @returns false where another one has stopped it before
     */
    async close(ref: ActivationRef): Promise<boolean> {
      const checked = stageCondition(['checked']);
      return (await change(ref, table.persistent, { ...checked, set: { closing: true } })) !== undefined;
    },

    /**
     * Ends an attempt from outside its own steps, unless the store is just being tied to the account.
     *
     * @returns the attempt as it was ended, with the task token that its machine waits with; undefined where it was not
     */
    async stop(ref: ActivationRef, failure: Failure): Promise<Activation | undefined> {
      const open = stageCondition(CAN_FAIL);
      const condition = `attribute_not_exists(closing) AND ${open.condition}`;
      const end = { stage: 'failed', failure, ...ended() } as const;
      const before = await change(ref, table.client, {
        ...open,
        condition,
        set: end,
        remove: SECRET_ATTRIBUTES,
        // The task token is in the item as it was: as it is now, it keeps none.
        returns: 'ALL_OLD',
      });
      return before === undefined ? undefined : parseActivation({ ...before, ...end });
    },
  };
}
