import * as z from 'zod/mini';
import { numberOf } from '../../../adapters/magento/replies/lossless-json.ts';
import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { StoreAnswer, StoreWriter } from '../../../domain/sync/changes/writer.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const REJECTED = 'rejected';

const scheduled = z.object({
  bulk_uuid: z.string().check(z.regex(UUID)),
  request_items: z.array(z.object({ status: z.string(), error_message: z.optional(z.nullable(z.string())) })),
});

export type Scheduled = {
  readonly uuid: string;
  /** For each item sent: why the store has not taken it, or undefined. */
  readonly rejections: readonly (StoreAnswer | undefined)[];
};

/** Undefined where the answer does not say which bulk it is. */
export function scheduledIn({ json }: StoreAnswer, items: number): Scheduled | undefined {
  const read = scheduled.safeParse(json).data;
  if (read === undefined || read.request_items.length !== items) return undefined;
  const rejections = read.request_items.map(({ status, error_message }) =>
    status === REJECTED ? { status: 400, json: { message: error_message ?? '' } } : undefined,
  );
  return { uuid: read.bulk_uuid, rejections };
}

/** What became of one operation, as a single call would have answered it; undefined: nothing yet. */
export type Operation = StoreAnswer | undefined;

const status = z.object({
  operations_list: z.array(z.object({ status: z.unknown(), result_message: z.optional(z.nullable(z.string())) })),
});

const DONE = 1;
const RETRIABLE = 2;
const OPEN = 4;

/**
 * The operations of a bulk, in the order sent. `unknown`: the store does not know it, or tells of other operations;
 * `forbidden`: the integration may not look.
 *
 * @throws Refusal about the store
 */
export async function operationsOf(
  store: StoreWriter,
  uuid: string,
  count: number,
): Promise<readonly Operation[] | 'unknown' | 'forbidden'> {
  const answer = await look(store, uuid);
  if (answer === undefined || answer.status === 403) return 'forbidden';
  const list = answer.status === 200 ? status.safeParse(answer.json).data?.operations_list : undefined;
  if (list?.length !== count) return 'unknown';
  return list.map(({ status: code, result_message }) => {
    const known = numberOf(code);
    if (known === OPEN) return undefined;
    const json = { message: result_message ?? '' };
    return { status: known === DONE ? 200 : known === RETRIABLE ? 503 : 400, json };
  });
}

async function look(store: StoreWriter, uuid: string): Promise<StoreAnswer | undefined> {
  try {
    return await store.send({ method: 'GET', path: ['V1', 'bulk', uuid, 'status'] });
  } catch (error) {
    if (error instanceof Refusal && error.code === 'permission_missing') return undefined;
    throw error;
  }
}
