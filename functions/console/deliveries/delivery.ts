import * as z from 'zod/mini';
import { listOf, moment } from '../integrations/data/ask.ts';
import { HEALTH } from '../integrations/data/integration.ts';

/** What lists show of a delivery, and its own page. */
export const DELIVERY_FIELDS = `fragment DeliveryFields on Delivery {
  id eventId integrationId type event connection status createdOn nextAttemptOn
  attempts { on httpStatus milliseconds errorCode }
  answer { success accountIdentifier errorCode message }
}`;

const text = z.nullish(z.string());

const attempt = z.object({
  on: moment,
  httpStatus: z.nullish(z.number()),
  milliseconds: z.nullish(z.number()),
  errorCode: text,
});
export type Attempt = z.output<typeof attempt>;

export const DELIVERY = {
  id: z.string(),
  eventId: z.string(),
  integrationId: z.string(),
  type: z.string(),
  event: z.string(),
  connection: text,
  status: z.enum(['WAITING', 'DELIVERED', 'ACCEPTED', 'FAILED', 'DISCARDED']),
  createdOn: moment,
  nextAttemptOn: z.nullish(moment),
  attempts: z.array(attempt),
  answer: z.nullish(z.object({ success: z.boolean(), accountIdentifier: text, errorCode: text, message: text })),
};
const delivery = z.object(DELIVERY);
export type Delivery = z.output<typeof delivery>;

export const deliveryList = listOf(delivery);

/** The integration that deliveries are of. */
export const OWNER_FIELDS = 'sourceId name number deliveriesEnabled failingSince goneEventTypes';
export const owner = z.object({ sourceId: z.string(), name: text, number: z.nullish(z.number()), ...HEALTH });
export type Owner = z.output<typeof owner>;
