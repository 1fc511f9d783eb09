import type { Writer } from '../domain/sync/changes/writer.ts';
import type { ChannelTypeName } from '../domain/sync/channel.ts';
import type { ConnectorName } from '../domain/sync/channel-ids.ts';
import { orderComments } from './magento2/writers/order-comments.ts';
import { orderReferences } from './magento2/writers/order-references.ts';
import { prices } from './magento2/writers/prices.ts';
import { products } from './magento2/writers/products.ts';
import { shipments } from './magento2/writers/shipments.ts';
import { stock } from './magento2/writers/stock.ts';

const WRITERS: Readonly<Record<ChannelTypeName, readonly Writer[]>> = {
  magento2: [stock, prices, products, shipments, orderComments, orderReferences],
};

/** All writers of a type, with the vendor's own behind those that are built in. */
export function writersOf(type: ChannelTypeName, own: readonly Writer[] = []): readonly Writer[] {
  return [...WRITERS[type], ...own];
}

export function findWriter(writers: readonly Writer[], name: ConnectorName): Writer | undefined {
  return writers.find((writer) => writer.name === name);
}
