import { newConnectionId, parseProductId } from '../../../../functions/domain/ids.ts';
import type { Channel, ConnectorSetting } from '../../../../functions/domain/sync/channel.ts';
import { newChannelId, newRunId, parseConnectorName } from '../../../../functions/domain/sync/channel-ids.ts';
import type { Run, RunCounts } from '../../../../functions/domain/sync/run.ts';

export const at = (minutes: number) =>
  new Date(Date.parse('2026-11-26T12:00:00.000Z') + minutes * 60_000).toISOString();

export const ORDERS = parseConnectorName('orders');
export const STOCK = parseConnectorName('stock');

export function channelOf(more: Partial<Channel> = {}): Channel {
  return {
    channel: newChannelId(),
    connection: newConnectionId(),
    product: parseProductId('demo'),
    type: 'magento2',
    settings: { storeView: 'all', pageSize: 100, callsAtOnce: 2 },
    connectors: { [ORDERS]: every(5), [STOCK]: every(60) },
    status: 'active',
    statusSince: at(0),
    failures: 0,
    revision: 1,
    createdAt: at(0),
    createdBy: 'client',
    ...more,
  };
}

export function every(everyMinutes: number, on = true): ConnectorSetting {
  return { on, everyMinutes };
}

export const NONE: RunCounts = {
  read: 0,
  delivered: 0,
  unchanged: 0,
  deleted: 0,
  late: 0,
  poisoned: 0,
  calls: 0,
};

export function runOf(channel: Channel, more: Partial<Run> = {}): Run {
  const run = {
    run: newRunId(),
    channel: channel.channel,
    trigger: 'api',
    connectors: [ORDERS],
    task: 'look',
  } as const;
  return { ...run, status: 'queued', counts: NONE, errors: [], createdAt: at(0), ...more };
}
