import type { ChannelConnectors } from '../adapters/lambda/environment.ts';
import type { ProductId } from '../domain/ids.ts';
import type { ChannelDefaults } from '../domain/sync/channel-defaults.ts';
import { parseConnectorName } from '../domain/sync/channel-ids.ts';
import type { PublishedFieldsOf } from './published-fields.ts';

/** The channel that a product's stores get when they are connected; undefined: none. */
export type ChannelDefaultsOf = (product: ProductId) => Promise<ChannelDefaults | undefined>;

/** What is published of a product's integration, or else what the settings say of the product. */
export function openChannelDefaults(
  published: PublishedFieldsOf,
  settings: ChannelConnectors | undefined,
): ChannelDefaultsOf {
  const ofSettings = new Map(Object.entries(settings ?? {}).map(([product, own]) => [product, defaultsOf(own)]));
  return async (product) => (await published(product))?.fields.channel ?? ofSettings.get(product);
}

function defaultsOf(connectors: ChannelConnectors[string]): ChannelDefaults {
  return {
    connectors: Object.entries(connectors).map(([name, everyMinutes]) => ({
      name: parseConnectorName(name),
      everyMinutes,
    })),
  };
}
