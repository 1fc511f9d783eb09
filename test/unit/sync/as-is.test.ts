import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { parseLossless } from '../../../functions/adapters/magento/replies/lossless-json.ts';
import { asIsCheck } from '../../../functions/channels/as-is.ts';
import { connectorsOf } from '../../../functions/channels/channel-types.ts';
import { defineConnector } from '../../../functions/channels/define-connector.ts';
import { product } from '../../../functions/channels/magento2/records/catalog.ts';
import { order } from '../../../functions/channels/magento2/records/order.ts';
import { worldOf } from './world/reading-world.ts';

const PRODUCT = {
  ...{ id: 7, sku: 'A-7', name: 'Seven', price: null, status: 1, updated_at: '2026-05-04 03:02:01', media_type: 3 },
  extension_attributes: { website_ids: [1], category_links: [{ position: 0, category_id: '3' }], module: { a: [1] } },
  tier_prices: [],
  custom_attributes: [
    { attribute_code: 'url_key', value: 'seven' },
    { attribute_code: 'ids', value: ['1'] },
  ],
};
const reader = { kind: 'changes', path: 'V1/orders' } as const;
const named = { name: 'own', label: 'Own', resources: [], reader };

describe('whether a record is delivered as it is', () => {
  const isProduct = asIsCheck(product);

  test('is known of every built-in connector that changes nothing', () => {
    const unknown = connectorsOf('magento2').filter(({ isAsIs }) => isAsIs === undefined);
    expect(unknown.map(({ name }) => String(name))).toEqual(['prices']);
  });

  test('is said of what the schema lets pass', () => {
    expect(isProduct?.(PRODUCT)).toBe(true);
    expect(isProduct?.(parseLossless(JSON.stringify(PRODUCT).replace('null', '12.5000')))).toBe(true);
  });

  test.each([
    ['without what it must have', { ...PRODUCT, sku: undefined }],
    ['with another type', { ...PRODUCT, id: '7' }],
    ['with another type within it', { ...PRODUCT, tier_prices: [{ qty: 'many' }] }],
    ['with a list for an object', { ...PRODUCT, extension_attributes: [] }],
    ['with a number for an object', { ...PRODUCT, extension_attributes: JSON.rawJSON('1.0') }],
    ['with a member that parsing drops', JSON.parse('{"id":7,"sku":"A","updated_at":"","__proto__":{"a":1}}')],
    ['that is none', 'text'],
  ])('is not said of one %s', (_, record) => {
    expect(isProduct?.(record)).toBe(false);
  });

  test('is never said of what the schema refuses or changes', () => {
    const members = fc.constantFrom(...Object.keys(order._zod.def.shape), 'other');
    const value = fc.oneof(fc.constantFrom(1, 'a', null, true, JSON.rawJSON('1.50')), fc.jsonValue({ maxDepth: 3 }));
    const record = fc.dictionary(members, value).map((more) => ({
      ...{ entity_id: 1, increment_id: '1', created_at: 'x', updated_at: 'x' },
      ...more,
    }));
    const isOrder = asIsCheck(order);
    fc.assert(
      fc.property(record, (raw) => {
        const read = order.safeParse(raw);
        const same = read.success && JSON.stringify(sorted(read.data)) === JSON.stringify(sorted(raw));
        expect(isOrder?.(raw) === true && !same).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([
    ['drops members', z.object({ id: z.string() })],
    ['checks more than types', z.looseObject({ id: z.string().check(z.minLength(3)) })],
    ['changes a value', z.looseObject({ id: z.pipe(z.string(), z.transform(Number)) })],
    ['fills in what is left out', z.looseObject({ id: z._default(z.string(), 'x') })],
    ['is another library', { safeParse: (data: unknown) => ({ success: true as const, data }) }],
  ])('is not known of a schema that %s', (_, schema) => {
    expect(asIsCheck(schema)).toBeUndefined();
  });

  test('is not known of a schema that contains itself', () => {
    const tree = z.looseObject({
      get branch() {
        return z.optional(tree);
      },
    });
    expect(asIsCheck(tree)).toBeUndefined();
  });

  test('is not known of a connector with a processor', () => {
    expect(defineConnector({ ...named, processor: (raw) => raw }).isAsIs).toBeUndefined();
    expect(defineConnector(named).isAsIs?.({ entity_id: 1 })).toBe(true);
  });
});

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || JSON.isRawJSON(value)) return value;
  if (Array.isArray(value)) return value.map(sorted);
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, member]) => [name, sorted(member)]),
  );
}

describe('a line', () => {
  const texts = async (processor?: (raw: object) => object) => {
    const world = worldOf(1);
    world.connector = defineConnector({ ...named, ...(processor && { processor }) });
    await world.read();
    return world.log.stored.flatMap(({ lines }) => lines.map(({ json }) => json));
  };

  test('has the text of the record as it came', async () => {
    expect(await texts()).toEqual(['{"entity_id":1,"updated_at":"2027-01-03 18:13:21","status":"new"}']);
  });

  test('has the text of what the processor made, even of the same object', async () => {
    const processor = (raw: object) => Object.assign(raw, { status: 'changed' });
    expect(await texts(processor)).toEqual([expect.stringContaining('"status":"changed"')]);
  });
});
