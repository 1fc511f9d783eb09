import { expect, test } from 'vitest';
import { readSettings } from '../../../infra/settings/settings.ts';

const sync = { connectors: ['test/examples/cms-pages.ts'] };
const products = (name: string) => [{ id: 'erp', name: 'Acme ERP', channel: { connectors: { [name]: 60 } } }];

test('a product may switch on built-in connectors, and those of the settings', () => {
  expect(readSettings({ products: products('orders') }).products[0]?.channel).toEqual({ connectors: { orders: 60 } });
  expect(readSettings({ products: products('cms-pages'), sync }).products[0]?.channel).toBeDefined();
});

test.each([
  ['cms-page', sync, 'products.0.channel.connectors.cms-page: is no connector; did you mean "cms-pages"?'],
  ['oders', {}, 'products.0.channel.connectors.oders: is no connector; did you mean "orders"?'],
  [
    'wishlists',
    {},
    /wishlists: is no connector; there are store-views, .*Name the file of one of your own in sync\.connectors/,
  ],
])('%s is refused, and what to write instead is said', (name, others, problem) => {
  expect(() => readSettings({ products: products(name), sync: others })).toThrow(problem);
});
