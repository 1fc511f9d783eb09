import { expect, test } from 'vitest';
import type * as z from 'zod/mini';
import type { Records } from '../../../client/records.ts';
import { connectorsOf } from '../../../functions/channels/channel-types.ts';
import type {
  category,
  product,
  productPrice,
  sourceItem,
} from '../../../functions/channels/magento2/records/catalog.ts';
import type { creditMemo, invoice, shipment } from '../../../functions/channels/magento2/records/documents.ts';
import type { order } from '../../../functions/channels/magento2/records/order.ts';
import type {
  customer,
  customerGroup,
  productAttribute,
  storeView,
  taxClass,
  website,
} from '../../../functions/channels/magento2/records/shop.ts';

/** What the schemas say of each connector's records. */
type Schemas = {
  orders: typeof order;
  invoices: typeof invoice;
  shipments: typeof shipment;
  creditmemos: typeof creditMemo;
  products: typeof product;
  categories: typeof category;
  customers: typeof customer;
  stock: typeof sourceItem;
  prices: typeof productPrice;
  'store-views': typeof storeView;
  websites: typeof website;
  'customer-groups': typeof customerGroup;
  attributes: typeof productAttribute;
  'tax-classes': typeof taxClass;
};

/** What is named of a type, with whether it may be left out: those of open objects pass for each other otherwise. */
type Shape<T> = T extends readonly (infer Item)[]
  ? Shape<Item>[]
  : T extends object
    ? {
        [Name in keyof T as string extends Name ? never : Name]-?: [
          undefined extends T[Name] ? 'maybe' : 'always',
          Shape<Exclude<T[Name], undefined>>,
        ];
      }
    : T;
type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : false) : false;
type Compared = { [Name in keyof Records]: Same<Shape<z.output<Schemas[Name]>>, Shape<Records[Name]>> };
type Broken = { [Name in keyof Compared]: Compared[Name] extends true ? never : Name }[keyof Compared];

const EVERY: Record<keyof Records, true> = {
  ...{ orders: true, invoices: true, shipments: true, creditmemos: true, products: true, categories: true },
  ...{ customers: true, stock: true, prices: true, 'store-views': true, websites: true, 'customer-groups': true },
  ...{ attributes: true, 'tax-classes': true },
};
/** Compiles only where the client's types and the schemas say the same. */
const same: [Broken] extends [never] ? true : Broken = true;

test('the client has the type of every built-in connector, the same as its schema', () => {
  expect(same).toBe(true);
  expect(Object.keys(EVERY).toSorted()).toEqual(
    connectorsOf('magento2')
      .map(({ name }) => String(name))
      .toSorted(),
  );
});
