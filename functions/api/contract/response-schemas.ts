import * as z from 'zod/mini';
import { account } from '../../adapters/fields/account-field.ts';
import { refusalCode } from '../../adapters/fields/refusal-code-field.ts';
import { STAGES } from '../../domain/handshake/stage.ts';
import { VENDOR_ANSWERS } from '../../domain/stores/connection.ts';
import { statuses } from './shared.ts';

/*
 * What the API gives, for the code and for the OpenAPI document (`npm run openapi`) alike.
 */

export const isoTime = z.string();
const store = z.strictObject({ url: z.string(), host: z.string() });
export const accountView = z.strictObject(account.shape);

/** A connection, as everybody with `connections:read` sees it. */
export const connectionView = z.strictObject({
  id: z.string(),
  product: z.string(),
  store,
  account: accountView,
  status: statuses,
  statusSince: isoTime,
  /** What led to the status; absent for good ones. */
  reason: z.optional(refusalCode),
  /** The generation of Magento's signatures that the store most likely has. */
  generation: z.optional(z.string()),
  createdAt: isoTime,
  connectedAt: isoTime,
  checkedAt: z.optional(isoTime),
  /** A first bad answer that nothing has confirmed yet. */
  suspect: z.optional(z.strictObject({ code: refusalCode, at: isoTime })),
  /** The ACL resources that Magento named when it refused the last check. Read one connection for them. */
  missingPermissions: z.optional(z.array(z.string())),
  /** What your system calls the account, as it answered an event. Read one connection for it: lists do not show it. */
  vendorAccount: z.optional(z.string()),
  /** What your system last said of the connection. */
  vendorAnswer: z.optional(
    z.strictObject({
      status: z.enum(VENDOR_ANSWERS),
      code: z.optional(z.string()),
      message: z.optional(z.string()),
      at: isoTime,
    }),
  ),
});
export type ConnectionView = z.output<typeof connectionView>;

const cursor = z.optional(z.string());
export const connectionsView = z.strictObject({ items: z.array(connectionView), next: cursor });

export const activationView = z.strictObject({
  id: z.string(),
  product: z.string(),
  store,
  stage: z.enum([...STAGES, 'expired']),
  receivedAt: isoTime,
  endedAt: z.optional(isoTime),
  reason: z.optional(refusalCode),
  /** What to do next, in the English words that merchants read. */
  advice: z.optional(z.string()),
  account: z.optional(accountView),
  connection: z.optional(z.string()),
});
export type ActivationView = z.output<typeof activationView>;
export const activationsView = z.strictObject({ items: z.array(activationView), next: cursor });

export const checkView = z.strictObject({
  connection: connectionView,
  /** What this check has shown: `alive`, or a code. The status follows once a bad answer is confirmed. */
  result: z.string(),
  milliseconds: z.number(),
});

export const disconnectView = z.strictObject({
  connection: connectionView,
  /** Magento has no call by which an integration could be removed from outside. */
  inMagento: z.string(),
});

export const credentialsView = z.strictObject({
  connection: z.string(),
  storeUrl: z.string(),
  generation: z.optional(z.string()),
  consumerKey: z.string(),
  consumerSecret: z.string(),
  accessToken: z.string(),
  accessTokenSecret: z.string(),
});

export const answersView = z.strictObject({
  connection: z.string(),
  /** By the fields' keys. What was left open is absent. */
  answers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});

export const callView = z.strictObject({
  /** Magento's own; errors of its API are answers like any other. */
  status: z.number(),
  /** Whole milliseconds from the first byte sent to the last one read, all tries together. */
  milliseconds: z.number(),
  tries: z.number(),
  generation: z.optional(z.string()),
  /** Magento's JSON to the letter; a text where it is none; null where there was nothing. */
  body: z.unknown(),
});

export const pagesView = z.strictObject({
  items: z.array(z.unknown()),
  /** As the store counts now; it may change from page to page. */
  total: z.number(),
  next: cursor,
});

/** RFC 9457. Stable: `code`. All other members may grow. */
export const problemView = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  code: z.string(),
  problems: z.optional(z.array(z.string())),
  retryAfter: z.optional(z.number()),
  storeStatus: z.optional(z.number()),
});
