import type { Refusal } from '../../domain/refusals/refusal.ts';
import type { AbandonedBulk } from '../../domain/sync/changes/abandoned-bulk.ts';
import type { Change, ChangeResult } from '../../domain/sync/changes/change.ts';
import type { BatchStatus, ChangeBatch, WrittenVersion } from '../../domain/sync/changes/change-batch.ts';
import type { WritingDeps, WritingOrder } from '../../domain/sync/changes/write-batch.ts';
import type { Found, Writer } from '../../domain/sync/changes/writer.ts';
import { type LineState, type State, UNTOUCHED } from './state.ts';

/** A line that its writer can read. */
export type Line = { readonly line: number; readonly change: Change; readonly item: unknown };

/** What is sent as one: a line, or several of one record that a later one includes. */
export type Unit = { readonly record: string; readonly lines: readonly Line[]; readonly item: unknown };

/** One writing under way. What changes during it is here, and nowhere else. */
export type Writing<W extends Writer = Writer> = {
  readonly deps: WritingDeps;
  readonly order: WritingOrder;
  readonly writer: W;
  /** As last committed. */
  batch: ChangeBatch;
  readonly state: State;
  readonly results: Map<number, ChangeResult>;
  /** Lines without a result by the record that they are of, in the order sent. */
  readonly chains: Map<string, readonly Line[]>;
  /** Versions that others are to be told of before the next commit. */
  written: WrittenVersion[];
  committedAtMs: number;
  cancelled: boolean;
  /** Of this channel and writer. */
  abandoned: AbandonedBulk | undefined;
  /** Whether that is to be saved before the next commit. */
  abandonedChanged: boolean;
  /** Whether the store has answered a look of this slice. */
  looked: boolean;
};

/** Thrown where somebody else is writing the same batch. */
export class Superseded extends Error {}

export const nowMs = (writing: Writing): number => writing.deps.now().getTime();
/** A unit goes by its last line. */
export const leadOf = ({ lines }: Unit): number => lines.at(-1)?.line ?? 0;
export const markOf = (writing: Writing, unit: Unit): string => `${writing.batch.batch}-${leadOf(unit)}`;

export const versionOf = (found: Found | undefined): string | undefined =>
  found?.is === 'there' ? found.record?.version : undefined;

export function lineState(writing: Writing, unit: Unit): LineState {
  return writing.state.lines[leadOf(unit)] ?? UNTOUCHED;
}

export function setLineState(writing: Writing, unit: Unit, change: Partial<LineState>): void {
  writing.state.lines[leadOf(unit)] = { ...lineState(writing, unit), ...change };
}

type Fence = { readonly status?: BatchStatus; readonly refusal?: Refusal | undefined; readonly waitSeconds?: number };

/** @throws Superseded */
export async function commit(writing: Writing, { status = 'writing', refusal, waitSeconds = 0 }: Fence = {}) {
  const { deps, batch, writer } = writing;
  if (writer.kind === 'values' && writing.written.length > 0) {
    await deps.written.add(batch.channel, writer.versionsOf, writing.written);
    writing.written = [];
  }
  if (!(await saveAbandoned(writing))) throw new Superseded();
  const results = [...writing.results.values()].sort((one, other) => one.line - other.line);
  const waitsUntil = waitSeconds > 0 ? new Date(nowMs(writing) + waitSeconds * 1000).toISOString() : undefined;
  // A copy: the state goes on changing.
  const state = structuredClone(writing.state);
  const committed = await deps.batches.commit(batch, { results, state, status, reason: refusal?.code, waitsUntil });
  if (committed === undefined) throw new Superseded();
  writing.batch = committed;
  writing.committedAtMs = nowMs(writing);
}

/** Before the commit that tells of results: a word that was lost could be written over. @returns whether it was saved */
async function saveAbandoned(writing: Writing): Promise<boolean> {
  const { abandoned, deps, batch } = writing;
  if (!writing.abandonedChanged || abandoned === undefined || deps.bulks === undefined) return true;
  const saved = await deps.bulks.save(batch.channel, batch.connector, abandoned);
  if (saved === undefined) return false;
  writing.abandoned = saved;
  writing.abandonedChanged = false;
  return true;
}
