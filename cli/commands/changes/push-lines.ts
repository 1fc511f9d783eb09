import type { LineResult } from '../../../client/handfast.ts';
import type { PushAnswer } from './push-changes.ts';

/** What `changes push` shows. */
export function pushLines({ connector, batches, counts, problems }: PushAnswer): string[] {
  const lines = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const there = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([status, count]) => `${count} ${status}`);
  return [
    `${connector}: ${lines} line${lines === 1 ? '' : 's'}: ${there.join(', ')}`,
    ...problems.map(lineOf),
    `Batch${batches.length === 1 ? '' : 'es'} ${batches.join(', ')}`,
  ];
}

/** Whether the store has everything as it was sent, or as a later line has it. */
export function isWhole({ problems }: PushAnswer): boolean {
  return problems.length === 0;
}

function lineOf({ line, id, status, code, message, advice }: LineResult): string {
  const which = `line ${line}${id === undefined ? '' : ` (${id})`}`;
  const why = [code, message, advice].filter((one) => one !== undefined).join(': ');
  return `  ${which}  ${status}${why === '' ? '' : `: ${why}`}`;
}
