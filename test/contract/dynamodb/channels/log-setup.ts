import type { ChangeLine, LogEntry, StreamName } from '../../../../functions/domain/sync/change-log.ts';
import { newChannelId, newRunId, parseConnectorName } from '../../../../functions/domain/sync/channel-ids.ts';

export const NOW = new Date('2026-11-26T12:00:00.000Z');
const RUN = newRunId();

export const newStream = (): StreamName => ({ channel: newChannelId(), connector: parseConnectorName('orders') });

export function entryOf(n: number, more: Partial<LogEntry> = {}): LogEntry {
  const counts = { generation: 1, upserts: 1, deletes: 0 };
  return { n, lane: 'forward', run: RUN, at: NOW.toISOString(), ...counts, state: { position: n }, ...more };
}

export function lineOf(id: string, more: Partial<ChangeLine> = {}): ChangeLine {
  const record = { id, name: `Record ${id}` };
  return { id, op: 'upsert', version: `v${id}`, at: NOW.toISOString(), run: RUN, origin: 'store', record, ...more };
}

export async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
