import { json } from '../../answer.ts';
import type { Route } from '../route.ts';
import { CATALOG_ROUTES } from './catalog.ts';
import { OTHER_ROUTES } from './others.ts';
import { SALES_ROUTES } from './sales.ts';

/** Every integration that has any resource at all has this one, the root of the admin's tree. */
export const ANY_RESOURCE = 'Magento_Backend::admin';

const MODULES = [
  'Magento_Store',
  'Magento_Backend',
  'Magento_Catalog',
  'Magento_Cms',
  'Magento_Customer',
  'Magento_Integration',
  'Magento_InventoryApi',
  'Magento_InventorySalesApi',
  'Magento_Sales',
  'Magento_Tax',
];

const ROUTES: readonly Route[] = [
  { path: /^V1\/modules$/, resource: ANY_RESOURCE, answer: () => json(200, MODULES) },
  ...SALES_ROUTES,
  ...CATALOG_ROUTES,
  ...OTHER_ROUTES,
];

/** `path` begins with `V1/`. */
export function routeOf({ method, path }: { readonly method: string; readonly path: string }): Route | undefined {
  return ROUTES.find(({ method: of = 'GET', path: pattern }) => of === method && pattern.test(path));
}
