import type { Run } from '../../../client/handfast.ts';
import { type Detail, details } from '../../output/details.ts';
import type { Line } from '../../output/line.ts';
import { reasonWords } from '../../output/reason.ts';
import type { Screen } from '../../output/screen.ts';
import { statusText } from '../../output/status-style.ts';
import type { Column } from '../../output/table.ts';
import { duration } from '../../output/times.ts';

export const RUN_COLUMNS: readonly Column<Run>[] = [
  { title: 'ID', of: ({ id }) => id },
  { title: 'TASK', of: ({ task }) => task },
  { title: 'STATUS', of: ({ status }) => statusText(status) },
  { title: 'READ', of: ({ counts }) => String(counts.read), optional: true },
  { title: 'DELIVERED', of: ({ counts }) => String(counts.delivered), optional: true },
  { title: 'DELETED', of: ({ counts }) => String(counts.deleted), optional: true },
  { title: 'CREATED', of: ({ createdAt }, { time }) => time(createdAt), optional: true },
  { title: 'TOOK', of: takenBy, optional: true },
  { title: 'REASON', of: ({ reason }) => reason, optional: true },
];

/** Everything that is known of one run. */
export function runLines(run: Run, { time }: Screen): Line[] {
  const { startedAt, endedAt, waitsUntil, stopRequestedAt, reason, held = {} } = run;
  const all: Detail[] = [
    ['Channel', run.channel],
    ['Status', statusText(run.status)],
    ['Reason', reason && reasonWords(reason)],
    ['Task', `${run.task} (${run.trigger})`],
    ['Connectors', run.connectors.join(', ')],
    ['Counts', countsText(run.counts)],
    ['Held', heldText(held)],
    ['Created', time(run.createdAt)],
    ['Waits until', waitsUntil && time(waitsUntil)],
    ['Started', startedAt && time(startedAt)],
    ['Stop asked', stopRequestedAt && time(stopRequestedAt)],
    ['Ended', endedAt && time(endedAt)],
    ['Took', takenBy(run)],
  ];
  const errors = run.errors.map(
    ({ connector, code, record, advice, at }): Line =>
      `  ${time(at)}  ${connector}${record === undefined ? '' : ` ${record}`}  ${code}: ${advice}`,
  );
  return [
    { text: run.id, style: 'bold' },
    ...details(all, '  '),
    ...(errors.length === 0 ? [] : ['', { text: 'Errors', style: 'bold' } as const, ...errors]),
  ];
}

/** `read 1200, delivered 30`: what is not 0. */
export function countsText(counts: Run['counts']): string {
  const given = Object.entries(counts).filter(([, count]) => count > 0);
  return given.length === 0 ? 'nothing yet' : given.map(([name, count]) => `${name} ${count}`).join(', ');
}

function heldText(held: Readonly<Record<string, number>>): string | undefined {
  const all = Object.entries(held).map(([connector, count]) => `${count} of ${connector}`);
  return all.length === 0 ? undefined : `deletions wait for "handfast runs confirm": ${all.join(', ')}`;
}

function takenBy({ startedAt, endedAt }: Run): string | undefined {
  if (startedAt === undefined || endedAt === undefined) return undefined;
  return duration((Date.parse(endedAt) - Date.parse(startedAt)) / 1000);
}
