import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { runTaskHandler } from '../../adapters/lambda/run-task-handler.ts';
import { openSyncDependencies } from '../open-dependencies.ts';
import { READING_VARIABLES } from '../variables.ts';
import { failRun } from './end-run.ts';
import { sliceOf } from './slice.ts';

const deps = openSyncDependencies(readEnvironment(READING_VARIABLES));

export const handler = runTaskHandler({ Slice: sliceOf(deps), EndRun: failRun(deps) });
