import * as z from 'zod/mini';
import { NotServed } from '../../backend/backend-failure.ts';
import type { Visit } from '../../console-route.ts';
import { ask, listOf, moment } from './ask.ts';
import { VERSION_FIELDS, versionFields } from './version-fields.ts';

/** Products beyond these are on a page of their own. */
const PRODUCTS = 10;
const AUDIT_ENTRIES = 20;

const INTEGRATION = `query ($id: ID!, $audit: String) {
  productIntegration(id: $id) {
    id version sourceId number revision lastModified ...VersionFields
    changedSincePublished readOnlyInConsole deliveriesEnabled failingSince goneEventTypes
    findings { severity code path message }
    lastTest { startedOn endedOn version success
      results { eventType url success httpStatus milliseconds tokenMilliseconds errorCode message }
      signIn { success steps { step success errorCode message milliseconds } } }
    products(first: ${PRODUCTS}) { nodes { id slug name } pageInfo { hasNextPage endCursor } }
    published { id revision lastModified note ...VersionFields }
    history { id revision lastModified note }
    audit(first: ${AUDIT_ENTRIES}, after: $audit) {
      nodes { id on by action revision fields } pageInfo { hasNextPage endCursor } }
  }
}
${VERSION_FIELDS}`;

const text = z.nullish(z.string());
const finding = z.object({
  severity: z.enum(['ERROR', 'WARNING']),
  code: z.string(),
  path: z.array(z.string()),
  message: z.string(),
});
export type Finding = z.output<typeof finding>;

const outcome = { success: z.boolean(), milliseconds: z.nullish(z.number()), errorCode: text, message: text };
const testResult = z.object({
  ...outcome,
  eventType: z.string(),
  url: text,
  httpStatus: z.nullish(z.number()),
  tokenMilliseconds: z.nullish(z.number()),
});
export type TestResult = z.output<typeof testResult>;

const signInTest = z.object({ success: z.boolean(), steps: z.array(z.object({ ...outcome, step: z.string() })) });
export type SignInTest = z.output<typeof signInTest>;

const lastTest = z.object({
  startedOn: moment,
  endedOn: z.nullish(moment),
  version: z.string(),
  success: z.nullish(z.boolean()),
  results: z.array(testResult),
  signIn: z.nullish(signInTest),
});
export type LastTest = z.output<typeof lastTest>;

const publication = { id: z.string(), revision: z.number(), lastModified: moment, note: text };
const auditEntry = z.object({
  id: z.string(),
  on: moment,
  by: text,
  action: z.string(),
  revision: z.number(),
  fields: z.array(z.string()),
});
export type AuditEntry = z.output<typeof auditEntry>;

const product = z.object({ id: z.string(), slug: text, name: text });

/** What says how the URLs of an integration take events. */
export const HEALTH = {
  deliveriesEnabled: z.boolean(),
  failingSince: z.nullish(moment),
  goneEventTypes: z.array(z.string()),
};

const integration = z.object({
  ...versionFields,
  ...HEALTH,
  id: z.string(),
  version: z.string(),
  sourceId: z.string(),
  number: z.nullish(z.number()),
  revision: z.number(),
  lastModified: moment,
  changedSincePublished: z.boolean(),
  readOnlyInConsole: z.boolean(),
  findings: z.array(finding),
  lastTest: z.nullish(lastTest),
  products: listOf(product),
  published: z.nullish(z.object({ ...publication, ...versionFields })),
  history: z.array(z.object(publication)),
  audit: listOf(auditEntry),
});
export type Integration = z.output<typeof integration>;

const answer = z.object({ productIntegration: z.nullish(integration) });

/**
 * The integration that the page's address names by its id, its number, or the id of a published version.
 *
 * @throws NotServed where there is none
 */
export async function readIntegration({ backend, parameters, query }: Visit): Promise<Integration> {
  const { id = '' } = parameters;
  const variables = { id, audit: query.get('cursor') ?? undefined };
  const { productIntegration: found } = await ask(backend, INTEGRATION, answer, variables);
  if (found === undefined || found === null) throw new NotServed('integration');
  return found;
}
