import { describe, expect, test } from 'vitest';
import { connectorsOf, findConnector } from '../../../functions/channels/channel-types.ts';
import { type ConnectorName, parseConnectorName } from '../../../functions/domain/sync/channel-ids.ts';
import type { Connector } from '../../../functions/domain/sync/connector.ts';
import { demoSession, firstPage } from './demo-session.ts';

const connectors = connectorsOf('magento2');
const named = (name: string): Connector => {
  const found = findConnector(connectors, parseConnectorName(name));
  if (found === undefined) throw new Error(name);
  return found;
};

/** How many records each finds in the demo store. */
const COUNTS: Readonly<Record<string, number>> = {
  ...{ orders: 120, invoices: 103, shipments: 25, creditmemos: 5, products: 250, categories: 10, customers: 40 },
  ...{ stock: 250, prices: 250, 'store-views': 3, websites: 2, 'customer-groups': 4, attributes: 8, 'tax-classes': 2 },
};

describe('every built-in connector', () => {
  test.each(connectors.map(({ name }): [ConnectorName] => [name]))('reads a store: %s', async (name) => {
    const { session } = await demoSession();
    const connector = named(name);
    const { items } = await firstPage(connector, session);
    expect(items).toHaveLength(COUNTS[name] ?? 0);
    const read = items.map((raw) => connector.item.safeParse(raw));
    expect(read.filter(({ success }) => !success)).toEqual([]);
    const { reader } = connector;
    const keys = items.map((raw) => (reader.kind === 'snapshot' ? reader.key(raw) : String(raw[reader.idMember])));
    expect(new Set(keys).size).toBe(items.length);
    for (const raw of items) {
      const told = reader.kind === 'snapshot' ? raw[reader.orderedBy] : raw[reader.updated];
      expect(told).toBeDefined();
    }
  });

  test.each(
    connectors
      .filter(({ reader }) => reader.kind === 'changes' || reader.paged)
      .map(({ name }): [ConnectorName] => [name]),
  )('can be filtered and sorted by what it is read by: %s', async (name) => {
    const { session } = await demoSession();
    const { reader } = named(name);
    const field = reader.kind === 'snapshot' ? reader.orderedBy : reader.id;
    const member = reader.kind === 'snapshot' ? reader.orderedBy : reader.idMember;
    const [first] = (await firstPage(named(name), session, { pageSize: 1 })).items;
    const value = String(first?.[member]);
    const others = await firstPage(named(name), session, { filterGroups: [[{ field, condition: 'gt', value }]] });
    expect(others.items).toHaveLength((COUNTS[name] ?? 0) - 1);
  });

  test('needs a permission that the module can ask for', async () => {
    const { default: resources } = await import('../../../functions/domain/stores/permissions/acl-resources.json', {
      with: { type: 'json' },
    });
    const known = JSON.stringify(resources);
    for (const { resources: needed } of connectors) {
      for (const resource of needed) expect(known).toContain(`"${resource}"`);
    }
  });
});

describe('orders', () => {
  test('are read again while they can change without a new time', async () => {
    const { session } = await demoSession();
    const { reader } = named('orders');
    if (reader.kind !== 'changes') throw new Error('not by changes');
    const { items } = await firstPage(named('orders'), session, { filterGroups: reader.reread ?? [] });
    expect(new Set(items.map(({ state }) => state))).toEqual(new Set(['processing']));
  });
});

describe('prices', () => {
  test('are all that is sent of a product', async () => {
    const { session } = await demoSession();
    const { items } = await firstPage(named('prices'), session, { pageSize: 2 });
    expect(Object.keys(items[0] ?? {}).toSorted()).toEqual(['custom_attributes', 'id', 'price', 'sku', 'tier_prices']);
  });

  test('leave out the attributes that are about something else', async () => {
    const { processor, item } = named('prices');
    const custom_attributes = [
      { attribute_code: 'special_price', value: '9.99' },
      { attribute_code: 'description', value: '<p>long</p>' },
    ];
    const raw = { id: 1, sku: 'a', price: 12, tier_prices: [], custom_attributes };
    const read = item.safeParse(raw);
    expect(read.success && processor(read.data, { storeView: 'all' })).toEqual({
      ...{ id: 1, sku: 'a', price: 12, tier_prices: [], custom_attributes: [custom_attributes[0]] },
    });
  });
});
