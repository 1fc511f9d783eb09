import * as z from 'zod';
import { PRODUCT_ID, RESERVED_PRODUCT_IDS } from '../functions/handshake/ids.ts';

/** What an operator sets of one product. */
export const productSettings = z.strictObject({
  /** Stands in URLs and cannot change later: Magento keeps the URLs of its integrations. */
  id: z
    .string()
    .regex(PRODUCT_ID, 'must be 1 to 32 characters of a-z, 0-9 and -, beginning with a letter')
    .refine((id) => !RESERVED_PRODUCT_IDS.includes(id), `must not be one of ${RESERVED_PRODUCT_IDS.join(', ')}`),
  /** What merchants read. */
  name: z.string().min(1, 'must not be empty').max(60, 'must be at most 60 characters'),
});
