import { ownConnectors } from '#own-connectors';
import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { queueHandler } from '../../adapters/lambda/queue-handler.ts';
import { openRunExecutions } from '../../adapters/step-functions/run-executions.ts';
import { nothingIsRead } from '../nothing-is-read.ts';
import { openSyncDependencies } from '../open-dependencies.ts';
import { READING_VARIABLES } from '../variables.ts';
import { LOOK_PAGES, lookAtChannel } from './look.ts';

const settings = readEnvironment([...READING_VARIABLES, 'HANDFAST_SYNC_MACHINE']);
const { HANDFAST_SYNC_MACHINE: machine } = settings;
const deps = openSyncDependencies(settings, ownConnectors);

export const handler = queueHandler(
  deps === undefined || machine === undefined
    ? nothingIsRead
    : lookAtChannel({
        ...deps,
        executions: openRunExecutions(machine),
        // A channel has one run at a time, and that of the built-in connectors may take hours.
        pages: ownConnectors === undefined ? LOOK_PAGES : undefined,
      }),
);
