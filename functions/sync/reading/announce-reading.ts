import { randomUUID } from 'node:crypto';
import type { RecordLog } from '../../adapters/dynamodb/channels/log/record-log.ts';
import type { EventBus } from '../../adapters/eventbridge/event-bus.ts';
import { recordCursor } from '../../channels/record-cursor.ts';
import { EVENTS_VERSION } from '../../domain/events.ts';
import type { RefusalCode } from '../../domain/refusals/refusal.ts';
import type { Connection } from '../../domain/stores/connection.ts';
import { hostOf } from '../../domain/stores/store-url.ts';
import type { ChannelId, RunId } from '../../domain/sync/channel-ids.ts';
import type { News, Summary } from './summary.ts';

export type AnnounceDeps = {
  readonly announce: EventBus['announce'];
  readonly now: () => Date;
  readonly extent: RecordLog['extent'];
};

type Subject = { readonly connection: Connection; readonly channel: ChannelId; readonly run: RunId };

/** Tells the vendor's backend what a reading has brought. Hints: who misses one loses nothing. */
export async function announceReading(
  deps: AnnounceDeps,
  subject: Subject,
  summary: Pick<Summary, 'news' | 'imported' | 'held'>,
): Promise<void> {
  const detail = () => detailOf(deps, subject);
  for (const news of summary.news) {
    const { connector, upserts: delivered, deletes: deleted } = news;
    const cursors = await cursorsOf(deps, subject, news);
    await deps.announce({
      type: 'records.available',
      detail: { ...detail(), connector, ...cursors, delivered, deleted },
    });
  }
  for (const connector of summary.imported) {
    await deps.announce({ type: 'channel.imported', detail: { ...detail(), connector } });
  }
  for (const [connector, held] of Object.entries(summary.held)) {
    await deps.announce({ type: 'channel.run_held', detail: { ...detail(), connector, held } });
  }
}

/** Where the new lines begin, and what is behind them. */
async function cursorsOf({ extent }: AnnounceDeps, { channel }: Subject, { connector, first, last }: News) {
  const stream = { channel, connector };
  const { life } = await extent(stream);
  return {
    from: recordCursor(stream, { life, n: first, line: 0 }),
    to: recordCursor(stream, { life, n: last + 1, line: 0 }),
  };
}

type FailureDeps = Pick<AnnounceDeps, 'announce' | 'now'>;

export async function announceFailure(deps: FailureDeps, subject: Subject, reason: RefusalCode): Promise<void> {
  await deps.announce({ type: 'channel.run_failed', detail: { ...detailOf(deps, subject), reason } });
}

function detailOf({ now }: FailureDeps, { connection, channel, run }: Subject) {
  return {
    id: `evt_${randomUUID()}`,
    version: EVENTS_VERSION,
    product: connection.product,
    host: hostOf(connection.storeUrl),
    time: now().toISOString(),
    connection: connection.connection,
    account: connection.accountKey,
    channel,
    run,
  };
}
