import type { ChannelDefaults } from '../../sync/channel-defaults.ts';
import { error, type Finding, warning } from './finding.ts';

/** The connectors that this deployment has, and the ACL resources of Magento that each of them needs. */
export type KnownConnectors = ReadonlyMap<string, readonly string[]>;

/** What is wrong with the channel that stores would get. Whether a store grants the resources, only it can tell. */
export function channelFindings(channel: ChannelDefaults | undefined, known: KnownConnectors): readonly Finding[] {
  return (channel?.connectors ?? []).flatMap(({ name }, at) => {
    const path = ['channel', 'connectors', String(at)];
    const resources = known.get(name);
    if (resources === undefined) {
      const names = [...known.keys()].join(', ');
      return [
        error('CONNECTOR_UNKNOWN', [...path, 'name'], `There is no connector of this name. There are: ${names}.`),
      ];
    }
    if (resources.length === 0) return [];
    const needed = `Stores must grant ${resources.join(', ')}: have your module ask for it.`;
    return [warning('PERMISSION_NEEDED', path, needed)];
  });
}
