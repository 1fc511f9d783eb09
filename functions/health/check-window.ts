import * as z from 'zod/mini';
import type { ConnectionRepository } from '../adapters/dynamodb/connection-repository.ts';
import type { Listings } from '../adapters/dynamodb/listings.ts';
import { logUnexpectedError } from '../adapters/lambda/log.ts';
import type { Delivery } from '../adapters/lambda/queue-handler.ts';
import type { ConnectionStatus } from '../domain/connection.ts';
import { CONFIRM_AFTER_SECONDS, HEALTH_CHECK_WINDOW_MINUTES } from '../domain/health.ts';
import { type ProductId, parseConnectionId } from '../domain/ids.ts';
import { applyHealth, type Deps as HealthDeps, healthCheck } from '../stores/health-check.ts';
import { publishOutbox } from '../stores/outbox.ts';

export type Deps = HealthDeps & {
  readonly products: readonly ProductId[];
  readonly connections: Pick<ConnectionRepository, 'find' | 'recordHealth' | 'markPublished'>;
  readonly listings: Pick<Listings, 'range'>;
};

/** A message of the schedule: when it was due, ISO 8601. */
const message = z.object({ at: z.string() });

const SLOTS = (24 * 60) / HEALTH_CHECK_WINDOW_MINUTES;

/** Probed, since each of them can turn into any other. What is disconnected comes back by a handshake only. */
const PROBED: readonly ConnectionStatus[] = ['active', 'needs_reauthorization', 'inactive', 'unreachable'];

/** Stores probed at once; each answers in some 100 ms, or keeps its place for 10 s. */
const AT_ONCE = 25;

/**
 * Ids are hashes, so the share of them that begins alike is the same for all beginnings: the slot's share of their
 * first four digits.
 */
export function idsOfWindow(at: Date): { readonly from: string; readonly to: string } {
  const slot = Math.floor((at.getUTCHours() * 60 + at.getUTCMinutes()) / HEALTH_CHECK_WINDOW_MINUTES);
  const border = (index: number) => Math.floor((index * 0x1_00_00) / SLOTS);
  const digits = (number: number) => number.toString(16).padStart(4, '0');
  return { from: `con_${digits(border(slot))}`, to: `con_${digits(border(slot + 1) - 1)}~` };
}

/**
 * Probes the connections of one slot of the day. A first bad answer is not told: the message is asked for again, and
 * its second delivery, minutes later, looks at those once more.
 */
export function checkWindow(deps: Deps) {
  return async (body: string): Promise<Delivery> => {
    const at = new Date(message.parse(JSON.parse(body)).at);
    const startedAtMs = performance.now();
    const counts = { probed: 0, bad: 0, failed: 0 };
    const one = async (id: string) => {
      try {
        if (await probe(deps, id, at, counts)) counts.bad += 1;
      } catch (error) {
        logUnexpectedError(error, { task: 'probe', connection: id });
        counts.failed += 1;
      }
    };
    await inParallel(due(deps, at), AT_ONCE, one);
    deps.log('health_window_checked', {
      slot: at.toISOString(),
      ...counts,
      ms: Math.round(performance.now() - startedAtMs),
    });
    return counts.bad + counts.failed > 0 ? 'again' : 'done';
  };
}

async function* due({ products, listings }: Deps, at: Date): AsyncGenerator<string> {
  const { from, to } = idsOfWindow(at);
  for (const product of products) {
    for (const status of PROBED) {
      for await (const { connection, checkedAt, suspect } of listings.range(product, status, from, to)) {
        // A second delivery finds the good ones done.
        const done = checkedAt !== undefined && Date.parse(checkedAt) >= at.getTime() && suspect === undefined;
        if (!done) yield connection;
      }
    }
  }
}

/** @returns whether a second look is wanted soon */
async function probe(deps: Deps, id: string, at: Date, counts: { probed: number }): Promise<boolean> {
  const connection = await deps.connections.find(parseConnectionId(id));
  if (connection === undefined || connection.status === 'disconnected') return false;
  if (!isDue(connection, at, deps.now())) {
    await publishOutbox(deps, connection);
    return false;
  }
  counts.probed += 1;
  const settled = await applyHealth(deps, connection, await healthCheck(deps, connection));
  const { suspect } = settled;
  // Raised just now: the next delivery confirms it. A store that has been down for longer is looked at tomorrow.
  return suspect !== undefined && suspect.at === settled.checkedAt;
}

function isDue(
  { checkedAt, suspect }: { checkedAt?: string | undefined; suspect?: { at: string } | undefined },
  at: Date,
  now: Date,
): boolean {
  if (checkedAt === undefined || Date.parse(checkedAt) < at.getTime()) return true;
  return (
    suspect !== undefined &&
    suspect.at === checkedAt &&
    now.getTime() - Date.parse(checkedAt) >= CONFIRM_AFTER_SECONDS * 1000
  );
}

async function inParallel<T>(items: AsyncIterable<T>, atOnce: number, deed: (item: T) => Promise<void>): Promise<void> {
  const iterator = items[Symbol.asyncIterator]();
  const work = async (): Promise<void> => {
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) await deed(next.value);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
