import { describe, expect, test } from 'vitest';
import { resourceList } from '../../../cli/module/permissions/resource-list.ts';
import { RESOURCE_WORDS } from '../../../cli/module/permissions/resource-words.ts';
import {
  lineOf,
  nearMatches,
  RESOURCES,
  readPermissions,
  resourceOf,
  withParents,
} from '../../../cli/module/permissions/resources.ts';

const grantedBy = (list: string) => {
  const read = readPermissions(list);
  return 'permissions' in read ? read.permissions : read.problems;
};

describe('the list of permissions', () => {
  test('is whole: every parent is in it, before its children', () => {
    expect(RESOURCES).toHaveLength(271);
    const seen = new Set<string>();
    for (const { id, parent } of RESOURCES) {
      expect([id, parent === null || seen.has(parent)]).toEqual([id, true]);
      expect([id, seen.has(id)]).toEqual([id, false]);
      seen.add(id);
    }
  });

  test.each(Object.entries(RESOURCE_WORDS))('the word %s stands for permissions that exist', (word, { ids }) => {
    expect(word).toBe(word.toLowerCase());
    expect(ids.length).toBeGreaterThan(0);
    expect(ids.filter((id) => resourceOf(id) === undefined)).toEqual([]);
  });

  test('a word for reading never lets through more than the word for all', () => {
    for (const [word, { ids }] of Object.entries(RESOURCE_WORDS)) {
      const whole = RESOURCE_WORDS[word.replace(/:read$/, '')]?.ids ?? [];
      expect([word, ids.filter((id) => !whole.includes(id))]).toEqual([word, []]);
    }
  });
});

describe('reading permissions', () => {
  test('adds the parents, in the order of the tree', () => {
    expect(grantedBy('orders:read')).toEqual({
      asked: ['Magento_Sales::actions_view'],
      granted: [
        'Magento_Backend::admin',
        'Magento_Sales::sales',
        'Magento_Sales::sales_operation',
        'Magento_Sales::sales_order',
        'Magento_Sales::actions',
        'Magento_Sales::actions_view',
      ],
    });
  });

  test('takes words and ids in any order, twice as once', () => {
    const wanted = grantedBy('orders:read,Magento_Cms::page,products');
    expect(grantedBy(' products, Magento_Cms::page ,ORDERS:read,,Magento_Cms::page')).toEqual(wanted);
  });

  test.each([
    ['ordrs', '"ordrs" is neither a word nor a permission of Magento. Did you mean orders?'],
    [
      'magento_sales::ship',
      '"magento_sales::ship" is neither a word nor a permission of Magento. Did you mean Magento_Sales::ship, Magento_Sales::shipment, Magento_Sales::sales?',
    ],
    ['qqqqqq', '"qqqqqq" is neither a word nor a permission of Magento. --list-resources shows all.'],
    ['constructor', '"constructor" is neither a word nor a permission of Magento. --list-resources shows all.'],
  ])('refuses %s, with near matches', (wish, problem) => {
    expect(grantedBy(`orders:read,${wish}`)).toEqual([problem]);
  });

  test('refuses an empty list', () => {
    expect(grantedBy(' , ')).toEqual(['name at least one permission, such as orders:read']);
  });
});

test('near matches put words first', () => {
  expect(nearMatches('product')[0]).toBe('products');
});

test('parents of an unknown permission are none', () => {
  expect(withParents(['Acme_Other::thing'])).toEqual([]);
  expect(lineOf('Magento_Backend::dashboard').map(({ title }) => title)).toEqual(['Magento Admin', 'Dashboard']);
});

test('--list-resources shows every word, and every permission below its parent', () => {
  const list = resourceList();
  expect(list).toContain('  orders:read       read orders');
  expect(list).toContain('    Magento_Sales::sales  Sales');
  expect(list).toContain('      Magento_Sales::sales_operation  Operations');
  expect(list.filter((line) => /^ +\S+_\S+::/.test(line))).toHaveLength(RESOURCES.length);
});
