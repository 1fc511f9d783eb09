import type { ApiHandler } from '../../adapters/lambda/api-handler.ts';
import type { PublishedProducts } from '../../products/published-products.ts';
import { type ProductsOf, requestedProducts } from '../client-access.ts';
import type { OverviewView } from '../contract/overview-views.ts';
import { overviewQuery } from '../contract/request-schemas.ts';
import { answer } from '../json-answer.ts';
import { readQuery } from '../read-request.ts';
import { type AttemptsDeps, attemptsPart } from './attempts-part.ts';
import { type HostsDeps, withHosts } from './attention-hosts.ts';
import { type AttentionDeps, attentionPart } from './attention-part.ts';
import { type CountsDeps, channelsPart, connectionsPart } from './counted-parts.ts';
import { type DeliveriesDeps, deliveriesPart } from './deliveries-part.ts';

export type Deps = AttemptsDeps &
  AttentionDeps &
  CountsDeps &
  DeliveriesDeps &
  HostsDeps & {
    readonly productsOf: ProductsOf;
    readonly products: PublishedProducts['ids'];
    readonly now: () => Date;
  };

/** There may be a thousand: those are asked for one by one. */
const MOST_PRODUCTS = 10;

/** `GET /v1/overview`: how everything is. What it reads grows with the number of products, and not with that of stores. */
export function showOverview(deps: Deps): ApiHandler {
  return async (request) => {
    const { product } = readQuery(request, overviewQuery);
    const [seen, all] = await Promise.all([deps.productsOf(request), deps.products()]);
    const asked = requestedProducts(seen, product);
    const products = asked.slice(0, MOST_PRODUCTS);
    const seesAll = product === undefined && seen.length === all.length;
    const now = deps.now();
    const [connections, attempts, channels, deliveries, attention] = await Promise.all([
      connectionsPart(deps, products),
      attemptsPart(deps, products, now),
      channelsPart(deps, asked),
      seesAll ? deliveriesPart(deps) : undefined,
      attentionPart(deps, products),
    ]);
    const told = await withHosts(deps, { runs: attention.runs, deliveries: deliveries?.failed ?? [] });
    const view: OverviewView = {
      time: now.toISOString(),
      products: [...products],
      moreProducts: asked.length > products.length,
      connections,
      attempts,
      ...(channels && { channels }),
      ...(deliveries && { deliveries: deliveries.counts }),
      attention: { ...attention, ...told },
    };
    return answer(view);
  };
}
