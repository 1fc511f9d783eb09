import { expectTypeOf, test } from 'vitest';
import type * as z from 'zod/mini';
import type { activationItem } from '../../../functions/adapters/dynamodb/activations/activation-item.ts';
import type { listedAttempt } from '../../../functions/adapters/dynamodb/activations/attempt-item.ts';
import type { connectionItem, listedConnection } from '../../../functions/adapters/dynamodb/connection-item.ts';
import type { EVENTS } from '../../../functions/adapters/eventbridge/event-schemas.ts';
import type { account } from '../../../functions/adapters/fields/account-field.ts';
import type { Account } from '../../../functions/domain/account.ts';
import type { EventDetails, EventType } from '../../../functions/domain/events.ts';
import type { Activation } from '../../../functions/domain/handshake/activation.ts';
import type { ListedAttempt } from '../../../functions/domain/handshake/listed-attempt.ts';
import type { Connection, ListedConnection } from '../../../functions/domain/stores/connection.ts';

/** The members alone, neither optional nor readonly: `satisfies` holds those equal where they matter. */
type Members<T> = T extends string | number | Uint8Array
  ? T
  : { -readonly [K in keyof T]-?: Members<Exclude<T[K], undefined>> };

test('parsers of the table and nouns of the domain have the same members', () => {
  expectTypeOf<Members<z.output<typeof account>>>().toEqualTypeOf<Members<Account>>();
  expectTypeOf<Members<z.output<typeof activationItem>>>().toEqualTypeOf<Members<Activation>>();
  expectTypeOf<Members<z.output<typeof listedAttempt>>>().toEqualTypeOf<Members<ListedAttempt>>();
  expectTypeOf<Members<z.output<typeof listedConnection>>>().toEqualTypeOf<Members<ListedConnection>>();
  expectTypeOf<Members<Omit<z.output<typeof connectionItem>, 'untold'>>>().toEqualTypeOf<
    Members<Omit<Connection, 'accountKey'>>
  >();
});

test('schemas of events and the events of the domain have the same members', () => {
  type Schemas = { [T in EventType]: z.output<(typeof EVENTS)[T]> };
  expectTypeOf<Members<Schemas>>().toEqualTypeOf<Members<EventDetails>>();
});
