import { afterFailure, healthOf, type LookHealth } from '../../domain/sync/back-off.ts';
import type { Channel, ConnectorProblem } from '../../domain/sync/channel.ts';
import { parseConnectorName } from '../../domain/sync/channel-ids.ts';
import type { SyncDeps } from '../dependencies.ts';
import { scopeOf } from './failure-scope.ts';
import type { Summary } from './summary.ts';

/** Records what a reading has shown of the store, where it is something else than before. */
export async function recordReading(
  { channels, now, custom }: Pick<SyncDeps, 'channels' | 'now' | 'custom'>,
  channel: Channel,
  summary: Summary,
): Promise<void> {
  const before = healthOf(channel, custom);
  const after = healthAfter(channel, before, summary, { now: now(), custom });
  const isSame = after.failures === before.failures && after.notBefore === before.notBefore;
  const isAsked = retryAfterOf(summary) > 0 && !isSame;
  const looked = {
    custom,
    ...(!isSame && { health: { before, after } }),
    ...(isAsked && { asked: after.notBefore }),
    ...(summary.problemsChanged && problemChanges(channel, summary)),
  };
  if (!isSame || summary.problemsChanged) await channels.recordLook(channel, looked);
}

type By = { readonly now: Date; readonly custom: boolean };

function healthAfter(channel: Channel, before: LookHealth, summary: Summary, { now, custom }: By): LookHealth {
  const { failed, refusal } = summary;
  if (!failed) return { failures: 0, notBefore: undefined };
  // Of what the credentials failed with, the connection tells; what the vendor's connectors fail with, the others need not.
  const scope = refusal === undefined ? 'connector' : scopeOf(refusal.code);
  const isStores = scope === 'store' || (scope === 'connector' && !custom);
  if (!isStores) return before;
  return afterFailure({ ...before, connectors: channel.connectors }, now, retryAfterOf(summary));
}

/** Seconds for which the store asked to be left alone. */
function retryAfterOf({ refusal }: Summary): number {
  return Number(refusal?.facts['retryAfter'] ?? 0);
}

function problemChanges({ problems = {} }: Channel, { problems: after }: Pick<Summary, 'problems'>) {
  const changed = Object.entries<ConnectorProblem>(after).filter(([name, { code, since }]) => {
    const before = problems[parseConnectorName(name)];
    return before?.code !== code || before.since !== since;
  });
  const solved = Object.keys(problems)
    .map(parseConnectorName)
    .filter((name) => after[name] === undefined);
  return { found: Object.fromEntries(changed), solved };
}
