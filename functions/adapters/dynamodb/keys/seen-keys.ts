import { ASKED_KEY_LIFE_SECONDS, SEEN_KEY_LIFE_SECONDS } from '../../../domain/handshake/consumer-key.ts';
import { updateIf } from '../conditional-update.ts';
import type { Table } from '../table.ts';
import { type KeyRef, keyItem } from './key-item.ts';

/** Remembers which keys others than the store and its merchant may know. */
export function openSeenKeys(table: Table, now: () => Date) {
  const seconds = () => Math.floor(now().getTime() / 1000);
  const at = (ref: KeyRef) => ({ table: table.name, pk: keyItem(ref) });

  return {
    /** Remembers that a popup was opened with the key: from then on others may know it. */
    async markSeen(ref: KeyRef): Promise<void> {
      const until = seconds() + SEEN_KEY_LIFE_SECONDS;
      await updateIf(table.client, {
        ...at(ref),
        set: { product: ref.product, key: ref.key, keepUntil: until, expiresAt: until },
        setTo: { seenAt: 'if_not_exists(seenAt, :now)' },
        condition: 'attribute_not_exists(keepUntil) OR keepUntil <= :until',
        values: { ':now': now().toISOString(), ':until': until },
      });
    },

    /**
     * Remembers that a popup asked for a key which no message has come for. The item is dropped after a day, unless one
     * comes: that keeps it for as long as any other key that others may know.
     */
    async markAsked(ref: KeyRef): Promise<void> {
      await updateIf(table.client, {
        ...at(ref),
        set: { product: ref.product, key: ref.key, keepUntil: seconds() + SEEN_KEY_LIFE_SECONDS },
        setTo: { seenAt: 'if_not_exists(seenAt, :now)', expiresAt: 'if_not_exists(expiresAt, :soon)' },
        condition: 'attribute_not_exists(keepUntil)',
        values: { ':now': now().toISOString(), ':soon': seconds() + ASKED_KEY_LIFE_SECONDS },
      });
    },
  };
}
