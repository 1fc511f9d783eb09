import { randomUUID } from 'node:crypto';
import { parseJson } from '../../../../domain/parse-json.ts';
import type { LogEntry, StreamName, StreamState } from '../../../../domain/sync/change-log.ts';
import type { ObjectStore } from '../../../s3/object-store.ts';
import { type EntryItem, lifePrefix } from './stream-item.ts';

/** A larger one costs less in S3: DynamoDB writes by the kilobyte, and twice here. */
const INLINE_MAX_BYTES = 4 * 1024;

export type KeptState = Pick<EntryItem, 'state' | 'stateObject'>;

/** States of streams, where they fit. */
export function openLogStates(objects: ObjectStore) {
  return {
    async keep(stream: StreamName, life: number, { n, state }: Pick<LogEntry, 'n' | 'state'>): Promise<KeptState> {
      const text = JSON.stringify(state);
      if (Buffer.byteLength(text) <= INLINE_MAX_BYTES) return { state: text };
      const stateObject = `${lifePrefix('kept', stream, life)}states/${n}-${randomUUID()}.json.gz`;
      await objects.put(stateObject, [text]);
      return { stateObject };
    },

    /** @returns undefined when a newer entry has replaced it */
    async read({ state, stateObject }: KeptState): Promise<StreamState | undefined> {
      if (stateObject === undefined) return parseState(state ?? '{}');
      const lines = await objects.lines(stateObject);
      if (lines === undefined) return undefined;
      for await (const line of lines) return parseState(line);
      throw new Error('The object of a state is empty');
    },
  };
}

function parseState(text: string): StreamState {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null) throw new Error('The state of a stream is no JSON object');
  return { ...value };
}
