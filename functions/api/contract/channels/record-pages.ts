import * as z from 'zod/mini';
import { RECORD_ORDERS } from '../../../channels/record-cursor.ts';
import { says } from '../shared.ts';

/** How many records a page may have. */
export const RECORDS_MAX = 1_000;

const LIMIT = says(`must be a whole number from 1 to ${RECORDS_MAX.toLocaleString('en-US')}`);
const CONNECTOR = says('must be set: the name of a connector of the channel, such as "orders"');

export const recordsQuery = z.strictObject({
  connector: z.string(CONNECTOR).check(z.minLength(1, CONNECTOR)),
  /** `oldest` unless given. */
  order: z.optional(z.enum(RECORD_ORDERS, says(`must be one of ${RECORD_ORDERS.join(', ')}`))),
  /** Where a page of the same order ended; absent: at its first record. */
  cursor: z.optional(
    z.string().check(z.minLength(1, says('must not be empty')), z.maxLength(256, says('is too long'))),
  ),
  limit: z.optional(
    z.pipe(
      z.pipe(
        z.string(),
        z.transform((text) => (/^\d{1,6}$/.test(text) ? Number(text) : Number.NaN)),
      ),
      z.int(LIMIT).check(z.minimum(1, LIMIT), z.maximum(RECORDS_MAX, LIMIT)),
    ),
  ),
});

/** What became of one record. */
export const recordChange = z.strictObject({
  id: z.string(),
  op: z.enum(['upsert', 'delete']),
  version: z.string(),
  updated: z.optional(z.string()),
  at: z.string(),
  origin: z.enum(['store', 'export']),
  record: z.optional(z.unknown()),
  /** Goes on behind this change. */
  cursor: z.string(),
});

export const recordPage = z.strictObject({
  items: z.array(recordChange),
  next: z.string(),
  more: z.boolean(),
});
