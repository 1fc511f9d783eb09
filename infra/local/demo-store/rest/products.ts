import { octetOrder } from '../oauth/natural-order.ts';
import { magentoDate } from './magento-date.ts';

/** What the catalogue holds of a product; dates are UTC `YYYY-MM-DD hh:mm:ss`. */
export type Product = {
  readonly id: number;
  readonly sku: string;
  readonly name: string;
  readonly attribute_set_id: number;
  readonly price: number;
  readonly status: 1 | 2;
  readonly visibility: number;
  readonly type_id: 'simple';
  readonly created_at: string;
  readonly updated_at: string;
};

// SKUs that break naive signing or naive URLs; each is a product of its own.
const AWKWARD_SKUS = [
  'ABC/10',
  'a+b',
  "a'b",
  'a!b',
  'a*b',
  '50%off',
  'é-€',
  'a b',
  'a[b]',
  'a&b=c',
  'ÄPFEL',
  '(x)',
  '~t',
];
const PRODUCT_COUNT = 250;
const FIRST_DAY = Date.UTC(2026, 0, 1);
const DAY_MS = 86_400_000;

/** 250 products, always the same, in the order of their ids. */
export const PRODUCTS: readonly Product[] = Array.from({ length: PRODUCT_COUNT }, (_, at) => product(at));

function product(at: number): Product {
  const sku = AWKWARD_SKUS[at] ?? `24-MB${String(at).padStart(3, '0')}`;
  return {
    id: at + 1,
    sku,
    name: `Product ${at + 1}`,
    attribute_set_id: 4,
    price: Number((5 + at * 0.75).toFixed(2)),
    status: at % 10 === 9 ? 2 : 1,
    visibility: 4,
    type_id: 'simple',
    created_at: magentoDate(FIRST_DAY + at * DAY_MS),
    updated_at: magentoDate(FIRST_DAY + at * DAY_MS + 3_600_000),
  };
}

/** The database's order: numbers as numbers, text without regard to case. */
export function valueOrder(left: string | number, right: string | number): number {
  const [a, b] = [Number(left), Number(right)];
  if (left !== '' && right !== '' && Number.isFinite(a) && Number.isFinite(b)) return a - b;
  return octetOrder(String(left).toLowerCase(), String(right).toLowerCase());
}
