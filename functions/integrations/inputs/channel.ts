import * as z from 'zod/mini';
import { INTERVAL_MAX_MINUTES, INTERVAL_MIN_MINUTES } from '../../domain/sync/channel.ts';
import { CONNECTOR_NAME, parseConnectorName } from '../../domain/sync/channel-ids.ts';

const NAME = 'must be 1 to 32 characters of a-z, 0-9 and -, beginning with a letter';
const EVERY = `must be a whole number of minutes from ${INTERVAL_MIN_MINUTES} to ${INTERVAL_MAX_MINUTES}`;
const CONNECTORS_MAX = 50;

const connector = z.object({
  name: z.pipe(z.string().check(z.regex(CONNECTOR_NAME, NAME)), z.transform(parseConnectorName)),
  everyMinutes: z.int(EVERY).check(z.minimum(INTERVAL_MIN_MINUTES, EVERY), z.maximum(INTERVAL_MAX_MINUTES, EVERY)),
});

/** The connectors of the channel that stores get; null or none: they get no channel. */
export const channelConnectors = z.nullish(
  z.array(connector).check(
    z.maxLength(CONNECTORS_MAX, `must have at most ${CONNECTORS_MAX} entries`),
    z.refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'must not have a connector twice'),
  ),
);
