import type { OrderItem } from './order-lines.ts';

/** An address of an order; each order has two. */
export function address(orderId: number, customer: number, type: 'billing' | 'shipping') {
  return {
    address_type: type,
    city: 'Berlin',
    country_id: 'DE',
    customer_address_id: customer,
    email: `customer${customer - 1}@example.com`,
    entity_id: orderId * 2 - (type === 'billing' ? 0 : 1),
    firstname: `First ${customer - 1}`,
    lastname: `Last ${customer - 1}`,
    parent_id: orderId,
    postcode: '10115',
    region: 'Berlin',
    region_code: 'BER',
    region_id: 82,
    street: [`Teststraße ${customer}`],
    telephone: '+49 30 0000000',
  };
}

export function payment(orderId: number, total: number) {
  return {
    account_status: null,
    additional_information: ['Check / Money order'],
    amount_ordered: total,
    base_amount_ordered: total,
    base_shipping_amount: 5,
    cc_last4: null,
    entity_id: orderId,
    method: 'checkmo',
    parent_id: orderId,
    shipping_amount: 5,
  };
}

export function shippingAssignment(orderId: number, customer: number, items: readonly OrderItem[]) {
  const total = {
    base_shipping_amount: 5,
    base_shipping_incl_tax: 5,
    shipping_amount: 5,
    shipping_incl_tax: 5,
    shipping_tax_amount: 0,
  };
  const shipping = { address: address(orderId, customer, 'shipping'), method: 'flatrate_flatrate', total };
  return { shipping, items };
}
