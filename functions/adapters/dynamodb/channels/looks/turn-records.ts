import type { Channel } from '../../../../domain/sync/channel.ts';
import type { ConnectorName } from '../../../../domain/sync/channel-ids.ts';
import { updateIf } from '../../conditional-update.ts';
import type { Table } from '../../table.ts';
import { channelKey } from '../channel-item.ts';

type Recorded = Pick<Channel, 'channel' | 'turns'>;

/** Records when connectors had their turn; those of others stay as they are. Nothing is changed of a channel that is gone. */
export function openTurnRecords(table: Table) {
  return async ({ channel, turns }: Recorded, taken: Readonly<Record<ConnectorName, string>>): Promise<void> => {
    const update = { table: table.name, pk: channelKey(channel), set: {}, condition: 'attribute_exists(pk)' };
    if (turns === undefined) {
      const setTo = { turns: 'if_not_exists(#turns, :none)' };
      if ((await updateIf(table.client, { ...update, setTo, values: { ':none': {} } })) === undefined) return;
    }
    const all = Object.entries<string>(taken);
    await updateIf(table.client, {
      ...update,
      setTo: Object.fromEntries(all.map(([name], at) => [`turns.${name}`, `:turn${at}`])),
      values: Object.fromEntries(all.map(([, at], index) => [`:turn${index}`, at])),
    });
  };
}
