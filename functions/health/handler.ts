import { readEnvironment } from '../adapters/lambda/environment.ts';
import { queueHandler } from '../adapters/lambda/queue-handler.ts';
import { parseProductId } from '../domain/ids.ts';
import { openDependencies, SHARED_VARIABLES } from '../stores/dependencies.ts';
import { checkWindow } from './check-window.ts';

const settings = readEnvironment(SHARED_VARIABLES);
const products = settings.HANDFAST_PRODUCTS.map(({ id }) => parseProductId(id));

export const handler = queueHandler(checkWindow({ ...openDependencies(settings), products }));
