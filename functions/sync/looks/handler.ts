import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { queueHandler } from '../../adapters/lambda/queue-handler.ts';
import { openRunExecutions } from '../../adapters/step-functions/run-executions.ts';
import { openSyncDependencies } from '../open-dependencies.ts';
import { READING_VARIABLES } from '../variables.ts';
import { lookAtChannel } from './look.ts';

const settings = readEnvironment([...READING_VARIABLES, 'HANDFAST_SYNC_MACHINE']);

export const handler = queueHandler(
  lookAtChannel({
    ...openSyncDependencies(settings),
    executions: openRunExecutions(settings.HANDFAST_SYNC_MACHINE),
  }),
);
