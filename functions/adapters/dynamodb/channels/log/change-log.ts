import { randomUUID } from 'node:crypto';
import { Refusal } from '../../../../domain/refusals/refusal.ts';
import type {
  ChangeLog,
  LogEntry,
  NewLine,
  PastEntry,
  StoredEntry,
  StreamName,
} from '../../../../domain/sync/change-log.ts';
import type { ChannelId, ConnectorName } from '../../../../domain/sync/channel-ids.ts';
import type { ObjectStore } from '../../../s3/object-store.ts';
import type { Table } from '../../table.ts';
import { changeLineText, parseChangeLine } from './change-lines.ts';
import { openKnownRecords } from './known-records.ts';
import { openLogStates } from './log-states.ts';
import { entriesOf } from './past-entries.ts';
import { openStreamHeads } from './stream-heads.ts';
import { type EntryItem, lifePrefix, type StreamItem, toEntryItem, toPastEntry } from './stream-item.ts';

export type ChangeLogOptions = {
  /** How long objects are kept, in days: the bucket's own rule deletes them. */
  readonly retentionDays: number;
  readonly now: () => Date;
};

export type StoredChangeLog = ChangeLog & {
  /** The newest entries of a channel's connectors, as `last` tells them, for the reads of one. */
  lastOf(channel: ChannelId, connectors: readonly ConnectorName[]): Promise<ReadonlyMap<ConnectorName, StoredEntry>>;
};

/** Entries outlive their objects, so that whoever asks for one of those learns that it has expired. */
const ENTRIES_OUTLIVE_DAYS = 7;
const DAY_SECONDS = 24 * 60 * 60;

/** A state is replaced while it is read when a newer entry was written: more often in a row is no chance. */
const ROUNDS = 5;

/** Change logs in the table and the bucket. An entry names an object that was put before, under a key of its own. */
export function openChangeLog(table: Table, objects: ObjectStore, options: ChangeLogOptions): StoredChangeLog {
  const heads = openStreamHeads(table, objects);
  const states = openLogStates(objects);
  const expiresAt = () =>
    Math.floor(options.now().getTime() / 1000) + (options.retentionDays + ENTRIES_OUTLIVE_DAYS) * DAY_SECONDS;

  async function putLines(stream: StreamName, life: number, n: number, lines: readonly NewLine[]) {
    if (lines.length === 0) return { bytes: 0 };
    const object = `${lifePrefix('records', stream, life)}${n}-${randomUUID()}.ndjson.gz`;
    const bytes = await objects.put(object, lines.map(changeLineText));
    return { object, bytes };
  }

  async function store(stream: StreamName, life: number, entry: LogEntry, lines: readonly NewLine[]) {
    const [kept, state] = await Promise.all([putLines(stream, life, entry.n, lines), states.keep(stream, life, entry)]);
    return toEntryItem(entry, { life, token: randomUUID(), ...kept, ...state });
  }

  /**
   * The newest entry, or the stream where its state is gone for good: nobody has replaced it meanwhile.
   *
   * @param known as it was just read
   */
  async function newest(stream: StreamName, known?: StreamItem): Promise<{ entry?: StoredEntry; lost?: StreamItem }> {
    let missed: string | undefined;
    for (let round = 0; round < ROUNDS; round += 1) {
      const item = (round === 0 && known) || (await heads.newest(stream));
      const { entry } = item;
      if (entry === undefined) return {};
      const state = await states.read(entry);
      if (state !== undefined) return { entry: { ...toPastEntry(entry), state } };
      if (missed === entry.token) return { lost: item };
      missed = entry.token;
    }
    throw new Refusal('interrupted');
  }

  /** The life that an entry may be appended to; undefined where its number is taken. */
  async function lifeFor(stream: StreamName, n: number): Promise<number | undefined> {
    const { life, head, expiresAt: isOver } = await heads.newest(stream);
    if (isOver !== undefined) throw new Refusal('channel_unknown');
    if (head === n - 1) return life;
    const { lost } = n === 1 ? await newest(stream) : {};
    return lost !== undefined && (await heads.restart(stream, lost)) ? lost.life + 1 : undefined;
  }

  return {
    last: async (stream) => (await newest(stream)).entry,

    async lastOf(channel, connectors) {
      const known = await heads.allNewest(channel, connectors);
      const found = connectors.map(async (connector) => {
        const { entry } = await newest({ channel, connector }, known.get(connector));
        return entry === undefined ? [] : [[connector, entry] as const];
      });
      return new Map((await Promise.all(found)).flat());
    },

    async restart(stream, n) {
      const { life } = await heads.read(stream);
      return heads.restart(stream, { life, head: n });
    },

    async entries(stream, from, to): Promise<readonly PastEntry[]> {
      const { life, entry } = await heads.read(stream);
      return (await entriesOf(table, stream, { life, from, to, newest: entry })).map(toPastEntry);
    },

    async *lines({ object }) {
      if (object === undefined) return;
      const lines = await objects.lines(object);
      if (lines === undefined) throw new Refusal('cursor_expired');
      for await (const line of lines) yield parseChangeLine(line);
    },

    async append(stream, entry, lines) {
      const life = await lifeFor(stream, entry.n);
      if (life === undefined) return false;
      const item = await store(stream, life, entry, lines);
      if (!(await heads.put(stream, item, expiresAt()))) {
        await objects.remove(objectsOf(item));
        return false;
      }
      // It is appended now, whatever becomes of this: the next who looks finds it, and moves the head.
      if (await heads.advance(stream, item).catch(() => true)) return true;
      // Unless the records were deleted meanwhile: then it is of a life that is over.
      await objects.remove(objectsOf(item));
      return false;
    },

    ...openKnownRecords(table, objects, heads),
  };
}

function objectsOf({ object, stateObject }: EntryItem): readonly string[] {
  return [object, stateObject].filter((key) => key !== undefined);
}
