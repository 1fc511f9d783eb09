import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { BatchCounts, ChangeLine, Handfast, LineResult, Push } from '../../../client/handfast.ts';
import { CliError, EXIT_MISUSED, oneLine } from '../../output/cli-error.ts';
import type { Shell } from '../../program/shell.ts';

export type PushOrder = {
  readonly file: string;
  readonly channel: string;
  readonly connector: string;
  readonly key?: string;
};

export type PushAnswer = {
  readonly connector: string;
  readonly batches: readonly string[];
  readonly counts: BatchCounts;
  /** Of lines that are not in the store as the file has them. */
  readonly problems: readonly LineResult[];
};

const line = z.strictObject({
  id: z.string().optional(),
  base: z.string().optional(),
  change: z.record(z.string(), z.unknown()),
});
const LINES_SHOWN = 20;

/** Results that need somebody's attention. */
const PROBLEMS = ['failed', 'conflict', 'unknown', 'cancelled'] as const;

/**
 * Sends a file of changes, and waits until each has its result.
 *
 * @throws CliError for a file that cannot be used; HandfastError for what the API refuses
 */
export async function pushChanges(
  order: PushOrder,
  api: Handfast,
  { progress, goesOn }: Pick<Shell, 'progress' | 'goesOn'>,
): Promise<PushAnswer> {
  const { channel, connector, key } = order;
  const changes = readChanges(order.file);
  progress.brief(`Sending ${changes.length} lines`);
  const pushed = await api.channel(channel).push(connector, changes, { idempotencyKey: key });
  goesOn(`What was sent is written all the same. See it in the console, or at ${pathsOf(channel, pushed.batches)}.`);
  progress.show(`Writing ${pushed.batches.map(({ id }) => id).join(', ')}`);
  const { counts, batches } = await pushed.finished();
  const problems: LineResult[] = [];
  for (const status of PROBLEMS) {
    if (counts[status] > 0) for await (const one of pushed.results({ status })) problems.push(one);
  }
  return { connector, batches: batches.map(({ id }) => id), counts, problems };
}

function pathsOf(channel: string, batches: Push['batches']): string {
  return batches.map(({ id }) => `GET /v1/channels/${channel}/changes/${id}`).join(', ');
}

/** All of it is read before anything is sent. */
function readChanges(file: string): ChangeLine[] {
  const changes: ChangeLine[] = [];
  const bad: number[] = [];
  for (const [index, text] of readText(file).split('\n').entries()) {
    if (text.trim() === '') continue;
    const read = readLine(text);
    if (read === undefined) bad.push(index + 1);
    else changes.push(read);
  }
  if (bad.length > 0) {
    const which = `${bad.slice(0, LINES_SHOWN).join(', ')}${bad.length > LINES_SHOWN ? ', …' : ''}`;
    const words = 'one JSON object a line, with "change", and "id" and "base" where you want them';
    throw new CliError(EXIT_MISUSED, [
      `${file}: no changes are line ${which}. It must have ${words}. Nothing was sent.`,
    ]);
  }
  if (changes.length === 0) throw new CliError(EXIT_MISUSED, [`${file}: has no line. Nothing was sent.`]);
  return changes;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CliError(EXIT_MISUSED, [`${file}: cannot be read (${oneLine(error)}).`], { cause: error });
  }
}

function readLine(text: string): ChangeLine | undefined {
  try {
    const { id, base, change } = line.parse(JSON.parse(text));
    return { ...(id !== undefined && { id }), ...(base !== undefined && { base }), change };
  } catch {
    return undefined;
  }
}
