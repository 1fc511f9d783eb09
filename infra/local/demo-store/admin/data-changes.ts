import * as z from 'zod';
import type { Answer } from '../answer.ts';
import type { RestWrite, Writer } from '../rest/kept-data.ts';
import type { Flash } from './admin-pages.ts';

const order = z.object({ increment_id: z.string() });
const decimal = z.string().regex(/^\d+(\.\d{1,2})?$/);

/** What a form of the admin asks for, as a call to the store's own REST API. */
export function changeData(write: Writer, body: URLSearchParams): Flash {
  const sku = body.get('sku')?.trim() ?? '';
  const product = `V1/products/${encodeURIComponent(sku)}`;
  switch (body.get('change')) {
    case 'order': {
      const entity = { customer_id: 1, grand_total: 42 };
      const placed = write({ method: 'POST', path: 'V1/orders', body: JSON.stringify({ entity }) });
      return told(placed, () => `Order #${order.parse(JSON.parse(placed.body)).increment_id} has been placed.`);
    }
    case 'product': {
      const price = decimal.safeParse(body.get('price'));
      if (!price.success) return { kind: 'error', text: 'A price is a number such as 9.99.' };
      return ofProduct(sku, write, { method: 'PUT', path: product, body: priced(price.data) }, 'changed');
    }
    case 'deletion':
      return ofProduct(sku, write, { method: 'DELETE', path: product, body: '' }, 'deleted');
    default:
      return { kind: 'error', text: 'Nothing was changed: choose an order or a product.' };
  }
}

function priced(price: string): string {
  return JSON.stringify({ product: { price: Number(price) } });
}

function ofProduct(sku: string, write: Writer, change: RestWrite, done: string): Flash {
  if (sku === '') return { kind: 'error', text: 'Enter the SKU of a product.' };
  return told(write(change), () => `Product "${sku}" has been ${done}.`);
}

function told(answer: Answer, success: () => string): Flash {
  if (answer.status === 200) return { kind: 'success', text: success() };
  return { kind: 'error', text: "The product that was requested doesn't exist. Verify the product and try again." };
}
