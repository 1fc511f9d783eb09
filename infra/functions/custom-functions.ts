import { join } from 'node:path';
import type { Construct } from 'constructs';
import manifest from '../../package.json' with { type: 'json' };
import type { Settings } from '../settings/settings.ts';
import { bundleWithConnectors } from './bundles.ts';
import type { OwnFiles } from './connector-module.ts';
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
  writes: {
    ...FUNCTION_TABLE.write,
    logicalId: 'SyncCustomWrite',
    description: "writes to stores with the vendor's own writers",
  },
} as const satisfies Readonly<Record<string, FunctionRow>>;

/** Of each kind only where the settings name files for it. */
export type CustomFunctions = {
  readonly reading: Readonly<Record<'looks' | 'slices', DeployedFunction>> | undefined;
  readonly writes: DeployedFunction | undefined;
};

/**
 * The functions that read stores, and write to them, with the vendor's connectors: their code may never return, and so
 * shares no function with those that are built in.
 */
export function deployCustom(scope: Construct, { sync, logRetentionDays }: Settings, bundles: string): CustomFunctions {
  const connectors = sync.connectors.map(({ file }) => file);
  const writers = sync.writers.map(({ file }) => file);
  const deploy = (
    { logicalId, entry, description, memoryMegabytes, timeoutSeconds }: FunctionRow,
    files: OwnFiles,
  ): DeployedFunction =>
    createFunction(scope, logicalId, {
      folder: bundleWithConnectors(entry, join(bundles, logicalId), files),
      description: `Handfast ${manifest.version}: ${description}`,
      memoryMegabytes,
      timeoutSeconds,
      logRetention: logRetentionDays,
      reservedConcurrency: undefined,
    });
  const { looks, slices, writes } = CUSTOM_ROWS;
  return {
    reading:
      connectors.length === 0
        ? undefined
        : { looks: deploy(looks, { connectors }), slices: deploy(slices, { connectors }) },
    writes: writers.length === 0 ? undefined : deploy(writes, { writers }),
  };
}
