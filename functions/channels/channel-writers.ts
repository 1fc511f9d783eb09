import type { Writer } from '../domain/sync/changes/writer.ts';
import type { ChannelTypeName } from '../domain/sync/channel.ts';
import type { ConnectorName } from '../domain/sync/channel-ids.ts';

const WRITERS: Readonly<Record<ChannelTypeName, readonly Writer[]>> = {
  magento2: [],
};

/** All writers of a type, with the vendor's own behind those that are built in. */
export function writersOf(type: ChannelTypeName, own: readonly Writer[] = []): readonly Writer[] {
  return [...WRITERS[type], ...own];
}

export function findWriter(writers: readonly Writer[], name: ConnectorName): Writer | undefined {
  return writers.find((writer) => writer.name === name);
}
