import * as z from 'zod/mini';
import type { ConnectionRepository } from '../adapters/dynamodb/connection-repository.ts';
import type { Listings } from '../adapters/dynamodb/listings.ts';
import { logUnexpectedError } from '../adapters/lambda/log.ts';
import type { Delivery } from '../adapters/lambda/queue-handler.ts';
import type { ConnectionStatus } from '../domain/connection-status.ts';
import { HEALTH_CHECK_WINDOW_MINUTES, isDue } from '../domain/health.ts';
import { parseConnectionId } from '../domain/ids.ts';
import type { PublishedProducts } from '../products/published-products.ts';
import { applyHealth, type Deps as HealthDeps, healthCheck } from '../stores/health-check.ts';
import { publishOutbox } from '../stores/outbox.ts';

export type Deps = HealthDeps & {
  readonly products: PublishedProducts['ids'];
  readonly connections: Pick<ConnectionRepository, 'find' | 'recordHealth' | 'markPublished'>;
  readonly listings: Pick<Listings, 'range'>;
};

/** A message of the schedule: when it was due, ISO 8601. */
const message = z.object({ at: z.string() });

const WINDOWS = (24 * 60) / HEALTH_CHECK_WINDOW_MINUTES;

/** Checked, since each of them can turn into any other. What is disconnected comes back by a handshake only. */
const CHECKED: readonly ConnectionStatus[] = ['active', 'needs_reauthorization', 'inactive', 'unreachable'];

/** Stores checked at once; each answers in some 100 ms, or occupies its share for 10 s. */
const AT_ONCE = 25;

/**
 * Ids are hashes, so equal ranges of them hold about equally many connections: each window of the day gets its share
 * of their first four digits.
 */
export function idsOfWindow(at: Date): { readonly from: string; readonly to: string } {
  const index = Math.floor((at.getUTCHours() * 60 + at.getUTCMinutes()) / HEALTH_CHECK_WINDOW_MINUTES);
  const start = (window: number) => Math.floor((window * 0x1_00_00) / WINDOWS);
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
    const counts = { checked: 0, bad: 0, failed: 0 };
    const checkOne = async (id: string) => {
      try {
        if (await checkIfDue(deps, id, at, counts)) counts.bad += 1;
      } catch (error) {
        logUnexpectedError(error, { task: 'health-check', connection: id });
        counts.failed += 1;
      }
    };
    await inParallel(dueConnections(deps, at), AT_ONCE, checkOne);
    const ms = Math.round(performance.now() - startedAtMs);
    deps.log('health_window_checked', { window: at.toISOString(), ...counts, ms });
    return counts.bad + counts.failed > 0 ? 'again' : 'done';
  };
}

/** By the index, which may lag behind the table: what it shows is read again before anything is decided. */
async function* dueConnections({ products, listings, now }: Deps, at: Date): AsyncGenerator<string> {
  const { from, to } = idsOfWindow(at);
  for (const product of await products()) {
    for (const status of CHECKED) {
      for await (const listed of listings.range(product, status, from, to)) {
        if (isDue(listed, at, now())) yield listed.connection;
      }
    }
  }
}

/** @returns whether a second check is wanted soon */
async function checkIfDue(deps: Deps, id: string, at: Date, counts: { checked: number }): Promise<boolean> {
  const connection = await deps.connections.find(parseConnectionId(id));
  if (connection === undefined || connection.status === 'disconnected') return false;
  if (!isDue(connection, at, deps.now())) {
    await publishOutbox(deps, connection);
    return false;
  }
  counts.checked += 1;
  const { suspect, checkedAt } = await applyHealth(deps, connection, await healthCheck(deps, connection));
  // Raised just now: the next delivery confirms it. A store that has been down for longer is checked tomorrow.
  return suspect !== undefined && suspect.at === checkedAt;
}

async function inParallel<T>(
  items: AsyncIterable<T>,
  atOnce: number,
  handle: (item: T) => Promise<void>,
): Promise<void> {
  const iterator = items[Symbol.asyncIterator]();
  const work = async (): Promise<void> => {
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) await handle(next.value);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
