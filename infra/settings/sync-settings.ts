import * as z from 'zod';
import { connectorFiles } from './connectors/connector-files.ts';
import { writerFiles } from './connectors/writer-files.ts';
import { wholeNumberBetween } from './reading/whole-number.ts';

/** Ten years: what is kept longer belongs into a store of the vendor's own. */
const RETENTION_MAX_DAYS = 3_650;
/** The index of known records is kept anew within two days: what comes after it must still be there. */
const RETENTION_MIN_DAYS = 3;

/** Channels: what is read of connected stores. */
export const syncSettings = z.strictObject({
  /** Without it there are neither queues nor a bucket, and nothing is read. */
  enabled: z.boolean('must be true or false').default(true),
  /** How long records can be read after they were delivered. */
  retentionDays: wholeNumberBetween(RETENTION_MIN_DAYS, RETENTION_MAX_DAYS, 'a whole number of days').default(30),
  /** Files of the vendor's own connectors, from where the command runs, or from the folder of the settings file. */
  connectors: connectorFiles.prefault([]),
  /** Files of the vendor's own writers. */
  writers: writerFiles.prefault([]),
});
export type SyncSettings = z.output<typeof syncSettings>;
