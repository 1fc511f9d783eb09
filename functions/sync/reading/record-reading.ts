import { afterFailure } from '../../domain/sync/back-off.ts';
import type { Channel } from '../../domain/sync/channel.ts';
import type { SyncDeps } from '../dependencies.ts';
import { scopeOf } from './failure-scope.ts';
import type { Summary } from './summary.ts';

/** Records what a reading has shown of the store, where it is something else than before. */
export async function recordReading(
  { channels, now, custom }: Pick<SyncDeps, 'channels' | 'now' | 'custom'>,
  channel: Channel,
  { failed, refusal, problems, problemsChanged }: Summary,
): Promise<void> {
  // Of what the credentials failed with, the connection tells; what the vendor's connectors fail with, the others need not.
  const scope = refusal === undefined ? 'connector' : scopeOf(refusal.code);
  const isStores = failed && (scope === 'store' || (scope === 'connector' && !custom));
  const retryAfter = Number(refusal?.facts['retryAfter'] ?? 0);
  const health = isStores ? afterFailure(channel, now(), retryAfter) : { failures: 0, notBefore: undefined };
  const { failures, notBefore } = failed && !isStores ? channel : health;
  const isSame = failures === channel.failures && notBefore === channel.notBefore && !problemsChanged;
  if (!isSame) await channels.recordLook(channel.channel, { failures, notBefore, problems });
}
