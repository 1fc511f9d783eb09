import * as z from 'zod';
import { INTERVAL_MAX_MINUTES, INTERVAL_MIN_MINUTES } from '../../../functions/domain/sync/channel.ts';
import { CONNECTOR_NAME } from '../../../functions/domain/sync/channel-ids.ts';
import { wholeNumberBetween } from '../reading/whole-number.ts';

const NAME = 'must be 1 to 32 characters of a-z, 0-9 and -, beginning with a letter';
const CONNECTORS = 'must be an object of connectors and minutes, such as { "orders": 5, "stock": 15 }';

/** Connectors that begin by themselves when a store is connected, and how often each looks, in minutes. */
export const channelSettings = z.strictObject(
  {
    connectors: z.record(
      z.string().regex(CONNECTOR_NAME, NAME),
      wholeNumberBetween(INTERVAL_MIN_MINUTES, INTERVAL_MAX_MINUTES, 'a whole number of minutes'),
      CONNECTORS,
    ),
  },
  'must be an object such as { "connectors": { "orders": 5 } }',
);
