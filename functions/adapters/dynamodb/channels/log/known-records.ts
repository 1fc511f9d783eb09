import { randomUUID } from 'node:crypto';
import { Refusal } from '../../../../domain/refusals/refusal.ts';
import type { ChangeLog, KnownRecord, StreamName } from '../../../../domain/sync/change-log.ts';
import type { ObjectStore } from '../../../s3/object-store.ts';
import { updateIf } from '../../conditional-update.ts';
import type { Table } from '../../table.ts';
import { parseKnownRecord } from './change-lines.ts';
import type { StreamHeads } from './stream-heads.ts';
import { type KnownPointer, lifePrefix, streamItem, streamKey } from './stream-item.ts';

/** How much of an index is in memory at a time, uncompressed. */
const PART_CHARACTERS = 4 * 1024 * 1024;

/** Indexes of known records: objects of a few megabytes, of which the stream's item names the newest set. */
export function openKnownRecords(
  table: Table,
  objects: ObjectStore,
  heads: StreamHeads,
): Pick<ChangeLog, 'known' | 'keepKnown'> {
  async function putParts(key: string, records: Iterable<KnownRecord> | AsyncIterable<KnownRecord>): Promise<number> {
    let parts = 0;
    try {
      for await (const lines of inParts(records)) {
        await objects.put(partKey(key, parts), lines);
        parts += 1;
      }
      return parts;
    } catch (error) {
      await objects.remove(partKeys({ key, parts }));
      throw error;
    }
  }

  async function* readParts(stream: StreamName, { key, parts }: KnownPointer): AsyncGenerator<KnownRecord> {
    for (let part = 0; part < parts; part += 1) {
      const lines = await objects.lines(partKey(key, part));
      if (lines === undefined) {
        // Either somebody else has kept a newer index while this one was read, or it is lost.
        const { known } = await heads.read(stream);
        throw new Refusal(known?.key === key ? 'cursor_expired' : 'interrupted');
      }
      for await (const line of lines) yield parseKnownRecord(line);
    }
  }

  return {
    async known(stream) {
      const { known } = await heads.read(stream);
      return known && { n: known.n, records: () => readParts(stream, known) };
    },

    async keepKnown(stream, n, records) {
      const { life } = await heads.read(stream);
      const key = `${lifePrefix('kept', stream, life)}known/${n}-${randomUUID()}/`;
      const known: KnownPointer = { n, key, parts: await putParts(key, records) };
      const before = await updateIf(table.client, {
        table: table.name,
        pk: streamKey(stream),
        set: { known },
        // Not over a newer one, and not for a stream whose records were deleted meanwhile.
        condition: '#life = :life AND #head >= :n AND (attribute_not_exists(#known) OR #known.#n < :n)',
        names: { '#life': 'life', '#head': 'head', '#n': 'n' },
        values: { ':life': life, ':n': n },
        returns: 'ALL_OLD',
      });
      const spare = before === undefined ? known : streamItem.parse(before).known;
      if (spare !== undefined) await objects.remove(partKeys(spare));
      return before !== undefined;
    },
  };
}

async function* inParts(
  records: Iterable<KnownRecord> | AsyncIterable<KnownRecord>,
): AsyncGenerator<readonly string[]> {
  let lines: string[] = [];
  let characters = 0;
  for await (const { id, version, updated, seen } of records) {
    const line = JSON.stringify({ id, version, updated, seen });
    lines.push(line);
    characters += line.length;
    if (characters < PART_CHARACTERS) continue;
    yield lines;
    lines = [];
    characters = 0;
  }
  if (lines.length > 0) yield lines;
}

function partKey(key: string, part: number): string {
  return `${key}${part}.ndjson.gz`;
}

function partKeys({ key, parts }: Pick<KnownPointer, 'key' | 'parts'>): readonly string[] {
  return Array.from({ length: parts }, (_, part) => partKey(key, part));
}
