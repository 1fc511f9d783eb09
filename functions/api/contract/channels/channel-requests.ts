import * as z from 'zod/mini';
import { magentoSettings } from '../../../channels/magento2/settings.ts';
import { CHANNEL_STATUSES, CHANNEL_TYPES } from '../../../domain/sync/channel.ts';
import { paging, productParameter } from '../request-schemas.ts';
import { says } from '../shared.ts';
import { connectorNames, connectorsBody, label, writersBody } from './channel-fields.ts';

/*
 * What the API takes of channels and runs.
 */

export const createChannelBody = z.strictObject({
  type: z.enum(CHANNEL_TYPES, says(`must be one of ${CHANNEL_TYPES.join(', ')}`)),
  label: z.optional(label),
  settings: z.optional(magentoSettings),
  /** Those that are not named are off; without it, all are on. */
  connectors: z.optional(connectorsBody),
  writers: z.optional(writersBody),
});

const REVISION = 'must be the "revision" of the channel as it was read';

export const changeChannelBody = z.strictObject({
  revision: z.int(says(REVISION)),
  /** Null removes it. */
  label: z.optional(z.nullable(label)),
  settings: z.optional(magentoSettings),
  connectors: z.optional(connectorsBody),
  writers: z.optional(writersBody),
});

const FULL = 'must be "compare" or "redeliver"';

export const syncBody = z.strictObject({
  connectors: z.optional(z.array(connectorNames).check(z.minLength(1, says('must name at least one connector')))),
  full: z.optional(z.enum(['compare', 'redeliver'], says(FULL))),
});

export const channelsQuery = z.strictObject({
  product: productParameter,
  status: z.optional(z.enum(CHANNEL_STATUSES, says(`must be one of ${CHANNEL_STATUSES.join(', ')}`))),
  ...paging,
});

export const runsQuery = z.strictObject(paging);
