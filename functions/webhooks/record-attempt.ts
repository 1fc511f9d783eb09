import type { AttemptRecord } from '../adapters/dynamodb/integrations/delivery-repository.ts';
import type { Delivery } from '../domain/integrations/deliveries/delivery.ts';
import { nextAttemptAt, RESULT_WAIT_MS } from '../domain/integrations/deliveries/retry-schedule.ts';
import { groupOf } from '../domain/integrations/deliveries/url-groups.ts';
import type { Integration, PingError } from '../domain/integrations/integration.ts';
import { applyVendorAnswer, recordPending } from '../stores/vendor-answer.ts';
import type { Deps } from './dependencies.ts';
import { noteFailure, noteSuccess } from './note-health.ts';
import type { Sent } from './send-event.ts';

/** What an attempt has led to. */
export type Recorded = {
  /** As it is now; undefined when something else came first. */
  readonly delivery: Delivery | undefined;
  /** Whether the URL works, whatever it said of the event. */
  readonly worked: boolean;
  /** When the caller is to try again itself; absent where a pass does, or nobody. */
  readonly ownNextAt?: string | undefined;
};

/** The second attempt follows after seconds: the function that made the first one waits for it. */
const OWN_WAIT_MS = 10_000;
/** How long the second attempt may take, with a new token. */
const OWN_LEASE_MS = 120_000;

/** Records an attempt, and what follows from it for connection and integration. */
export async function recordAttempt(
  deps: Deps,
  integration: Integration,
  delivery: Delivery,
  sent: Sent,
  mayWait = false,
): Promise<Recorded> {
  const now = deps.now();
  const { verdict, httpStatus, milliseconds } = sent;
  const error = errorOf(sent);
  deps.log('delivery_tried', {
    delivery: delivery.id,
    integration: integration.id,
    type: delivery.type,
    try: delivery.tries + 1,
    outcome: verdict.kind,
    status: httpStatus,
    error,
    ms: milliseconds,
  });
  const attempt = { at: now.toISOString(), httpStatus, milliseconds, error };
  const worked = verdict.kind !== 'failed' && verdict.kind !== 'unauthorized';
  const group = groupOf(delivery.type);
  await (worked ? noteSuccess(deps, integration, group) : noteFailure(deps, integration, group, now));
  const record = await consequences(deps, integration, delivery, sent, mayWait);
  if (record.status === 'FAILED' && !worked) {
    deps.log('delivery_failed', { delivery: delivery.id, integration: integration.id, type: delivery.type, error });
  }
  const recorded = await deps.deliveries.record(delivery, { ...record, attempt });
  return { delivery: recorded, worked, ...(record.leaseUntil !== undefined && { ownNextAt: record.nextAt }) };
}

async function consequences(
  deps: Deps,
  integration: Integration,
  delivery: Delivery,
  { verdict }: Sent,
  mayWait: boolean,
): Promise<AttemptRecord> {
  const now = deps.now();
  switch (verdict.kind) {
    case 'delivered': {
      const { answer } = verdict;
      if (answer !== undefined) await applyVendorAnswer(deps, delivery, answer, false);
      return { status: 'DELIVERED', answer };
    }
    case 'accepted':
      await recordPending(deps, delivery);
      return { status: 'ACCEPTED', nextAt: new Date(now.getTime() + RESULT_WAIT_MS).toISOString() };
    case 'rejected':
      await applyVendorAnswer(deps, delivery, verdict.answer, false);
      return { status: 'FAILED', answer: verdict.answer };
    case 'gone':
      await deps.health.gone(integration.id, delivery.type, now.toISOString());
      deps.log('url_gone', { integration: integration.id, type: delivery.type });
      return { status: 'DISCARDED' };
    case 'unauthorized':
      return retried(deps, delivery, undefined, mayWait);
    case 'failed':
      return retried(deps, delivery, verdict.retryAfterMs, mayWait);
    default:
      return verdict satisfies never;
  }
}

function retried(deps: Deps, { tries }: Delivery, retryAfterMs: number | undefined, mayWait: boolean): AttemptRecord {
  const now = deps.now();
  const next = nextAttemptAt(tries + 1, now, retryAfterMs, deps.random());
  if (next === undefined) return { status: 'FAILED' };
  const own = mayWait && next.getTime() - now.getTime() <= OWN_WAIT_MS;
  const leaseUntil = own ? new Date(next.getTime() + OWN_LEASE_MS).toISOString() : undefined;
  return { status: 'WAITING', nextAt: next.toISOString(), leaseUntil };
}

function errorOf({ verdict, message }: Sent): string | undefined {
  const code: PingError | undefined =
    verdict.kind === 'failed' ? verdict.error : verdict.kind === 'unauthorized' ? 'status' : undefined;
  return code !== undefined && message !== undefined ? `${code}: ${message}` : code;
}
