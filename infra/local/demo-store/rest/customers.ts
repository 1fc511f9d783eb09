import type { Answer } from '../answer.ts';
import { json } from '../answer.ts';
import { magentoDate } from './magento-date.ts';
import { type ListManner, searchRows } from './row-search.ts';

const CUSTOMER_COUNT = 40;
const FIRST_CUSTOMER = Date.UTC(2026, 8, 1, 9);
const DAY_MS = 86_400_000;

/** The 40 customers that the orders name, always the same. */
const CUSTOMERS = Array.from({ length: CUSTOMER_COUNT }, (_, at) => ({
  id: at + 1,
  group_id: at % 4 === 3 ? 2 : 1,
  email: `customer${at}@example.com`,
  firstname: `First ${at}`,
  lastname: `Last ${at}`,
  store_id: 1,
  website_id: 1,
  created_at: magentoDate(FIRST_CUSTOMER + at * DAY_MS),
  updated_at: magentoDate(FIRST_CUSTOMER + at * DAY_MS + 60_000),
}));

/** `GET V1/customers/search`. */
export function searchCustomers(query: string, manner: ListManner): Answer {
  return searchRows(CUSTOMERS, query, manner);
}

/** `GET V1/customers/:id`. */
export function readCustomer(id: number): Answer {
  const customer = CUSTOMERS.find((one) => one.id === id);
  if (customer !== undefined) return json(200, customer);
  return json(404, {
    message: 'No such entity with %fieldName = %fieldValue',
    parameters: { fieldName: 'customerId', fieldValue: id },
  });
}
