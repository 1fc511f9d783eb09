import type { FunctionRow } from './function-row.ts';
import { FUNCTION_TABLE } from './function-table.ts';

/** Functions that there are only where the settings name connectors of the vendor's own, which these alone have. */
export const OWN_ROWS = {
  sync: {
    ...FUNCTION_TABLE.sync,
    logicalId: 'SyncCustom',
    description: "looks at stores with the vendor's own connectors",
  },
  slice: {
    ...FUNCTION_TABLE.slice,
    logicalId: 'SliceCustom',
    description: "what takes longer than a look, with the vendor's own connectors",
  },
} as const satisfies Readonly<Record<'sync' | 'slice', FunctionRow>>;
