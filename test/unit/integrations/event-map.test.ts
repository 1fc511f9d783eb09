import { expect, test } from 'vitest';
import { EVENTS } from '../../../functions/adapters/eventbridge/event-schemas.ts';
import { type Announcement, EVENTS_VERSION } from '../../../functions/domain/events.ts';
import { DELIVERED_EVENTS, noticeOf, typesOf } from '../../../functions/domain/integrations/deliveries/event-map.ts';
import { sampleEvent } from '../../../functions/domain/integrations/deliveries/sample-event.ts';
import { INTEGRATION_EVENT_TYPES } from '../../../functions/domain/integrations/event-urls.ts';

const shared = {
  id: 'evt_1',
  version: EVENTS_VERSION,
  product: 'demo',
  host: 'shop.example',
  time: '2026-11-22T12:00:00.000Z',
};
const connection = { ...shared, connection: 'con_1', account: 'https://id.example#ana' };

test('a new store is an order and an assignment, a store given up a cancellation and the end of it', () => {
  const created: Announcement = { type: 'connection.created', detail: { ...connection, activation: 'act_1' } };
  expect(typesOf(created)).toEqual(['SUBSCRIPTION_ORDER', 'USER_ASSIGNMENT']);
  const ended: Announcement = { type: 'connection.disconnected', detail: { ...connection, status: 'disconnected' } };
  expect(typesOf(ended)).toEqual(['SUBSCRIPTION_CANCEL', 'USER_UNASSIGNMENT']);
});

test('a store that moves is a change; whoever had it is unassigned where that is known', () => {
  const moved: Announcement = { type: 'connection.moved', detail: connection };
  expect(typesOf(moved)).toEqual(['SUBSCRIPTION_CHANGE', 'USER_ASSIGNMENT']);
  const known: Announcement = { type: 'connection.moved', detail: { ...connection, previousAccount: 'x#y' } };
  expect(typesOf(known)).toEqual(['SUBSCRIPTION_CHANGE', 'USER_UNASSIGNMENT', 'USER_ASSIGNMENT']);
});

test.each([
  ['connection.needs_reauthorization', 'needs_reauthorization', 'DEACTIVATED'],
  ['connection.inactive', 'inactive', 'DEACTIVATED'],
  ['connection.unreachable', 'unreachable', 'DEACTIVATED'],
  ['connection.recovered', 'active', 'REACTIVATED'],
] as const)('%s is a notice of the type %s says: %s', (type, status, notice) => {
  expect(typesOf({ type, detail: { ...connection, status } })).toEqual(['SUBSCRIPTION_NOTICE']);
  expect(noticeOf(type)).toBe(notice);
});

test('an attempt that failed, and what became of an answer, go to the URL of statuses; a switched-off integration hears nothing', () => {
  expect(typesOf({ type: 'activation.failed', detail: { ...shared, activation: 'act_1', reason: 'x' } })).toEqual([
    'SUBSCRIPTION_STATUS',
  ]);
  const answered = { ...connection, delivery: 'dlv_1', integration: 'i' };
  expect(typesOf({ type: 'connection.accepted', detail: answered })).toEqual(['SUBSCRIPTION_STATUS']);
  expect(typesOf({ type: 'connection.rejected', detail: { ...answered, reason: 'x' } })).toEqual([
    'SUBSCRIPTION_STATUS',
  ]);
  const { id, version, time } = shared;
  expect(
    typesOf({ type: 'integration.disabled', detail: { id, version, time, integration: 'i', failingSince: time } }),
  ).toEqual([]);
});

test.each(INTEGRATION_EVENT_TYPES)('a ping of %s has the shape of an event that is sent there', (type) => {
  const sample = sampleEvent(type, 'ping_1', 'demo', shared.time);
  expect(typesOf(sample)).toContain(type);
  expect(EVENTS[sample.type].parse(sample.detail)).toEqual(sample.detail);
});

test('events about records go to the URL of channels', () => {
  const ofConnector = { ...connection, channel: 'chn_1', connector: 'orders', run: 'run_1' };
  const lines = { from: 'a', to: 'b', delivered: 2, deleted: 1 };
  expect(typesOf({ type: 'records.available', detail: { ...ofConnector, ...lines } })).toEqual(['CHANNEL_NOTICE']);
  expect(typesOf({ type: 'channel.imported', detail: ofConnector })).toEqual(['CHANNEL_NOTICE']);
  expect(typesOf({ type: 'channel.run_held', detail: { ...ofConnector, held: 60 } })).toEqual(['CHANNEL_NOTICE']);
  expect(typesOf({ type: 'channel.run_failed', detail: { ...ofConnector, reason: 'x' } })).toEqual(['CHANNEL_NOTICE']);
  expect(DELIVERED_EVENTS).toContain('records.available');
});
