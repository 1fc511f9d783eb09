import { describe, expect, test } from 'vitest';
import type * as z from 'zod/mini';
import type * as client from '../../../client/handfast.ts';
import type { resultBody } from '../../../functions/api/contract/delivered-event.ts';
import type { EventDetails } from '../../../functions/domain/events.ts';
import type { DeliveryStatus } from '../../../functions/domain/integrations/deliveries/delivery.ts';
import { DELIVERED_EVENTS, typesOf } from '../../../functions/domain/integrations/deliveries/event-map.ts';
import { sampleEvent } from '../../../functions/domain/integrations/deliveries/sample-event.ts';
import { INTEGRATION_EVENT_TYPES } from '../../../functions/domain/integrations/event-urls.ts';
import type { API_REFUSALS } from '../../../functions/domain/refusals/api-refusals.ts';
import type { RefusalCode } from '../../../functions/domain/refusals/refusal.ts';
import type { ProblemCode } from '../../../functions/integrations/problem.ts';

/*
 * The package's types are written by hand, since it depends on nothing. The compiler holds them to the code that they
 * describe: what is missing, or too much, does not compile.
 */

type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : false) : false;
type Json<T> = T extends object ? { -readonly [K in keyof T]: Json<Exclude<T[K], undefined>> } : T;
type Optional<T> = { [K in keyof T]-?: undefined extends T[K] ? K : never }[keyof T];
type Shape<T> = [Json<T>, Optional<T>];
/** Names of events whose details are others in the package. */
type Differing = {
  [T in keyof EventDetails | keyof client.EventDetails]: T extends keyof EventDetails & keyof client.EventDetails
    ? Same<Shape<Omit<EventDetails[T], 'version'>>, Shape<Omit<client.EventDetails[T], 'version'>>> extends true
      ? never
      : T
    : T;
}[keyof EventDetails | keyof client.EventDetails];

describe('the package has', () => {
  test('each code that the API, GraphQL and handshakes give, and no other', () => {
    const proofs: readonly [
      Same<client.ApiErrorCode, keyof typeof API_REFUSALS>,
      Same<client.ReasonCode, RefusalCode>,
      Same<client.GraphqlErrorCode, ProblemCode | 'LIMIT_EXCEEDED' | 'INTERNAL'>,
    ] = [true, true, true];
    expect(proofs.every(Boolean)).toBe(true);
  });

  test('each event as it is published', () => {
    const same: [Differing] extends [never] ? true : Differing = true;
    expect(same).toBe(true);
  });

  test('what is known of a delivered event, and what is sent of its result', () => {
    type Result = z.input<typeof resultBody>;
    const proofs: readonly [
      Same<client.DeliveredEvent['status'], DeliveryStatus>,
      [client.EventResult] extends [Json<Result>] ? true : false,
      Same<keyof client.EventResult, keyof Result>,
    ] = [true, true, true];
    expect(proofs.every(Boolean)).toBe(true);
  });

  test('the kinds that each event is posted as', () => {
    expect(Object.keys(KINDS).toSorted()).toEqual([...DELIVERED_EVENTS].toSorted());
    const known = new Map<string, readonly string[]>(Object.entries(KINDS));
    for (const kind of INTEGRATION_EVENT_TYPES) {
      const sample = sampleEvent(kind, 'evt_1', 'demo', '2026-11-22T12:00:00.000Z');
      expect(known.get(sample.type)).toEqual(typesOf(sample));
    }
  });
});

/** Compiles only with kinds that the package names; the events that are sent are compared with it. */
const KINDS = {
  'activation.failed': ['SUBSCRIPTION_STATUS'],
  'connection.created': ['SUBSCRIPTION_ORDER', 'USER_ASSIGNMENT'],
  'connection.reauthorized': ['SUBSCRIPTION_CHANGE'],
  'connection.moved': ['SUBSCRIPTION_CHANGE', 'USER_UNASSIGNMENT', 'USER_ASSIGNMENT'],
  'connection.needs_reauthorization': ['SUBSCRIPTION_NOTICE'],
  'connection.inactive': ['SUBSCRIPTION_NOTICE'],
  'connection.unreachable': ['SUBSCRIPTION_NOTICE'],
  'connection.recovered': ['SUBSCRIPTION_NOTICE'],
  'connection.disconnected': ['SUBSCRIPTION_CANCEL', 'USER_UNASSIGNMENT'],
  'connection.accepted': ['SUBSCRIPTION_STATUS'],
  'connection.rejected': ['SUBSCRIPTION_STATUS'],
  'records.available': ['CHANNEL_NOTICE'],
  'channel.imported': ['CHANNEL_NOTICE'],
  'channel.run_failed': ['CHANNEL_NOTICE'],
  'channel.run_held': ['CHANNEL_NOTICE'],
  'changes.finished': ['CHANNEL_NOTICE'],
} as const satisfies {
  readonly [T in keyof client.EventKinds]: readonly client.EventKinds[T][];
};
