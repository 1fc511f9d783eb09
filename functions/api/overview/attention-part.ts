import type { RunRepository } from '../../adapters/dynamodb/channels/run-repository.ts';
import type { UnsettledDeliveries } from '../../adapters/dynamodb/integrations/unsettled-deliveries.ts';
import type { Listings } from '../../adapters/dynamodb/listings.ts';
import type { ProductId } from '../../domain/ids.ts';
import type { Delivery } from '../../domain/integrations/deliveries/delivery.ts';
import type { Run } from '../../domain/sync/run.ts';
import { viewOf } from '../contract/connection-view.ts';
import type { OverviewView } from '../contract/overview-views.ts';

export type AttentionDeps = {
  readonly listings: Pick<Listings, 'byProduct'>;
  readonly runs: Pick<RunRepository, 'inNeed'>;
  readonly deliveries: { readonly unsettled: Pick<UnsettledDeliveries, 'page'> };
};

type Attention = OverviewView['attention'];
type Status = 'needs_reauthorization' | 'inactive' | 'unreachable';

/** How many of a kind are shown. */
const MOST = 10;
/** How many connections of a product and status are looked at: they are listed by their ids, which are random. */
const CONNECTIONS_READ = 100;

/** What somebody should look at first, newest first. Deliveries only for those who see all products. */
export async function attentionPart(
  deps: AttentionDeps,
  products: readonly ProductId[],
  seesAll: boolean,
): Promise<Attention> {
  const [needs_reauthorization, inactive, unreachable, runs, deliveries] = await Promise.all([
    connectionsOf(deps, products, 'needs_reauthorization'),
    connectionsOf(deps, products, 'inactive'),
    connectionsOf(deps, products, 'unreachable'),
    runsOf(deps, products),
    seesAll ? deps.deliveries.unsettled.page('FAILED', { limit: MOST }) : { items: [] },
  ]);
  return { needs_reauthorization, inactive, unreachable, runs, deliveries: deliveries.items.map(deliveryOf) };
}

async function connectionsOf({ listings }: AttentionDeps, products: readonly ProductId[], status: Status) {
  const pages = await Promise.all(
    products.map((product) => listings.byProduct(product, { status, limit: CONNECTIONS_READ })),
  );
  const views = pages.flatMap(({ items }) => items.map(viewOf));
  return newestFirst(views, ({ statusSince }) => statusSince);
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

function deliveryOf({ id, integration, type, product, connection, createdAt, attempts }: Delivery) {
  const last = attempts.at(-1);
  return {
    ...{ id, integration, type, product, createdAt },
    ...(connection && { connection }),
    ...(last && { lastTriedAt: last.at }),
    ...(last?.httpStatus !== undefined && { httpStatus: last.httpStatus }),
  };
}

function newestFirst<T>(all: readonly T[], timeOf: (one: T) => string): T[] {
  return all.toSorted((one, other) => (timeOf(one) < timeOf(other) ? 1 : -1)).slice(0, MOST);
}
