import type { Connection } from '../../domain/stores/connection.ts';
import type { Channel } from '../../domain/sync/channel.ts';
import type { RunId } from '../../domain/sync/channel-ids.ts';
import type { Run } from '../../domain/sync/run.ts';
import type { LookDeps } from '../dependencies.ts';
import { announceFailure, announceReading } from '../reading/announce-reading.ts';
import { checkConnection } from '../reading/check-connection.ts';
import { logReading } from '../reading/log-reading.ts';
import { recordReading } from '../reading/record-reading.ts';
import { endOf, type Summary } from '../reading/summary.ts';
import { createHeldRuns } from './held-runs.ts';

export type Looked = {
  readonly channel: Channel;
  readonly connection: Connection;
  readonly run: RunId;
  readonly startedAt: string;
  readonly startedAtMs: number;
  readonly summary: Summary;
};

/**
 * What a look leaves. One that found nothing new, and failed no other way than the last one did, leaves nothing but a
 * line in the log. Deletions that it holds wait in runs of their own.
 */
export async function settleLook(deps: LookDeps, looked: Looked): Promise<void> {
  const { channel, connection, summary } = looked;
  const subject = { connection, channel: channel.channel, run: looked.run };
  await recordReading(deps, channel, summary);
  if (summary.more.length > 0) await handOver(deps, looked);
  else if (isWorthARun(summary)) await deps.runs.create({ ...runOf(looked), endedAt: deps.now().toISOString() });
  await announceReading(deps, subject, { ...summary, held: {} });
  for (const { run, held } of await createHeldRuns(deps, runOf(looked), summary.held)) {
    await announceReading(deps, { ...subject, run }, { news: [], imported: [], held });
  }
  if (summary.failed && summary.refusal !== undefined && summary.problemsChanged) {
    await announceFailure(deps, subject, summary.refusal.code);
  }
  logReading(deps, { ...looked, trigger: 'schedule' });
  await checkConnection(deps, channel, connection, summary);
}

function isWorthARun({ news, counts, problemsChanged }: Summary): boolean {
  return news.length > 0 || counts.poisoned > 0 || problemsChanged;
}

/** A first import, or very many changes: a run of its own goes on where the look has stopped. */
async function handOver(deps: LookDeps, looked: Looked): Promise<void> {
  const run: Run = { ...runOf(looked), status: 'queued', connectors: looked.summary.more };
  // One that is under way already does the same.
  const begun = await deps.runs.begin(run);
  if (begun.status === 'queued') await deps.executions.start(begun);
}

function runOf({ channel, run, startedAt, summary }: Looked): Run {
  const { counts, errors, refusal, failed } = summary;
  return {
    run,
    channel: channel.channel,
    product: channel.product,
    trigger: 'schedule',
    connectors: [...new Set([...summary.news, ...errors].map(({ connector }) => connector))],
    task: 'look',
    status: endOf({ errors, failed, held: {} }),
    ...(failed && refusal && { reason: refusal.code }),
    counts,
    errors,
    createdAt: startedAt,
    startedAt,
  };
}
