import * as z from 'zod/mini';
import type { ConnectionRepository } from '../adapters/dynamodb/connection-repository.ts';
import type { ConnectionCountsRepository, WindowCount } from '../adapters/dynamodb/connections/connection-counts.ts';
import type { Listings } from '../adapters/dynamodb/listings.ts';
import { inParallel } from '../adapters/lambda/in-parallel.ts';
import { logUnexpectedError } from '../adapters/lambda/log.ts';
import type { Delivery } from '../adapters/lambda/queue-handler.ts';
import { type ProductId, parseConnectionId } from '../domain/ids.ts';
import { Refusal } from '../domain/refusals/refusal.ts';
import { COUNTED_STATUSES, WINDOWS_A_DAY } from '../domain/stores/connection-counts.ts';
import { HEALTH_CHECK_WINDOW_MINUTES, isDue, isInconclusive } from '../domain/stores/health.ts';
import type { PublishedProducts } from '../products/published-products.ts';
import { applyHealth, type Deps as HealthDeps, healthCheck } from '../stores/health-check.ts';
import { publishOutbox } from '../stores/outbox.ts';
import { type Deps as UpgradeDeps, upgradeConnection } from './upgrade-connection.ts';

export type Deps = HealthDeps &
  UpgradeDeps & {
    readonly products: PublishedProducts['ids'];
    readonly connections: Pick<ConnectionRepository, 'find' | 'recordHealth' | 'markPublished' | 'rememberKey'>;
    readonly listings: Pick<Listings, 'range'>;
    readonly counts: Pick<ConnectionCountsRepository, 'record'>;
  };

/** A message of the schedule: when it was due, ISO 8601. */
const message = z.object({ at: z.string() });

/** Stores checked at once; each answers in some 100 ms, or occupies one of them for 10 s. */
const AT_ONCE = 25;

/** There may be a thousand products, most of them with few connections. */
const PRODUCTS_AT_ONCE = 10;

/**
 * How long after it was due a message is requested again because of checks that were inconclusive. Name servers that
 * never answer would otherwise bring it to the dead letters, and an alarm with it, every day.
 */
const ASKED_AGAIN_MINUTES = 15;

function windowOfDay(at: Date): number {
  return Math.floor((at.getUTCHours() * 60 + at.getUTCMinutes()) / HEALTH_CHECK_WINDOW_MINUTES);
}

/**
 * Ids are hashes, so equal ranges of them hold about equally many connections: each window of the day gets its share
 * of their first four digits.
 */
export function idsOfWindow(at: Date): { readonly from: string; readonly to: string } {
  const index = windowOfDay(at);
  const start = (window: number) => Math.floor((window * 0x1_00_00) / WINDOWS_A_DAY);
  const digits = (number: number) => number.toString(16).padStart(4, '0');
  return { from: `con_${digits(start(index))}`, to: `con_${digits(start(index + 1) - 1)}~` };
}

/**
 * Checks the connections of one window of the day. A first bad answer is not reported: the message is requested
 * again, and its second delivery, minutes later, checks those once more.
 */
export function checkWindow(deps: Deps) {
  return async (body: string): Promise<Delivery> => {
    const at = new Date(message.parse(JSON.parse(body)).at);
    const startedAtMs = performance.now();
    const counts = { checked: 0, bad: 0, inconclusive: 0, failed: 0 };
    const checkOne = async (id: string) => {
      try {
        if (await checkIfDue(deps, id, at, counts)) counts.bad += 1;
      } catch (error) {
        if (error instanceof Refusal && isInconclusive(error)) counts.inconclusive += 1;
        else {
          logUnexpectedError(error, { task: 'health-check', connection: id });
          counts.failed += 1;
        }
      }
    };
    await inParallel(shuffled(await dueConnections(deps, at)), AT_ONCE, checkOne);
    const ms = Math.round(performance.now() - startedAtMs);
    deps.log('health_window_checked', { window: at.toISOString(), ...counts, ms });
    const late = deps.now().getTime() - at.getTime() > ASKED_AGAIN_MINUTES * 60_000;
    return counts.bad + counts.failed > 0 || (counts.inconclusive > 0 && !late) ? 'again' : 'done';
  };
}

/**
 * From the index, which may lag behind the table: its items are read again before anything is decided. All of the window
 * are counted, due or not.
 */
async function dueConnections({ products, listings, counts, now }: Deps, at: Date): Promise<string[]> {
  const { from, to } = idsOfWindow(at);
  const due: string[] = [];
  const collect = async (product: ProductId) => {
    const found = { active: 0, needs_reauthorization: 0, inactive: 0, unreachable: 0 };
    for (const status of COUNTED_STATUSES) {
      for await (const listed of listings.range(product, status, from, to)) {
        found[status] += 1;
        if (isDue(listed, at, now())) due.push(listed.connection);
      }
    }
    await record(counts, product, { window: windowOfDay(at), at: at.toISOString(), counts: found });
  };
  await inParallel(await products(), PRODUCTS_AT_ONCE, collect);
  return due;
}

/** Stores are checked whether they could be counted or not. */
async function record(counts: Deps['counts'], product: ProductId, counted: WindowCount): Promise<void> {
  try {
    await counts.record(product, counted);
  } catch (error) {
    logUnexpectedError(error, { task: 'count-connections', product });
  }
}

/** In random order: stores that are slow on purpose do not follow each other, nor precede the same ones every day. */
function shuffled(ids: readonly string[]): string[] {
  return ids
    .map((id) => ({ id, place: Math.random() }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ id }) => id);
}

/** @returns whether a second check is wanted soon */
async function checkIfDue(deps: Deps, id: string, at: Date, counts: { checked: number }): Promise<boolean> {
  const connection = await deps.connections.find(parseConnectionId(id));
  if (connection === undefined || connection.status === 'disconnected') return false;
  if (!isDue(connection, at, deps.now())) {
    await publishOutbox(deps, connection);
    return false;
  }
  await upgradeConnection(deps, connection);
  counts.checked += 1;
  const { suspect, checkedAt } = await applyHealth(deps, connection, await healthCheck(deps, connection));
  // Raised just now: the next delivery confirms it. A store that has been down for longer is checked tomorrow.
  return suspect !== undefined && suspect.at === checkedAt;
}
