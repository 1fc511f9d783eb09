import type { RunRepository } from '../../adapters/dynamodb/channels/run-repository.ts';
import type { Listings } from '../../adapters/dynamodb/listings.ts';
import type { ProductId } from '../../domain/ids.ts';
import type { Run } from '../../domain/sync/run.ts';
import { viewOf } from '../contract/connection-view.ts';
import type { OverviewView } from '../contract/overview-views.ts';

export type AttentionDeps = {
  readonly listings: Pick<Listings, 'byProduct'>;
  readonly runs: Pick<RunRepository, 'inNeed'>;
};

type Attention = OverviewView['attention'];
type Status = 'needs_reauthorization' | 'inactive' | 'unreachable';

/** How many of a kind are shown. */
const MOST = 10;
/** How many connections of a product and status are looked at: they are listed by their ids, which are random. */
const CONNECTIONS_READ = 100;

/** What somebody should look at first, newest first. */
export async function attentionPart(
  deps: AttentionDeps,
  products: readonly ProductId[],
): Promise<Omit<Attention, 'deliveries'>> {
  const [needs_reauthorization, inactive, unreachable, runs] = await Promise.all([
    connectionsOf(deps, products, 'needs_reauthorization'),
    connectionsOf(deps, products, 'inactive'),
    connectionsOf(deps, products, 'unreachable'),
    runsOf(deps, products),
  ]);
  return { needs_reauthorization, inactive, unreachable, runs };
}

async function connectionsOf({ listings }: AttentionDeps, products: readonly ProductId[], status: Status) {
  const pages = await Promise.all(
    products.map((product) => listings.byProduct(product, { status, limit: CONNECTIONS_READ })),
  );
  const found = pages.flatMap(({ items }) => items);
  return newestFirst(found, ({ statusSince, connectedAt }) => statusSince ?? connectedAt).map(viewOf);
}

async function runsOf({ runs }: AttentionDeps, products: readonly ProductId[]): Promise<Attention['runs']> {
  const found = await Promise.all(
    products.map(async (product) => (await runs.inNeed(product, MOST)).map((run) => runOf(run, product))),
  );
  return newestFirst(found.flat(), ({ createdAt }) => createdAt);
}

function runOf({ run, channel, task, status, reason, connectors, createdAt, endedAt }: Run, product: ProductId) {
  const shown = { id: run, product, channel, task, status, connectors: [...connectors], createdAt };
  return { ...shown, ...(reason && { reason }), ...(endedAt && { endedAt }) };
}

function newestFirst<T>(all: readonly T[], timeOf: (one: T) => string): T[] {
  return all.toSorted((one, other) => (timeOf(one) < timeOf(other) ? 1 : -1)).slice(0, MOST);
}
