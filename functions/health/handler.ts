import { readEnvironment } from '../adapters/lambda/environment.ts';
import { queueHandler } from '../adapters/lambda/queue-handler.ts';
import { publishedProducts } from '../products/published-products.ts';
import { openDependencies } from '../stores/dependencies.ts';
import { SHARED_VARIABLES } from '../stores/shared-variables.ts';
import { checkWindow } from './check-window.ts';

const settings = readEnvironment(SHARED_VARIABLES);
const { ids: products } = publishedProducts(settings.HANDFAST_PRODUCTS);

export const handler = queueHandler(checkWindow({ ...openDependencies(settings), products }));
