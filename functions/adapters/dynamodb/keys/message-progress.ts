import { ACTIVATION_LIFE_SECONDS } from '../../../domain/handshake/activation.ts';
import type { ConsumerMessage, RefusedMessage } from '../../../domain/handshake/consumer-key.ts';
import type { ActivationId } from '../../../domain/ids.ts';
import { EARLIER_CONSUMER, endEarlier } from '../activations/earlier-activation.ts';
import { updateIf } from '../conditional-update.ts';
import type { Table } from '../table.ts';
import { type ConsumerRef, type KeyRef, keyItem, LISTED_MESSAGE, messageAttribute } from './key-item.ts';

/** What becomes of a message after it came: refused, opened in a popup, ended. */
export function openMessageProgress(table: Table, now: () => Date) {
  const at = (ref: KeyRef) => ({ table: table.name, pk: keyItem(ref) });

  return {
    /** Records that a message was refused, for the popup that Magento opens anyway. */
    async refuse(ref: KeyRef, refused: RefusedMessage): Promise<void> {
      await updateIf(table.client, {
        ...at(ref),
        set: { refused, product: ref.product, key: ref.key },
        setTo: { expiresAt: 'if_not_exists(keepUntil, :soon)' },
        values: { ':soon': Math.floor(now().getTime() / 1000) + ACTIVATION_LIFE_SECONDS },
      });
    },

    /**
     * Records that a popup was opened for a message: its attempt, which was begun before, is listed from then on, and
     * holds the secrets alone. An attempt drops them when it ends; the key's item may live for ever.
     *
     * @returns false when a newer message has come meanwhile, or another popup was faster
     */
    async open(ref: ConsumerRef, activation: ActivationId): Promise<boolean> {
      const entry = messageAttribute(ref.consumer);
      const change = (remove: readonly string[], listing: string) =>
        updateIf(table.client, {
          ...at(ref),
          set: {},
          setTo: { [`${entry}.state`]: ':opened' },
          remove: [...remove, `${entry}.secrets`],
          condition: `#entry.activation = :id AND #entry.#state = :received AND ${listing}`,
          names: { '#entry': entry, '#state': 'state' },
          values: { ':id': activation, ':opened': 'opened', ':received': 'received' },
        });
      // Where a newer message of another consumer is listed, that stays.
      const opened = (await change(LISTED_MESSAGE, 'activation = :id')) ?? (await change([], 'activation <> :id'));
      return opened !== undefined;
    },

    /** Notes how the attempt of a message ended, and drops its secrets, unless a newer message has come meanwhile. */
    async end(
      ref: ConsumerRef,
      activation: ActivationId,
      end: Pick<ConsumerMessage, 'state' | 'verifierSpent'>,
    ): Promise<void> {
      if (ref.consumer === EARLIER_CONSUMER) return endEarlier(table, { ...ref, activation });
      const entry = messageAttribute(ref.consumer);
      await updateIf(table.client, {
        ...at(ref),
        set: {},
        setTo: { [`${entry}.state`]: ':state', [`${entry}.verifierSpent`]: ':spent' },
        remove: [`${entry}.secrets`],
        condition: '#entry.activation = :id',
        names: { '#entry': entry },
        values: { ':id': activation, ':state': end.state, ':spent': end.verifierSpent ?? false },
      });
    },
  };
}
