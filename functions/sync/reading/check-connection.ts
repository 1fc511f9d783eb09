import type { Connection } from '../../domain/stores/connection.ts';
import type { Channel } from '../../domain/sync/channel.ts';
import { checkNow } from '../../stores/health-check.ts';
import type { StoreDeps } from '../dependencies.ts';
import { scopeOf } from './failure-scope.ts';
import type { Summary } from './summary.ts';

/**
 * Asks the store about the credentials where a reading has failed because of them, or with every permission missing.
 * A connection that is not active makes the channel unavailable; it goes on by itself when the connection does.
 */
export async function checkConnection(
  deps: StoreDeps,
  channel: Channel,
  connection: Connection,
  { failed, refusal }: Pick<Summary, 'failed' | 'refusal'>,
): Promise<void> {
  if (!failed || refusal === undefined) return;
  if (scopeOf(refusal.code) !== 'connection' && refusal.code !== 'permission_missing') return;
  const checked = await checkNow(deps, connection);
  if (checked.connection.status !== 'active') await deps.channels.cutOff(channel.channel, deps.now().toISOString());
}
