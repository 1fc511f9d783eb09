import { DUE_SHARDS, type DueRow } from '../adapters/dynamodb/integrations/delivery-item.ts';
import { inParallel } from '../adapters/lambda/in-parallel.ts';
import { logUnexpectedError } from '../adapters/lambda/log.ts';
import type { Delivery as Outcome } from '../adapters/lambda/queue-handler.ts';
import type { Delivery } from '../domain/integrations/deliveries/delivery.ts';
import { hasFailedFor, PROBE_AFTER_MS } from '../domain/integrations/deliveries/retry-schedule.ts';
import { failingSinceOf, type UrlGroup } from '../domain/integrations/deliveries/url-groups.ts';
import type { Integration } from '../domain/integrations/integration.ts';
import type { IntegrationId } from '../domain/integrations/integration-ids.ts';
import type { Deps } from './dependencies.ts';
import { isSwitchedOff, type Published } from './receive-event.ts';
import { recordAttempt } from './record-attempt.ts';
import { sendEvent } from './send-event.ts';

/** Each waits for somebody else's server most of the time. */
const AT_ONCE = 25;
/** No attempt begins after this; one takes up to a minute, and the function has five. */
const PASS_SECONDS = 200;
const LEASE_SECONDS = 290;
/** After so many failures in a row, a group of an integration's URLs is skipped until the next pass. */
const FAILURES_MAX = 10;

type Pass = { readonly overMs: number; readonly counts: { tried: number; worked: number; left: number } };

/** Sends what is due: in shares that run in parallel, each by one pass at a time. */
export async function sendDue(deps: Deps): Promise<Outcome> {
  const begunMs = performance.now();
  const pass: Pass = { overMs: begunMs + PASS_SECONDS * 1000, counts: { tried: 0, worked: 0, left: 0 } };
  await using leases = new AsyncDisposableStack();
  const rows: DueRow[] = [];
  for (let shard = 0; shard < DUE_SHARDS; shard += 1) {
    const release = await deps.leases.acquire(shard, deps.now(), LEASE_SECONDS);
    if (release === undefined) continue;
    leases.defer(release);
    for await (const row of deps.deliveries.due(shard, deps.now().toISOString())) rows.push(row);
  }
  const oldestFirst = rows.toSorted((one, other) => (one.dueAs < other.dueAs ? -1 : 1));
  const left: Task[][] = [];
  await inParallel(shares(oldestFirst), AT_ONCE, async (share) => {
    left.push(await begin(deps, pass, share));
  });
  await inParallel(
    interleaved(left),
    AT_ONCE,
    (task) => task(),
    () => performance.now() > pass.overMs,
  );
  if (rows.length > 0) {
    deps.log('deliveries_passed', { due: rows.length, ...pass.counts, ms: Math.round(performance.now() - begunMs) });
  }
  return 'done';
}

type Task = () => Promise<void>;
/** What is due for one group of an integration's URLs. */
type Share = { readonly id: IntegrationId; readonly group: UrlGroup; readonly rows: readonly DueRow[] };

function shares(due: readonly DueRow[]): Share[] {
  return [...Map.groupBy(due, ({ integration }) => integration)].flatMap(([id, own]) =>
    [...Map.groupBy(own, ({ group }) => group)].map(([group, rows]) => ({ id, group, rows })),
  );
}

/** @returns what there is to do for a group of URLs: nothing more where the delivery that probes them has failed */
async function begin(deps: Deps, pass: Pass, { id, group, rows }: Share): Promise<Task[]> {
  const integration = await deps.integrations.find(id);
  const snapshot = integration?.published && (await deps.integrations.snapshot(integration.published.id));
  if (integration === undefined || snapshot === undefined) return rows.map((row) => () => discard(deps, row));
  const published = { integration, fields: snapshot.fields };
  const state = { failures: 0 };
  const taskOf = (row: DueRow) => async () => {
    if (state.failures >= FAILURES_MAX) pass.counts.left += 1;
    else if ((await tryOne(deps, pass, published, row)) === 'failed') state.failures += 1;
    else state.failures = 0;
  };
  const { health } = integration;
  const isProbing = health.enabled && hasFailedFor(failingSinceOf(health, group), deps.now(), PROBE_AFTER_MS);
  if (!isProbing) return rows.map(taskOf);
  return probe(deps, pass, published, rows, taskOf);
}

async function probe(
  deps: Deps,
  pass: Pass,
  published: Published,
  rows: readonly DueRow[],
  taskOf: (row: DueRow) => Task,
): Promise<Task[]> {
  for (const [at, row] of rows.entries()) {
    const found = await tryOne(deps, pass, published, row);
    const others = rows.slice(at + 1);
    if (found === 'worked') return others.map(taskOf);
    if (found === 'failed') {
      pass.counts.left += others.length;
      return [];
    }
  }
  return [];
}

/** What sending one has shown of its URL; `nothing` where it was not sent. */
type Shown = 'worked' | 'failed' | 'nothing';

async function tryOne(deps: Deps, { counts }: Pass, { integration, fields }: Published, row: DueRow): Promise<Shown> {
  try {
    const delivery = await deps.deliveries.find(row.id);
    if (delivery === undefined || !isDue(delivery, deps.now())) return 'nothing';
    if (delivery.status === 'ACCEPTED') await endWait(deps, delivery, fields.payloadStyle);
    else if (isSwitchedOff(integration, delivery.type)) await deps.deliveries.record(delivery, { status: 'DISCARDED' });
    else return await attempt(deps, counts, { integration, fields }, delivery);
    return 'nothing';
  } catch (error) {
    // One that cannot be read must not keep the others from being sent.
    logUnexpectedError(error, { task: 'delivery', delivery: row.id });
    return 'nothing';
  }
}

async function attempt(
  deps: Deps,
  counts: Pass['counts'],
  { integration, fields }: Published,
  delivery: Delivery,
): Promise<Shown> {
  const sent = await sendEvent(deps, integration, fields, delivery);
  const { worked } = await recordAttempt(deps, integration, delivery, sent);
  counts.tried += 1;
  if (worked) counts.worked += 1;
  return worked ? 'worked' : 'failed';
}

function isDue({ status, nextAt }: Delivery, now: Date): boolean {
  return (status === 'WAITING' || status === 'ACCEPTED') && nextAt !== undefined && nextAt <= now.toISOString();
}

/** Nobody has said what became of it. A webhook was taken all the same; an event that is fetched has an outcome. */
async function endWait(deps: Deps, delivery: Delivery, style: Integration['working']['payloadStyle']): Promise<void> {
  if (style === 'STANDARD_WEBHOOK') await deps.deliveries.record(delivery, { status: 'DELIVERED' });
  else {
    const attempt = { at: deps.now().toISOString(), error: 'result_missing' };
    await deps.deliveries.record(delivery, { status: 'FAILED', attempt });
    deps.log('delivery_failed', { delivery: delivery.id, integration: delivery.integration, error: attempt.error });
  }
}

/** Its integration was deleted. */
async function discard({ deliveries }: Deps, { id }: DueRow): Promise<void> {
  const delivery = await deliveries.find(id);
  if (delivery?.status === 'WAITING' || delivery?.status === 'ACCEPTED') {
    await deliveries.record(delivery, { status: 'DISCARDED' });
  }
}

/** The first of each list, then the second of each: one integration's many do not hold up another's few. */
function interleaved<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list.slice(at, at + 1))).flat();
}
