import type { Delivery as Outcome } from '../adapters/lambda/queue-handler.ts';
import { parseProductId } from '../domain/ids.ts';
import type { Delivery } from '../domain/integrations/deliveries/delivery.ts';
import { sampleEvent } from '../domain/integrations/deliveries/sample-event.ts';
import { type IntegrationEventType, URL_OF_TYPE } from '../domain/integrations/event-urls.ts';
import type { Integration, IntegrationFields, PingError, TestResult } from '../domain/integrations/integration.ts';
import { deliveryIdOf, snapshotIdOf } from '../domain/integrations/integration-ids.ts';
import { ownSignInUrls } from '../domain/product-urls.ts';
import type { Deps } from './dependencies.ts';
import type { Ping } from './queue-message.ts';
import { type Sent, sendEvent } from './send-event.ts';
import { testSignIn } from './sign-in-test.ts';

/** Stands in a ping of an integration that serves no product yet. */
const NO_PRODUCT = parseProductId('ping');

/** Sends an event that never happened to each URL that was asked for, once, and records what came back. */
export async function pingTest(deps: Deps, ping: Ping): Promise<Outcome> {
  const integration = await deps.integrations.find(ping.integration);
  const { lastTest } = integration ?? {};
  // Another test has begun since, or this one is done: messages come more than once.
  if (integration === undefined || lastTest?.startedAt !== ping.startedAt || lastTest.endedAt !== undefined)
    return 'done';
  const fields = await fieldsOf(deps, integration, ping.version);
  const types = [...new Set(ping.types)];
  const [signIn, ...results] = await Promise.all([
    ping.signIn && signInTestOf(deps, integration, fields),
    ...types.map((type) => testOne(deps, integration, fields, { type, ping })),
  ]);
  const ended = { ...lastTest, endedAt: deps.now().toISOString(), results, ...(signIn && { signIn }) };
  await deps.health.recordTest(integration.id, ended);
  const passed = results.filter(({ success }) => success).length;
  deps.log('ping_done', { integration: integration.id, urls: results.length, passed });
  return 'done';
}

/** Of one of the products: to a code that was never issued, none is right. */
async function signInTestOf(deps: Deps, { id, products }: Integration, fields: IntegrationFields | undefined) {
  const { merchantSignIn } = fields ?? {};
  if (merchantSignIn === undefined) return undefined;
  const { redirectUri } = ownSignInUrls(deps.publicUrl, products[0] ?? NO_PRODUCT);
  return testSignIn(deps, id, merchantSignIn, redirectUri);
}

async function fieldsOf(
  { integrations }: Deps,
  { working, published }: Integration,
  version: Ping['version'],
): Promise<IntegrationFields | undefined> {
  if (version === 'WORKING') return working;
  return published && (await integrations.snapshot(published.id))?.fields;
}

async function testOne(
  deps: Deps,
  integration: Integration,
  fields: IntegrationFields | undefined,
  { type, ping }: { readonly type: IntegrationEventType; readonly ping: Ping },
): Promise<TestResult> {
  const url = fields?.urls[URL_OF_TYPE[type]];
  if (fields === undefined || url === undefined || url === '') return { type, success: false, error: 'url_missing' };
  const event = pingOf(integration, type, ping.startedAt);
  // Kept for as long as the receiver may fetch it.
  await deps.deliveries.create(event, undefined);
  return { type, url, ...resultOf(await sendEvent(deps, integration, fields, event, 'fresh')) };
}

function pingOf({ id, products, revision }: Integration, type: IntegrationEventType, at: string): Delivery {
  const product = products[0] ?? NO_PRODUCT;
  const event = `ping_${id}_${Date.parse(at)}`;
  return {
    id: deliveryIdOf(event, type, id),
    integration: id,
    snapshot: snapshotIdOf(id, revision),
    type,
    event: sampleEvent(type, event, product, at),
    product,
    status: 'DELIVERED',
    tries: 0,
    attempts: [],
    createdAt: at,
    ping: true,
  };
}

function resultOf({
  verdict,
  httpStatus,
  milliseconds,
  tokenMilliseconds,
  message,
}: Sent): Omit<TestResult, 'type' | 'url'> {
  const times = { httpStatus, milliseconds, tokenMilliseconds };
  const error: PingError | undefined = errorOf(verdict);
  const said = verdict.kind === 'rejected' ? (verdict.answer.message ?? verdict.answer.errorCode) : message;
  return { success: error === undefined, ...times, error, message: said };
}

/** A vendor that says no to a ping has read it, but would not have taken it. */
function errorOf(verdict: Sent['verdict']): PingError | undefined {
  switch (verdict.kind) {
    case 'delivered':
    case 'accepted':
      return undefined;
    case 'rejected':
      return 'answer';
    case 'gone':
    case 'unauthorized':
      return 'status';
    case 'failed':
      return verdict.error;
    default:
      return verdict satisfies never;
  }
}
