import * as z from 'zod/mini';
import { INTERVAL_MAX_MINUTES, INTERVAL_MIN_MINUTES, PRIORITIES } from '../../../domain/sync/channel.ts';
import { CONNECTOR_NAME } from '../../../domain/sync/channel-ids.ts';
import { says } from '../shared.ts';

const NAME = 'must be the name of a connector, such as "orders"';
const ON = 'must be true or false';
const EVERY = `must be a whole number of minutes from ${INTERVAL_MIN_MINUTES} to ${INTERVAL_MAX_MINUTES}`;

/** What is left out is as the connector has it. */
const connectorBody = z.strictObject({
  on: z._default(z.boolean(says(ON)), true),
  everyMinutes: z.optional(
    z
      .int(says(EVERY))
      .check(z.minimum(INTERVAL_MIN_MINUTES, says(EVERY)), z.maximum(INTERVAL_MAX_MINUTES, says(EVERY))),
  ),
});

export const connectorNames = z.string(says(NAME)).check(z.regex(CONNECTOR_NAME, says(NAME)));

/** By the names of connectors. */
export const connectorsBody = z.record(
  connectorNames,
  connectorBody,
  says('must be an object such as { "orders": { "on": true, "everyMinutes": 5 } }'),
);

const PRIORITY = `must be one of ${PRIORITIES.join(', ')}`;

/** By the names of writers. */
export const writersBody = z.record(
  connectorNames,
  z.strictObject({ priority: z.enum(PRIORITIES, says(PRIORITY)) }),
  says('must be an object such as { "stock": { "priority": "vendor" } }'),
);

const LABEL = 'must be 1 to 100 printable characters';
export const label = z.string(says(LABEL)).check(z.regex(/^\P{C}{1,100}$/u, says(LABEL)));
