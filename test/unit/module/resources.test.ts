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
import { BUILT_IN_WRITERS } from '../../../functions/domain/sync/built-in-writers.ts';

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

  test('a word without :write lets through less than the word with it', () => {
    const writing = Object.entries(RESOURCE_WORDS).filter(([word]) => word.endsWith(':write'));
    expect(writing.map(([word]) => word)).toContain('orders:write');
    for (const [word, { ids }] of writing) {
      const read = RESOURCE_WORDS[word.replace(/:write$/, '')]?.ids ?? [];
      expect([word, read.filter((id) => !ids.includes(id))]).toEqual([word, []]);
      expect(read.length).toBeLessThan(ids.length);
    }
  });

  /** Permissions of Magento whose routes change something, and are not also needed to read. */
  const CHANGES =
    /(?:::create|::cancel|::hold|::unhold|::actions_edit|::comment|::emails?|::ship|::invoice|::creditmemo|::manage|::delete|_edit|_assign|_link)$/;

  test.each(['orders', 'customers', 'inventory', 'invoices', 'shipments', 'creditmemos'])(
    'the word %s reads and changes nothing, and :write changes',
    (word) => {
      const granted = (list: string) => (Object(grantedBy(list)).asked ?? []).filter((id: string) => CHANGES.test(id));
      expect(granted(word)).toEqual([]);
      expect(granted(`${word}:write`)).not.toEqual([]);
      expect(grantedBy(`${word}:read`)).toEqual(grantedBy(word));
    },
  );

  test('inventory:write and products let stock be written, to stores with sources and without', () => {
    const { asked } = Object(grantedBy('inventory:write,products'));
    const withoutSources = 'Magento_CatalogInventory::cataloginventory';
    expect(asked).toEqual(expect.arrayContaining([...BUILT_IN_WRITERS.stock.resources, withoutSources]));
  });

  test('cancelling and editing orders takes orders:write', () => {
    const permissions = ['Magento_Sales::cancel', 'Magento_Sales::actions_edit'];
    expect(Object(grantedBy('orders:write')).granted).toEqual(expect.arrayContaining(permissions));
  });

  test.each(['products:read', 'products:write', 'categories:read', 'taxes:read'])(
    'what Magento has one permission for cannot be granted by half: %s',
    (wish) => {
      const [problem] = Object(grantedBy(wish));
      expect(problem).toMatch(/cannot be granted by itself\. "\w+" lets your product read and change /);
    },
  );
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
    ['sales', '"sales" is neither a word nor a permission of Magento. Did you mean orders, Magento_Sales::sales'],
    ['sale:write', 'Did you mean orders:write'],
    ['clients', 'Did you mean customers'],
    ['refund', 'Did you mean creditmemos'],
    ['warehouses:write', 'Did you mean inventory:write'],
    ['read_orders', 'Did you mean orders'],
    ['orders.read', 'Did you mean orders?'],
    ['write_orders', 'Did you mean orders:write'],
    ['write:order', 'Did you mean orders:write'],
    ['orders:cancel', 'Did you mean orders:write'],
    ['edit-customers', 'Did you mean customers:write'],
    ['view_stocks', 'Did you mean inventory'],
    ['write_products', 'Did you mean products'],
  ])('refuses %s, with near matches', (wish, problem) => {
    expect(grantedBy(`orders:read,${wish}`)).toEqual([expect.stringContaining(problem)]);
  });

  test('refuses an empty list', () => {
    expect(grantedBy(' , ')).toEqual(['name at least one permission, such as orders:read']);
  });
});

test.each(['customer:read', 'order:read', 'read_orders', 'invoices.view', 'get stocks'])(
  'whoever asks to read, %s, is not advised to ask for more',
  (wish) => {
    expect(nearMatches(wish)).not.toEqual([]);
    expect(nearMatches(wish).filter((name) => name.endsWith(':write'))).toEqual([]);
  },
);

test('near matches put words first', () => {
  expect(nearMatches('product')[0]).toBe('products');
});

test('parents of an unknown permission are none', () => {
  expect(withParents(['Acme_Other::thing'])).toEqual([]);
  expect(lineOf('Magento_Backend::dashboard').map(({ title }) => title)).toEqual(['Magento Admin', 'Dashboard']);
});

test('--list-resources shows every word, and every permission below its parent', () => {
  const list = resourceList();
  expect(list).toContain('  orders             read orders');
  expect(list).toContain('    Magento_Sales::sales  Sales');
  expect(list).toContain('      Magento_Sales::sales_operation  Operations');
  expect(list.filter((line) => /^ +\S+_\S+::/.test(line))).toHaveLength(RESOURCES.length);
});
