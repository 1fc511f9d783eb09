import type { Channel } from '../../domain/sync/channel.ts';
import type { ConnectorName } from '../../domain/sync/channel-ids.ts';
import { isTurnRecorded } from '../../domain/sync/look.ts';
import type { LookDeps } from '../dependencies.ts';
import { scopeOf } from '../reading/failure-scope.ts';
import type { ConnectorReading } from '../reading/read-channel.ts';

type Turn = { readonly channel: Channel; readonly window: Date };

/** Connectors that have had their turn: not those whose store has failed, or that there was no time for. */
export function namesRead(readings: readonly ConnectorReading[]): readonly ConnectorName[] {
  return readings
    .filter(({ failure }) => failure === undefined || scopeOf(failure.code) === 'connector')
    .map(({ connector }) => connector.name);
}

/** Of rare ones, so that a turn is not lost together with the window, or the look, that it falls into. */
export async function recordTurns(
  { channels }: Pick<LookDeps, 'channels'>,
  { channel, window }: Turn,
  names: readonly ConnectorName[],
): Promise<void> {
  const rare = names.filter((name) => isTurnRecorded(channel.connectors[name]?.everyMinutes ?? 0));
  if (rare.length === 0) return;
  const at = window.toISOString();
  await channels.recordTurns(channel, Object.fromEntries(rare.map((name) => [name, at])));
}
