import { expect, test } from 'vitest';
import { channelType, findConnector } from '../../../functions/channels/channel-types.ts';
import { readStream } from '../../../functions/channels/reading/read-stream.ts';
import { newChannelId, newRunId, parseConnectorName } from '../../../functions/domain/sync/channel-ids.ts';
import { InMemoryLog } from '../../unit/sync/world/in-memory-log.ts';
import { writingSetup } from './writing-setup.ts';

type Setup = Awaited<ReturnType<typeof writingSetup>>;

/** Readings of one connector, and the origins of the lines that each brought. */
function readingOf({ session, written }: Setup, name: string) {
  const connector = findConnector(channelType('magento2').connectors, parseConnectorName(name));
  if (connector === undefined) throw new Error(`no connector ${name}`);
  const log = new InMemoryLog();
  const stream = { channel: newChannelId(), connector: connector.name };
  const settings = { storeView: 'all', pageSize: 300, callsAtOnce: 1 };
  return async () => {
    const before = log.stored.length;
    const deps = { log, store: session, written, now: () => new Date() };
    await readStream(deps, { stream, connector, settings, run: newRunId(), task: 'compare', mustStop: () => false });
    const lines = log.stored.slice(before).flatMap((entry) => entry.lines);
    return Object.fromEntries(lines.map(({ id, origin }) => [id, origin]));
  };
}

test.each([
  ['stock', 'stock', { sku: 'a b', quantity: 3 }, '["a b","default"]', '["ABC/10","default"]'],
  ['prices', 'prices', { sku: 'a b', price: 3.5 }, '8', '1'],
  ['products', 'products', { sku: 'a b', product: { name: 'Ours' } }, '8', '1'],
  ['order-references', 'orders', { order_id: 8, ext_order_id: 'ERP-8' }, '8', '1'],
])(
  'what was written as %s comes back in %s as the vendor’s own, and what the merchant changed does not',
  async (kind, connector, change, ours, theirs) => {
    const setup = await writingSetup();
    const { products, orders } = setup.shop.data;
    const read = readingOf(setup, connector);
    await read();
    expect((await setup.write(kind, [{ change }])).results).toMatchObject([{ status: 'done' }]);
    products.setStock('ABC/10', 9);
    products.setPrice('ABC/10', 9.25);
    orders.update(1, { ext_order_id: 'theirs' });
    expect(await read()).toEqual({ [ours]: 'export', [theirs]: 'store' });
  },
);
