import { join } from 'node:path';
import type { Construct } from 'constructs';
import manifest from '../../package.json' with { type: 'json' };
import type { Settings } from '../settings/settings.ts';
import { bundleWithConnectors } from './bundles.ts';
import type { FunctionRow } from './function-row.ts';
import { FUNCTION_TABLE } from './function-table.ts';
import { createFunction, type DeployedFunction } from './lambda-function.ts';

/** Functions with the vendor's connectors: as those with the built-in ones, and what these may do. */
export const CUSTOM_ROWS = {
  looks: {
    ...FUNCTION_TABLE.sync,
    logicalId: 'SyncCustom',
    description: "looks at stores with the vendor's own connectors",
  },
  slices: {
    ...FUNCTION_TABLE.slice,
    logicalId: 'SyncCustomSlice',
    description: "runs over the vendor's own connectors",
  },
} as const satisfies Readonly<Record<string, FunctionRow>>;

export type CustomFunctions = Readonly<Record<keyof typeof CUSTOM_ROWS, DeployedFunction>>;

/**
 * The functions that read stores with the vendor's connectors: their code may never return, and so shares no function with
 * those that are built in.
 *
 * @returns undefined where the settings name none
 */
export function deployCustom(
  scope: Construct,
  { sync, logRetentionDays }: Settings,
  bundles: string,
): CustomFunctions | undefined {
  const files = sync.connectors.map(({ file }) => file);
  if (files.length === 0) return undefined;
  const deploy = ({ logicalId, entry, description, memoryMegabytes, timeoutSeconds }: FunctionRow) =>
    createFunction(scope, logicalId, {
      folder: bundleWithConnectors(entry, join(bundles, logicalId), files),
      description: `Handfast ${manifest.version}: ${description}`,
      memoryMegabytes,
      timeoutSeconds,
      logRetention: logRetentionDays,
      reservedConcurrency: undefined,
    });
  return { looks: deploy(CUSTOM_ROWS.looks), slices: deploy(CUSTOM_ROWS.slices) };
}
