import { magentoDate } from '../../rest/magento-date.ts';

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
export const PRODUCT_COUNT = 250;
const FIRST_DAY = Date.UTC(2026, 0, 1);
const DAY_MS = 86_400_000;

/** When the first products were made, one a day, and changed an hour later. */
const DAYS = Array.from({ length: PRODUCT_COUNT }, (_, at) => ({
  created_at: magentoDate(FIRST_DAY + at * DAY_MS),
  updated_at: magentoDate(FIRST_DAY + at * DAY_MS + 3_600_000),
}));

type CustomAttribute = { readonly attribute_code: string; readonly value: string | readonly string[] };

export type TierPrice = {
  readonly customer_group_id: number;
  readonly qty: number;
  readonly value: number;
  readonly extension_attributes: { readonly website_id: number; readonly percentage_value?: number };
};

const NO_TIER_PRICES: readonly TierPrice[] = [];

export type Product = ReturnType<typeof baseProduct>;

/** A product as the catalogue first held it; dates are UTC `YYYY-MM-DD hh:mm:ss`. */
export function baseProduct(id: number) {
  const { created_at = '', updated_at = '' } = DAYS[(id - 1) % PRODUCT_COUNT] ?? {};
  const categories = [2, 3 + (id % 8)];
  return {
    id,
    sku: baseSku(id),
    name: `Product ${id}`,
    attribute_set_id: 4,
    price: Number((5 + ((id - 1) % 1000) * 0.75).toFixed(2)),
    status: id % 10 === 0 ? 2 : 1,
    visibility: 4,
    type_id: 'simple',
    created_at,
    updated_at,
    weight: 1,
    extension_attributes: {
      website_ids: [1],
      category_links: categories.map((category, position) => ({ position, category_id: String(category) })),
    },
    product_links: [],
    options: [],
    media_gallery_entries: [mediaEntry(id)],
    tier_prices: NO_TIER_PRICES,
    custom_attributes: attributesOf(id, categories),
  };
}

/** SKU of the product that was first of this id. */
export function baseSku(id: number): string {
  return AWKWARD_SKUS[id - 1] ?? `24-MB${String(id - 1).padStart(3, '0')}`;
}

function mediaEntry(id: number) {
  const file = `/p/r/product-${id}.jpg`;
  return { id, media_type: 'image', label: null, position: 1, disabled: false, types: ['image', 'small_image'], file };
}

function attributesOf(id: number, categories: readonly number[]): CustomAttribute[] {
  return [
    { attribute_code: 'image', value: `/p/r/product-${id}.jpg` },
    { attribute_code: 'url_key', value: `product-${id}` },
    { attribute_code: 'options_container', value: 'container2' },
    { attribute_code: 'has_options', value: '0' },
    { attribute_code: 'required_options', value: '0' },
    { attribute_code: 'tax_class_id', value: '2' },
    { attribute_code: 'category_ids', value: categories.map(String) },
    { attribute_code: 'description', value: `<p>All that can be said of product ${id}, in one sentence.</p>` },
  ];
}

/** Which of the first rows has this SKU, whatever its case; undefined if none of them is called so. */
export function idOfBaseSku(sku: string): number | undefined {
  const wanted = sku.toLowerCase();
  const awkward = AWKWARD_SKUS.findIndex((one) => one.toLowerCase() === wanted);
  if (awkward >= 0) return awkward + 1;
  const found = /^24-mb(\d{3,})$/.exec(wanted)?.[1];
  return found === undefined ? undefined : Number(found) + 1;
}
