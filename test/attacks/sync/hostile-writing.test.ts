import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { findWriter, writersOf } from '../../../functions/channels/channel-writers.ts';
import { defineWriter } from '../../../functions/channels/define-writer.ts';
import type { StoreAnswer } from '../../../functions/domain/sync/changes/writer.ts';
import { parseConnectorName } from '../../../functions/domain/sync/channel-ids.ts';
import { engineSetup } from '../../unit/sync-writing/engine-setup.ts';
import { tries } from '../harness/attack-count.ts';

function setup(name: string, answer: () => StoreAnswer) {
  const writer = findWriter(writersOf('magento2'), parseConnectorName(name));
  if (writer === undefined) throw new Error(`no writer ${name}`);
  return engineSetup(writer, answer);
}

const GOOD = { status: 200, json: {} };

describe('a line whose ids are no ids', () => {
  const IDS = ['../1', '1%2f..', '1?x=1', '1\r\nX-A: b', '__proto__', 1e300, -1, 1.5, [[[[1]]]], { valueOf: 1 }, null];
  test.for(['shipments', 'order-comments', 'order-references'])(
    'of %s is refused, and nothing sent',
    async (name, t) => {
      tries(t, { attacks: IDS.length });
      const { write, calls } = setup(name, () => GOOD);
      const rest = { shipments: {}, 'order-comments': { comment: 'a' } }[name] ?? { ext_order_id: 'a' };
      const { results } = await write(IDS.map((order_id) => ({ change: { order_id, ...rest } })));
      expect(new Set(results.map(({ code }) => code))).toEqual(new Set(['change_invalid']));
      expect(calls).toEqual([]);
    },
  );

  test('stays one segment of a path, whatever a SKU holds', async (t) => {
    const skus = ['../../V1/orders', 'a%2fb', 'a?b#c', 'Ä 1/2', '__proto__', 'constructor'];
    tries(t, { attacks: skus.length });
    const { write, calls } = setup('products', () => GOOD);
    await write(skus.map((sku) => ({ change: { sku, product: JSON.parse('{"__proto__":{"a":1}}') } })));
    expect(calls.map(({ path }) => path)).toEqual(skus.map((sku) => ['V1', 'products', sku]));
    expect(Object({})['a']).toBeUndefined();
  });
});

describe('a hostile answer', () => {
  const TEXTS = ['\u001b[2J\r\nadmin: ok', '\u202egnp', 'x'.repeat(1_000_000), '\ud800', '\u2028'];
  test('is one short line of a result', async (t) => {
    tries(t, { attacks: TEXTS.length });
    let at = 0;
    const { write } = setup('shipments', () => ({
      status: 400,
      json: { message: `no ${TEXTS[at++]}`, trace: '/srv' },
    }));
    const { results } = await write(TEXTS.map((_, index) => ({ change: { order_id: index + 1 } })));
    expect(results).toHaveLength(TEXTS.length);
    for (const { message = '' } of results) expect(message).toMatch(/^no[^\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]{0,498}$/u);
    expect(JSON.stringify(results)).not.toContain('/srv');
  });

  test('that a vendor’s own writer passes on is cut all the same', async (t) => {
    tries(t, { attacks: TEXTS.length });
    const writer = defineWriter<{ readonly at: number }>({
      ...{ name: 'own', label: 'Own', resources: [], item: z.strictObject({ at: z.number() }) },
      recordOf: ({ at }) => String(at),
      write: async (_, entries) =>
        entries.map(({ item: { at } }) => ({ is: 'refused', code: 'change_refused', message: `no ${TEXTS[at]}` })),
    });
    const { results } = await engineSetup(writer, () => GOOD).write(TEXTS.map((_, at) => ({ change: { at } })));
    expect(results).toHaveLength(TEXTS.length);
    for (const { message = '' } of results) expect(message).toMatch(/^no[^\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]{0,498}$/u);
  });
});
