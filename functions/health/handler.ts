import { openConnectionCounts } from '../adapters/dynamodb/connections/connection-counts.ts';
import { openTable } from '../adapters/dynamodb/table.ts';
import { readEnvironment } from '../adapters/lambda/environment.ts';
import { queueHandler } from '../adapters/lambda/queue-handler.ts';
import { publishedProducts } from '../products/published-products.ts';
import { openRuntimeProducts } from '../products/runtime-products.ts';
import { openDependencies } from '../stores/dependencies.ts';
import { SHARED_VARIABLES } from '../stores/shared-variables.ts';
import { checkWindow } from './check-window.ts';
import { claimSlugs } from './claim-slugs.ts';

const settings = readEnvironment(SHARED_VARIABLES);
const deps = openDependencies(settings);
const runtime = openRuntimeProducts(deps.productItems, deps.now);
const { ids: products } = publishedProducts(settings.HANDFAST_PRODUCTS, {}, runtime);
const slugsClaimed = claimSlugs(deps, settings.HANDFAST_PRODUCTS);
const counts = openConnectionCounts(openTable(settings.HANDFAST_TABLE));
const checked = checkWindow({ ...deps, products, counts });

export const handler = queueHandler(async (message) => {
  await slugsClaimed();
  return checked(message);
});
