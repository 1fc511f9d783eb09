import type { Batch, BatchCounts, BatchResults, ChangeLine, ChangeStatus, LineResult } from '../batches.ts';
import { waited } from '../http/abort.ts';
import { HandfastError } from '../http/error.ts';
import type { CallOptions, Send } from '../http/request.ts';
import { nextAfter } from './list.ts';
import { channelAt } from './paths.ts';

/** What one batch takes; more is sent in several. */
const LINES_MAX = 5_000;
const BYTES_MAX = 4 * 1024 * 1024;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;

export type PushOptions = CallOptions & {
  /** Sent again with the same key, changes are accepted once. A new one unless given. */
  readonly idempotencyKey?: string | undefined;
};

/** What was sent, in one batch or several. */
export type Push = {
  readonly batches: readonly Batch[];
  /** Waits until each line has its result. */
  finished(options?: CallOptions): Promise<Pushed>;
  /** The result of each line, in their order, once all are there. `status`: only those. */
  results(options?: CallOptions & { readonly status?: ChangeStatus }): AsyncGenerator<LineResult, void, undefined>;
  /** What was not sent to the store by then never is. */
  cancel(options?: CallOptions): Promise<void>;
};

/** How many lines have each result. */
export type Pushed = { readonly batches: readonly Batch[]; readonly counts: BatchCounts };

type Chunk = { readonly text: string; readonly lines: number };

/** Sends changes of one connector's records, which are written in their order. */
export async function pushTo(
  send: Send,
  channel: string,
  connector: string,
  changes: Iterable<ChangeLine<unknown>>,
  { idempotencyKey = crypto.randomUUID(), signal }: PushOptions,
): Promise<Push> {
  const path = `${channelAt(channel)}/changes`;
  const batches: Batch[] = [];
  for (const { text } of chunksOf(changes)) {
    const key = batches.length === 0 ? idempotencyKey : `${idempotencyKey}-${batches.length + 1}`;
    batches.push(await send('POST', path, { query: { connector }, lines: text, idempotencyKey: key, signal }));
  }
  return pushOf(send, path, batches);
}

function* chunksOf(changes: Iterable<ChangeLine<unknown>>): Generator<Chunk> {
  let [text, lines, bytes] = ['', 0, 0];
  for (const change of changes) {
    const line = `${JSON.stringify(change)}\n`;
    const more = new TextEncoder().encode(line).length;
    if (lines > 0 && (lines === LINES_MAX || bytes + more > BYTES_MAX)) {
      yield { text, lines };
      [text, lines, bytes] = ['', 0, 0];
    }
    [text, lines, bytes] = [text + line, lines + 1, bytes + more];
  }
  if (lines > 0) yield { text, lines };
}

type Place = { readonly status?: string | undefined; readonly cursor?: string | undefined; readonly limit?: number };

function pushOf(send: Send, path: string, batches: readonly Batch[]): Push {
  const read = (id: string, query: Place, signal: AbortSignal | undefined) =>
    send<BatchResults>('GET', `${path}/${encodeURIComponent(id)}`, { query, signal });

  async function finishedOne(id: string, signal: AbortSignal | undefined): Promise<Batch> {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      const { results: _, next: __, ...batch } = await read(id, { limit: 1 }, signal);
      if (batch.status === 'finished') return batch;
      await waited(pauseMs, signal);
      signal?.throwIfAborted();
    }
  }

  async function finished({ signal }: CallOptions = {}): Promise<Pushed> {
    const ended: Batch[] = [];
    for (const { id } of batches) ended.push(await finishedOne(id, signal));
    return { batches: ended, counts: summed(ended) };
  }

  return {
    batches,
    finished,
    async *results({ signal, status } = {}) {
      let before = 0;
      for (const { id, lines } of batches) {
        await finishedOne(id, signal);
        let cursor: string | undefined;
        do {
          const { results, next } = await read(id, { status, cursor }, signal);
          for (const one of results) yield { ...one, line: before + one.line, ...(one.by && { by: before + one.by }) };
          cursor = nextAfter(cursor, next);
        } while (cursor !== undefined);
        before += lines;
      }
    },
    async cancel({ signal } = {}) {
      for (const { id } of batches) {
        await send('POST', `${path}/${encodeURIComponent(id)}/cancel`, { signal }).catch((error: unknown) => {
          if (!(error instanceof HandfastError) || error.code !== 'batch_finished') throw error;
        });
      }
    },
  };
}

function summed(batches: readonly Batch[]): BatchCounts {
  const counts = { done: 0, unchanged: 0, superseded: 0, conflict: 0, failed: 0, unknown: 0, cancelled: 0 };
  for (const batch of batches) {
    for (const status of STATUSES) counts[status] += batch.counts[status];
  }
  return counts;
}

const STATUSES = ['done', 'unchanged', 'superseded', 'conflict', 'failed', 'unknown', 'cancelled'] as const;
