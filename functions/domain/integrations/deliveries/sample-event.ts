import { type Announcement, EVENTS_VERSION } from '../../events.ts';
import type { IntegrationEventType } from '../event-urls.ts';

/** What a ping sends: an event of each kind that never happened. */
export function sampleEvent(type: IntegrationEventType, id: string, product: string, at: string): Announcement {
  const shared = { id, version: EVENTS_VERSION, product, host: 'ping.example', time: at } as const;
  const connection = `con_${'0'.repeat(32)}`;
  const account = 'https://ping.example#ping';
  const connected = { ...shared, activation: NO_ACTIVATION, connection, account };
  switch (type) {
    case 'SUBSCRIPTION_ORDER':
    case 'USER_ASSIGNMENT':
      return { type: 'connection.created', detail: connected };
    case 'SUBSCRIPTION_CHANGE':
      return { type: 'connection.reauthorized', detail: connected };
    case 'SUBSCRIPTION_CANCEL':
    case 'USER_UNASSIGNMENT':
      return { type: 'connection.disconnected', detail: { ...shared, connection, account, status: 'disconnected' } };
    case 'SUBSCRIPTION_NOTICE':
      return { type: 'connection.recovered', detail: { ...shared, connection, account, status: 'active' } };
    case 'SUBSCRIPTION_STATUS':
      return {
        type: 'activation.failed',
        detail: { ...shared, activation: NO_ACTIVATION, reason: 'consent_timed_out' },
      };
    case 'CHANNEL_NOTICE':
      return {
        type: 'records.available',
        detail: { ...shared, connection, account, ...SAMPLE_RECORDS },
      };
    default:
      return type satisfies never;
  }
}

const NO_ACTIVATION = 'act_00000000-0000-0000-0000-000000000000';

const SAMPLE_RECORDS = {
  channel: `chn_${'0'.repeat(32)}`,
  connector: 'orders',
  run: `run_${'0'.repeat(32)}`,
  from: 'ping',
  to: 'ping',
  delivered: 0,
  deleted: 0,
};
