import { ownConnectors } from '#own-connectors';
import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { runTaskHandler } from '../../adapters/lambda/run-task-handler.ts';
import { nothingIsRead } from '../nothing-is-read.ts';
import { openSyncDependencies } from '../open-dependencies.ts';
import { READING_VARIABLES } from '../variables.ts';
import { failRun } from './end-run.ts';
import { sliceOf } from './slice.ts';

const deps = openSyncDependencies(readEnvironment(READING_VARIABLES), ownConnectors);

export const handler = runTaskHandler({
  Slice: deps === undefined ? nothingIsRead : sliceOf(deps),
  EndRun: deps === undefined ? nothingIsRead : failRun(deps),
});
