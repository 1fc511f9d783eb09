import { newConnectionId, parseProductId } from '../../../../functions/domain/ids.ts';
import type { Channel, ConnectorSetting } from '../../../../functions/domain/sync/channel.ts';
import { newChannelId, newRunId, parseConnectorName } from '../../../../functions/domain/sync/channel-ids.ts';
import { NOTHING_COUNTED, type Run } from '../../../../functions/domain/sync/run.ts';

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

export function runOf(channel: Channel, more: Partial<Run> = {}): Run {
  const run = {
    run: newRunId(),
    channel: channel.channel,
    trigger: 'api',
    connectors: [ORDERS],
    task: 'look',
  } as const;
  return { ...run, status: 'queued', counts: NOTHING_COUNTED, errors: [], createdAt: at(0), ...more };
}
