import type * as z from 'zod/mini';
import type { ChannelSettings, ChannelTypeName } from '../domain/sync/channel.ts';
import type { ConnectorName } from '../domain/sync/channel-ids.ts';
import type { Connector } from '../domain/sync/connector.ts';
import { categories, prices, products, stock } from './magento2/connectors/catalog.ts';
import { creditMemos, invoices, shipments } from './magento2/connectors/documents.ts';
import { orders } from './magento2/connectors/orders.ts';
import { attributes, customerGroups, customers, storeViews, taxClasses, websites } from './magento2/connectors/shop.ts';
import { magentoSettings } from './magento2/settings.ts';

/** A kind of store: how a channel to one is set up, and what can be read of it. */
export type ChannelType = {
  readonly name: ChannelTypeName;
  readonly label: string;
  /** An SVG, for a square. */
  readonly icon: string;
  /** Validates, and fills in what is left out. */
  readonly settings: z.ZodMiniType<ChannelSettings>;
  /** Built in, in the order in which a run takes them: dictionaries come first. */
  readonly connectors: readonly Connector[];
};

const BOX =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" ' +
  'stroke-linejoin="round"><path d="M12 2l9 5v10l-9 5-9-5V7z"/><path d="M3 7l9 5 9-5M12 12v10"/></svg>';

const TYPES: Readonly<Record<ChannelTypeName, ChannelType>> = {
  magento2: {
    name: 'magento2',
    label: 'Magento 2',
    icon: BOX,
    settings: magentoSettings,
    connectors: [
      ...[storeViews, websites, customerGroups, taxClasses, attributes],
      ...[orders, invoices, shipments, creditMemos],
      ...[products, categories, customers, stock, prices],
    ],
  },
};

export function channelType(name: ChannelTypeName): ChannelType {
  return TYPES[name];
}

/** All connectors of a type, with the vendor's own behind those that are built in. */
export function connectorsOf(name: ChannelTypeName, own: readonly Connector[] = []): readonly Connector[] {
  return [...channelType(name).connectors, ...own];
}

export function findConnector(connectors: readonly Connector[], name: ConnectorName): Connector | undefined {
  return connectors.find((connector) => connector.name === name);
}

/** The ACL ids of Magento that each of them needs, by their names. */
export function resourcesByConnector(connectors: readonly Connector[]): ReadonlyMap<string, readonly string[]> {
  return new Map(connectors.map(({ name, resources }) => [name, resources]));
}
