import { type ChannelId, type ConnectorName, parseConnectorName } from '../../../../domain/sync/channel-ids.ts';
import type { ObjectStore } from '../../../s3/object-store.ts';
import type { Table } from '../../table.ts';
import { openStreamHeads } from './stream-heads.ts';
import { channelPrefix, type StreamItem } from './stream-item.ts';

/** Whoever puts an object names it within minutes, or never: no function works for longer. */
const UNNAMED_MS = 24 * 60 * 60 * 1000;

/**
 * Removes large states and known records that no stream names: their writers died before they could. They are listed
 * before the streams are read, and only those of more than a day, so none of them can be named any more.
 *
 * @returns how many
 */
export function openOrphanSweep(
  table: Table,
  objects: Pick<ObjectStore, 'list' | 'remove'>,
  now: () => Date,
): (channel: ChannelId) => Promise<number> {
  const heads = openStreamHeads(table, objects);
  return async (channel) => {
    const orphans: string[] = [];
    for (const [connector, keys] of await oldKeys(objects, channel, now())) {
      // Repaired: what a writer named that died after it is named by the stream, too.
      const { entry, known } = await heads.newest({ channel, connector });
      orphans.push(...keys.filter((key) => !isNamed(key, { entry, known })));
    }
    await objects.remove(orphans);
    return orphans.length;
  };
}

async function oldKeys({ list }: Pick<ObjectStore, 'list'>, channel: ChannelId, now: Date) {
  const prefix = channelPrefix('kept', channel);
  const keys = new Map<ConnectorName, string[]>();
  for await (const { key, at } of list(prefix)) {
    if (now.getTime() - at.getTime() < UNNAMED_MS) continue;
    const connector = parseConnectorName(key.slice(prefix.length).split('/')[0] ?? '');
    keys.set(connector, [...(keys.get(connector) ?? []), key]);
  }
  return keys;
}

function isNamed(key: string, { entry, known }: Pick<StreamItem, 'entry' | 'known'>): boolean {
  return key === entry?.stateObject || (known !== undefined && key.startsWith(known.key));
}
