import * as z from 'zod';
import { readPrivateJson, writePrivateJson } from '../data-folder/private-json.ts';
import type { RowStorage, Rows } from '../demo-store/rows.ts';

/** Dates become ISO 8601 texts on their way into JSON. */
const date = z.iso.datetime().transform((text) => new Date(text));
const key = z.string().length(32);

const Kept = z.object({
  lastId: z.int(),
  integrations: z.array(
    z.object({
      id: z.int(),
      consumerId: z.int(),
      name: z.string(),
      email: z.string(),
      endpointUrl: z.string(),
      identityLinkUrl: z.string(),
      setupType: z.literal([0, 1]),
      resources: z.array(z.string()),
      active: z.boolean(),
    }),
  ),
  consumers: z.array(z.object({ id: z.int(), key, secret: key, updatedAt: date })),
  tokens: z.array(
    z.object({
      id: z.int(),
      consumerId: z.int(),
      verifier: key,
      createdAt: date,
      type: z.enum(['verifier', 'request', 'access']),
      token: key,
      secret: key,
    }),
  ),
}) satisfies z.ZodType<Rows>;

/** Keeps the rows of the demo Magento in a file that only its owner can read: it holds every key and token. */
export function keepRows(file: string): RowStorage {
  return {
    load: () => readPrivateJson(file, Kept),
    save: (rows) => writePrivateJson(file, rows),
  };
}
