import * as z from 'zod/mini';
import type { ProductId } from '../../../domain/ids.ts';
import type { AuditEntry } from '../../../domain/integrations/audit.ts';
import { INTEGRATION_EVENT_TYPES } from '../../../domain/integrations/event-urls.ts';
import {
  CREDENTIALS_TYPES,
  FORM_FIELD_TYPES,
  type Integration,
  type IntegrationFields,
  PAYLOAD_STYLES,
  PING_ERRORS,
  type Publication,
  type Snapshot,
} from '../../../domain/integrations/integration.ts';
import type { IntegrationId, SnapshotId } from '../../../domain/integrations/integration-ids.ts';
import type { ConnectorName } from '../../../domain/sync/channel-ids.ts';
import { minted } from '../../fields/minted-field.ts';
import { sealed } from '../../kms/sealed.ts';
import { auditEntry } from './audit-item.ts';
import { merchantSignIn, signInTest } from './merchant-sign-in-item.ts';

const text = z.optional(z.string());
const texts = z.record(z.string(), z.string());
const eventType = z.enum(INTEGRATION_EVENT_TYPES);

const urls = z.object({
  createUrl: text,
  upgradeUrl: text,
  cancelUrl: text,
  notifyUrl: text,
  eventStatusUrl: text,
  assignUrl: text,
  unassignUrl: text,
  channelUrl: text,
});

const credentials = z.object({
  type: z.enum(CREDENTIALS_TYPES),
  clientId: text,
  tokenUri: text,
  grantType: z.optional(z.literal('client_credentials')),
  scope: text,
  username: text,
  secret: z.optional(sealed),
});

const configuration = z.record(z.string(), z.unknown());
const singleSignOn = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('bookmark'), url: z.string() }),
  z.object({ kind: z.literal('openIdConnect'), configuration }),
  z.object({ kind: z.literal('saml'), configuration }),
]);

const formField = z.object({
  key: z.string(),
  type: z.enum(FORM_FIELD_TYPES),
  labels: texts,
  help: z.optional(texts),
  required: z.boolean(),
  pattern: text,
  choices: z.optional(z.array(z.object({ value: z.string(), labels: texts }))),
});

const fields = z.object({
  name: text,
  urls,
  payloadStyle: z.enum(PAYLOAD_STYLES),
  credentials: z.optional(credentials),
  singleSignOn: z.optional(singleSignOn),
  merchantSignIn: z.optional(merchantSignIn),
  formFields: z.optional(z.array(formField)),
  channel: z.optional(
    z.object({ connectors: z.array(z.object({ name: minted<ConnectorName>(), everyMinutes: z.number() })) }),
  ),
}) satisfies z.ZodMiniType<IntegrationFields>;

const publication = z.object({
  id: minted<SnapshotId>(),
  revision: z.number(),
  at: z.string(),
  note: text,
}) satisfies z.ZodMiniType<Publication>;

const testResult = z.object({
  type: eventType,
  url: text,
  success: z.boolean(),
  httpStatus: z.optional(z.number()),
  milliseconds: z.optional(z.number()),
  tokenMilliseconds: z.optional(z.number()),
  error: z.optional(z.enum(PING_ERRORS)),
  message: text,
});

/** An integration as the table holds it, signing secret and clients of its own included. */
export const integrationItem = z.object({
  id: minted<IntegrationId>(),
  number: z.optional(z.number()),
  owner: z.string(),
  revision: z.number(),
  createdAt: z.string(),
  modifiedAt: z.string(),
  working: fields,
  published: z.optional(publication),
  history: z.array(publication),
  signing: z.object({
    current: sealed,
    hint: z.string(),
    createdAt: z.string(),
    previous: z.optional(z.object({ secret: sealed, until: z.string() })),
  }),
  clients: z.array(z.object({ clientId: z.string(), scopes: z.array(z.string()), createdAt: z.string() })),
  // A set, so that several may be added at once; DynamoDB has no empty ones.
  products: z.pipe(
    z._default(z.union([z.array(z.string()), z.instanceof(Set)]), []),
    z.transform((slugs) => [...slugs].map((slug) => minted<ProductId>().parse(slug)).toSorted()),
  ),
  lastTest: z.optional(
    z.object({
      startedAt: z.string(),
      endedAt: text,
      version: z.string(),
      types: z.array(eventType),
      results: z.array(testResult),
      triesSignIn: z.optional(z.literal(true)),
      signIn: z.optional(signInTest),
    }),
  ),
  health: z.object({
    enabled: z.boolean(),
    disabledAt: text,
    failingSince: text,
    noticesFailingSince: text,
    gone: z.partialRecord(eventType, z.string()),
  }),
}) satisfies z.ZodMiniType<Integration>;

export const snapshotItem = z.object({
  id: minted<SnapshotId>(),
  source: minted<IntegrationId>(),
  revision: z.number(),
  at: z.string(),
  fields,
}) satisfies z.ZodMiniType<Snapshot>;

/** As the writing side needs it: the last change, which is also what the next one must have read. */
export type KeptIntegration = Integration & { readonly lastChange: AuditEntry };
export const keptIntegrationItem = z.extend(integrationItem, {
  lastChange: auditEntry,
}) satisfies z.ZodMiniType<KeptIntegration>;

/** Of a deleted integration nothing is left but this: its id is not used again, since its snapshots have names by it. */
export const deletedIntegration = z.object({ deletedAt: z.string(), owner: z.string(), lastChange: auditEntry });

/** The partition key, and part of the encryption context of its secrets, in snapshots too. */
export function integrationKey(integration: IntegrationId): string {
  return `INTEGRATION#${integration}`;
}

/** Of an integration's secrets: they serve several products, so none is named. */
export function integrationContext(integration: IntegrationId) {
  return { item: integrationKey(integration), product: 'integration' } as const;
}

export function snapshotKey(snapshot: SnapshotId): string {
  return `SNAPSHOT#${snapshot}`;
}

/** A second name of a product (its UUID) or of an integration (its number). */
export function aliasKey(name: string): string {
  return `ALIAS#${name}`;
}

/** The partition of the index `byProduct` that holds all integrations, sorted by `createdAt#id`. */
export const INTEGRATION_LISTING = 'INTEGRATION';
