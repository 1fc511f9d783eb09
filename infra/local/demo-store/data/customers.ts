import { magentoDate } from '../rest/magento-date.ts';
import { STAMPS } from './stamps.ts';
import { Table } from './table.ts';

const CUSTOMER_COUNT = 40;
const FIRST_CUSTOMER = Date.UTC(2026, 8, 1, 9);
const DAY_MS = 86_400_000;

export type Customer = ReturnType<typeof baseCustomer>;

/** The 40 customers that the orders name. */
export function openCustomers(now: () => Date): Table<Customer> {
  return new Table<Customer>({
    now,
    make: baseCustomer,
    count: CUSTOMER_COUNT,
    idNames: ['entity_id', 'id'],
    ...STAMPS,
  });
}

function baseCustomer(id: number) {
  const at = FIRST_CUSTOMER + (id - 1) * DAY_MS;
  const name = { firstname: `First ${id - 1}`, lastname: `Last ${id - 1}` };
  return {
    id,
    group_id: id % 4 === 0 ? 2 : 1,
    default_billing: String(id),
    default_shipping: String(id),
    created_at: magentoDate(at),
    updated_at: magentoDate(at + 60_000),
    created_in: 'Default Store View',
    email: `customer${id - 1}@example.com`,
    ...name,
    store_id: 1,
    website_id: 1,
    addresses: [
      {
        id,
        customer_id: id,
        region: { region_code: 'BER', region: 'Berlin', region_id: 82 },
        region_id: 82,
        country_id: 'DE',
        street: [`Teststraße ${id}`],
        telephone: '+49 30 0000000',
        postcode: '10115',
        city: 'Berlin',
        ...name,
        default_shipping: true,
        default_billing: true,
      },
    ],
    disable_auto_group_change: 0,
    extension_attributes: { is_subscribed: id % 2 === 0 },
  };
}
