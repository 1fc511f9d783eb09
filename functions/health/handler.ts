import { readEnvironment } from '../adapters/lambda/environment.ts';
import { queueDoor } from '../adapters/lambda/queue-handler.ts';
import { parseProductId } from '../domain/ids.ts';
import { SHARED_VARIABLES, surroundings } from '../stores/dependencies.ts';
import { probeSlot } from './check-window.ts';

const settings = readEnvironment(SHARED_VARIABLES);
const products = settings.HANDFAST_PRODUCTS.map(({ id }) => parseProductId(id));

export const handler = queueDoor(probeSlot({ ...surroundings(settings), products }));
