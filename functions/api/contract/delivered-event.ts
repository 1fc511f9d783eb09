import * as z from 'zod/mini';
import { DELIVERY_STATUSES } from '../../domain/integrations/deliveries/delivery.ts';
import { says } from './shared.ts';

/** What is known of an event that was sent to a URL: as it was sent, and what became of it. */
export const eventView = z.strictObject({
  /** As in the header `webhook-id`. */
  id: z.string(),
  status: z.enum(DELIVERY_STATUSES),
  type: z.string(),
  timestamp: z.string(),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});

const SUCCESS = 'must be true or false';
const text = (max: number) =>
  z.optional(z.string().check(z.maxLength(max, says(`must have at most ${max} characters`))));

/**
 * The vendor's result for an event that it answered with 202. `success` may be a text, as AppDirect's vendors send it.
 */
export const resultBody = z.strictObject({
  success: z.union([z.boolean(), z.enum(['true', 'false'])], says(SUCCESS)),
  accountIdentifier: text(255),
  errorCode: text(64),
  message: text(500),
});
