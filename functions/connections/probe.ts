import { readEnvironment } from '../adapters/edge/environment.ts';
import { queueDoor } from '../adapters/edge/queue-door.ts';
import { parseProductId } from '../handshake/ids.ts';
import { probeSlot } from './probe-slot.ts';
import { SHARED_VARIABLES, surroundings } from './surroundings.ts';

const settings = readEnvironment(SHARED_VARIABLES);
const products = settings.HANDFAST_PRODUCTS.map(({ id }) => parseProductId(id));

export const handler = queueDoor(probeSlot({ ...surroundings(settings), products }));
