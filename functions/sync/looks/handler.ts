import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { queueHandler } from '../../adapters/lambda/queue-handler.ts';
import { openSyncDependencies } from '../open-dependencies.ts';
import { READING_VARIABLES } from '../variables.ts';
import { lookAtChannel } from './look.ts';

const deps = openSyncDependencies(readEnvironment(READING_VARIABLES));

export const handler = queueHandler(lookAtChannel(deps));
