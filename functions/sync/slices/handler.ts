import { ownConnectors } from '#own-connectors';
import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { runTaskHandler } from '../../adapters/lambda/run-task-handler.ts';
import { nothingIsRead } from '../nothing-is-read.ts';
import { openSyncDependencies } from '../open-dependencies.ts';
import { READING_VARIABLES } from '../variables.ts';
import { cutOffCustom } from './cut-off.ts';
import { failRun } from './end-run.ts';
import { sliceOf } from './slice.ts';

const settings = readEnvironment([...READING_VARIABLES, 'HANDFAST_CUSTOM_CONNECTORS']);
const opened = openSyncDependencies(settings, ownConnectors);
const customNames = (settings.HANDFAST_CUSTOM_CONNECTORS ?? []).map(({ name }) => name);
const deps = opened && { ...opened, elsewhere: ownConnectors === undefined ? customNames : [] };

export const handler = runTaskHandler({
  Slice: deps === undefined ? nothingIsRead : sliceOf(deps),
  CutOff: deps === undefined ? nothingIsRead : cutOffCustom(deps),
  EndRun: deps === undefined ? nothingIsRead : failRun(deps),
});
