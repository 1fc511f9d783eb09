import { logUnexpectedError } from '../../adapters/lambda/log.ts';
import { hasBulks, mendLate } from '../../channels/writing/bulk/mend-late.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import type { ChannelId } from '../../domain/sync/channel-ids.ts';
import type { WriteDeps } from './dependencies.ts';

/** For the last call, which may take a minute. */
const LAST_CALL_MILLISECONDS = 65_000;

/**
 * Of a channel with nothing to write: whether a bulk that was given up has run late, and written over something newer.
 * What goes wrong with that is tried again an hour later.
 */
export async function mendBulks(deps: WriteDeps, id: ChannelId, untilMs: number): Promise<void> {
  const { bulks, written } = deps;
  const channel = await deps.channels.find(id);
  const connection = channel && (await deps.connections.find(channel.connection));
  if (bulks === undefined || channel?.status !== 'active' || connection?.status !== 'active') return;
  const mustStop = () => performance.now() >= untilMs;
  try {
    for (const writer of deps.writersOf(channel.type).filter(hasBulks)) {
      if ((await bulks.find(id, writer.name)) === undefined) continue;
      await using store = await deps.openSession(connection, channel.settings, untilMs + LAST_CALL_MILLISECONDS);
      await mendLate({ bulks, written, store }, { channel: id, writer, mustStop });
    }
  } catch (error) {
    if (!(error instanceof Refusal)) logUnexpectedError(error, { task: 'mend-bulks', channel: id });
  }
}
