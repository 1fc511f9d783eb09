import * as z from 'zod';
import { json } from '../../answer.ts';
import type { Call, Route } from '../route.ts';
import { listRoute, oneRow, rowRoute, unknownEntity, withBody } from '../route.ts';
import { storeConfigs, storeGroups, storeViews, websites } from '../stores.ts';

const STORES = 'Magento_Backend::store';
const CUSTOMERS = 'Magento_Customer::customer';

const CURRENCY = {
  base_currency_code: 'EUR',
  base_currency_symbol: '€',
  default_display_currency_code: 'EUR',
  default_display_currency_symbol: '€',
  available_currency_codes: ['EUR'],
  exchange_rates: [{ currency_to: 'EUR', rate: 1 }],
};

/** Customers, content, and what describes the shop itself. */
export const OTHER_ROUTES: readonly Route[] = [
  { path: /^V1\/store\/storeConfigs$/, resource: STORES, answer: ({ baseUrl }) => storeConfigs(baseUrl) },
  { path: /^V1\/store\/storeViews$/, resource: STORES, answer: storeViews },
  { path: /^V1\/store\/storeGroups$/, resource: STORES, answer: storeGroups },
  { path: /^V1\/store\/websites$/, resource: STORES, answer: websites },
  { path: /^V1\/directory\/currency$/, resource: null, answer: () => json(200, CURRENCY) },
  listRoute(/^V1\/customers\/search$/, CUSTOMERS, ({ customers }) => customers),
  { path: /^V1\/customers\/\d+$/, resource: CUSTOMERS, answer: readCustomer },
  listRoute(/^V1\/customerGroups\/search$/, 'Magento_Customer::group', ({ customerGroups }) => customerGroups),
  listRoute(/^V1\/taxClasses\/search$/, 'Magento_Tax::manage_tax', ({ taxClasses }) => taxClasses),
  listRoute(/^V1\/cmsPage\/search$/, 'Magento_Cms::page', ({ cmsPages }) => cmsPages),
  rowRoute(/^V1\/cmsPage\/\d+$/, 'Magento_Cms::page', ({ cmsPages }) => cmsPages),
  { method: 'PUT', path: /^V1\/cmsPage\/\d+$/, resource: 'Magento_Cms::page', answer: savePage },
];

const savedPage = z.object({
  page: z.object({
    title: z.string().optional(),
    content: z.string().optional(),
    active: z.boolean().optional(),
  }),
});

/** Members that are left out stay as they are. */
function savePage({ data: { cmsPages }, path: [, segment], body }: Call) {
  const id = Number(segment);
  if (cmsPages.get(id) === undefined) return unknownEntity();
  return withBody(savedPage, body, 'page', ({ page }) => {
    cmsPages.update(id, ({ title, content, active }) => ({
      title: page.title ?? title,
      content: page.content ?? content,
      active: page.active ?? active,
    }));
    return oneRow(cmsPages, id);
  });
}

function readCustomer({ data, path: [, id] }: Call) {
  const customer = data.customers.get(Number(id));
  if (customer !== undefined) return json(200, customer);
  return json(404, {
    message: 'No such entity with %fieldName = %fieldValue',
    parameters: { fieldName: 'customerId', fieldValue: Number(id) },
  });
}
