import { describe, expect, test, vi } from 'vitest';
import { parseLossless } from '../../../functions/adapters/magento/replies/lossless-json.ts';
import { channelType, connectorsOf, findConnector } from '../../../functions/channels/channel-types.ts';
import { defineConnector } from '../../../functions/channels/define-connector.ts';
import { BUILT_IN_CONNECTORS } from '../../../functions/domain/sync/built-in-connectors.ts';
import { INTERVAL_MAX_MINUTES, INTERVAL_MIN_MINUTES } from '../../../functions/domain/sync/channel.ts';
import { parseConnectorName } from '../../../functions/domain/sync/channel-ids.ts';
import type { Connector } from '../../../functions/domain/sync/connector.ts';

const connectors = connectorsOf('magento2');
const named = (name: string): Connector => {
  const found = findConnector(connectors, parseConnectorName(name));
  if (found === undefined) throw new Error(name);
  return found;
};
const at = { created_at: '2026-11-01 10:00:00', updated_at: '2026-11-01 10:00:00' };

describe('the registry', () => {
  test('has the connectors whose names no connector of a vendor may have', () => {
    expect(connectors.map(({ name }) => String(name))).toEqual(BUILT_IN_CONNECTORS);
  });

  test('has intervals that a channel can have, and waits for connectors that it has', () => {
    for (const { everyMinutes, after } of connectors) {
      expect(everyMinutes).toBeGreaterThanOrEqual(INTERVAL_MIN_MINUTES);
      expect(everyMinutes).toBeLessThanOrEqual(INTERVAL_MAX_MINUTES);
      for (const earlier of after) expect(BUILT_IN_CONNECTORS).toContain(earlier);
    }
  });

  test('puts the connectors of the vendor behind its own', () => {
    const own = defineConnector({
      ...{ name: 'reviews', label: 'Reviews', resources: [], reader: { kind: 'changes', path: 'V1/reviews' } },
    });
    expect(connectorsOf('magento2', [own]).at(-1)).toBe(own);
  });
});

describe('settings of a channel', () => {
  const { settings } = channelType('magento2');

  test('need not be given', () => {
    expect(settings.parse({})).toEqual({ storeView: 'all', pageSize: 300, callsAtOnce: 2 });
  });

  test.each([
    { storeView: '' },
    { storeView: '../V1' },
    { pageSize: 0 },
    { pageSize: 5_000 },
    { callsAtOnce: 5 },
    { quietHours: { from: '25:00', to: '06:00', timeZone: 'Europe/Berlin' } },
    { quietHours: { from: '22:00', to: '22:00', timeZone: 'Europe/Berlin' } },
    { quietHours: { from: '22:00', to: '06:00', timeZone: 'Berlin' } },
    { syncFrom: 'yesterday' },
    { colour: 'red' },
  ])('are refused: %j', (given) => {
    expect(settings.safeParse(given).success).toBe(false);
  });

  test('may leave a store alone at night, and old records out', () => {
    const given = {
      ...{ storeView: 'de', quietHours: { from: '22:00', to: '06:00', timeZone: 'Europe/Berlin' } },
      syncFrom: '2026-01-01T00:00:00Z',
    };
    expect(settings.parse(given)).toMatchObject(given);
  });
});

describe('a record', () => {
  const order = { entity_id: 1, increment_id: '000000001', ...at };

  test('keeps members that nobody has named, however deep', () => {
    const raw = {
      ...{ ...order, module_flag: { a: [1] }, payment: { method: 'checkmo', cc_type: null, fraud: 3 } },
      extension_attributes: { shipping_assignments: [{ stock_id: 1, shipping: { carrier: 'x' } }], gift: true },
    };
    expect(named('orders').item.safeParse(raw)).toMatchObject({ success: true, data: raw });
  });

  test('may leave out what Magento leaves out, or send null for it', () => {
    expect(named('orders').item.safeParse(order).success).toBe(true);
    expect(named('orders').item.safeParse({ ...order, items: null, grand_total: null }).success).toBe(true);
  });

  test.each([
    ['orders', { ...order, entity_id: undefined }],
    ['orders', { ...order, grand_total: 'free' }],
    ['orders', { ...order, items: 'none' }],
    ['products', { id: 1, sku: 5, ...at }],
    ['stock', { sku: 'a', source_code: 'default' }],
    ['customers', { id: 1, ...at }],
  ])('that breaks its type is no crash, and no record: %s %#', (name, raw) => {
    expect(named(name).item.safeParse(raw).success).toBe(false);
  });

  test('keeps the digits of numbers that JavaScript would change', () => {
    const body = '{"sku":"a","source_code":"default","quantity":12.5000,"status":1}';
    const read = named('stock').item.safeParse(parseLossless(body));
    expect(read.success && JSON.stringify(read.data)).toBe(body);
  });
});

describe('stock', () => {
  test('has a key of its own for each source, whatever is in a SKU', () => {
    const { reader } = named('stock');
    if (reader.kind !== 'snapshot') throw new Error('no snapshot');
    const keys = [
      { sku: 'a', source_code: 'b","c' },
      { sku: 'a","b', source_code: 'c' },
    ].map((raw) => reader.key(raw));
    expect(new Set(keys).size).toBe(2);
  });
});

describe('shipments', () => {
  test('are read again for two weeks, since their tracks come later', () => {
    vi.useFakeTimers({ now: new Date('2026-11-26T10:00:00Z') });
    try {
      const { reader } = named('shipments');
      if (reader.kind !== 'changes') throw new Error('not by changes');
      const since = () => reader.reread?.[0]?.[0];
      expect(since()).toEqual({ field: 'created_at', condition: 'gt', value: '2026-11-12 00:00:00' });
      vi.setSystemTime(new Date('2026-12-01T10:00:00Z'));
      expect(since()).toMatchObject({ value: '2026-11-17 00:00:00' });
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('defining a connector', () => {
  const reader = { kind: 'changes', path: 'V1/reviews' } as const;

  test('takes what most lists have for granted', () => {
    const made = defineConnector({ name: 'reviews', label: 'Reviews', resources: [], reader });
    expect(made).toMatchObject({ direction: 'import', after: [], everyMinutes: 60 });
    expect(made.reader).toEqual({ ...reader, id: 'entity_id', idMember: 'entity_id', updated: 'updated_at' });
    expect(made.item.safeParse('text').success).toBe(false);
    expect(made.processor({ a: 1 }, { storeView: 'all' })).toEqual({ a: 1 });
  });

  test.each(['Reviews', '', 'a b', 'x'.repeat(33), '../orders'])('refuses the name "%s"', (name) => {
    expect(() => defineConnector({ name, label: 'x', resources: [], reader })).toThrow('must be 1 to 32 characters');
  });
});
