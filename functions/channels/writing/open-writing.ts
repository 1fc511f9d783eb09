import * as z from 'zod/mini';
import type { Change, ChangeResult } from '../../domain/sync/changes/change.ts';
import type { WritingDeps, WritingOrder } from '../../domain/sync/changes/write-batch.ts';
import { parseState } from './state.ts';
import type { Line, Writing } from './writing.ts';

const issues = z.object({
  issues: z.array(z.object({ path: z.array(z.unknown()), message: z.string(), keys: z.optional(z.array(z.string())) })),
});
const MESSAGE_CHARACTERS = 500;

/** Where the last commit left it. Lines that the writer cannot read have their result at once. */
export async function openWriting(deps: WritingDeps, order: WritingOrder): Promise<Writing> {
  const { batch, writer } = order;
  const { results: known, state } = await deps.batches.progress(batch);
  const results = new Map(known.map((result) => [result.line, result]));
  const chains = new Map<string, Line[]>();
  const at = deps.now().toISOString();
  for (const change of await deps.batches.lines(batch)) {
    if (results.has(change.line)) continue;
    const read = readLine(order, change, at);
    if ('result' in read) results.set(change.line, read.result);
    else chains.set(read.record, [...(chains.get(read.record) ?? []), read.line]);
  }
  return {
    ...{ deps, order, writer, batch, results, chains },
    ...{ abandoned: await findAbandoned(deps, order), abandonedChanged: false },
    ...{ state: parseState(state), written: [], committedAtMs: deps.now().getTime(), cancelled: false, looked: false },
  };
}

async function findAbandoned({ bulks }: WritingDeps, { writer, batch }: WritingOrder) {
  const hasBulks = writer.kind === 'values' && writer.bulk !== undefined;
  return hasBulks ? await bulks?.find(batch.channel, batch.connector) : undefined;
}

type ReadLine = { readonly record: string; readonly line: Line } | { readonly result: ChangeResult };

function readLine({ writer }: WritingOrder, change: Change, at: string): ReadLine {
  const { line, id } = change;
  const failed = { line, ...(id !== undefined && { id }), status: 'failed', at } as const;
  try {
    const item = writer.item.safeParse(change.change);
    if (!item.success) return { result: { ...failed, code: 'change_invalid', message: problemsIn(item.error) } };
    return { record: writer.recordOf(item.data), line: { line, change, item: item.data } };
  } catch {
    // The vendor's own code.
    return { result: { ...failed, code: 'connector_failed' } };
  }
}

/** Which members are wrong, of zod's errors; others are not known to tell. */
function problemsIn(error: unknown): string {
  const found = issues.safeParse(error).data?.issues ?? [];
  const problems = found.map(({ path, message, keys }) => {
    const at = [...path, ...(keys?.slice(0, 1) ?? [])].map(String).join('.').slice(0, 100);
    return keys === undefined ? `${at === '' ? 'the change' : at}: ${message}` : `${at}: is unknown`;
  });
  return (problems.join('; ') || 'the change does not have the right shape').slice(0, MESSAGE_CHARACTERS);
}
