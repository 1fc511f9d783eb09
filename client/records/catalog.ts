import type { CustomAttribute, Open } from './shared.ts';

/** `V1/products`. Stock and prices change without a new `updated_at`: see `SourceItem` and `ProductPrice`. */
export type Product = Open & {
  id: number;
  sku: string;
  name?: string | null;
  attribute_set_id?: number | null;
  price?: number | null;
  /** 1 enabled, 2 disabled. */
  status?: number | null;
  /** 1 not visible by itself, 2 catalog, 3 search, 4 both. */
  visibility?: number | null;
  type_id?: string | null;
  created_at?: string | null;
  updated_at: string;
  weight?: number | null;
  extension_attributes?:
    | (Open & {
        website_ids?: number[] | null;
        category_links?: (Open & { category_id: string; position?: number | null })[] | null;
      })
    | null;
  media_gallery_entries?: MediaEntry[] | null;
  tier_prices?: TierPrice[] | null;
  custom_attributes?: CustomAttribute[] | null;
};

export type MediaEntry = Open & {
  id?: number | null;
  media_type?: string | null;
  label?: string | null;
  position?: number | null;
  disabled?: boolean | null;
  types?: string[] | null;
  file?: string | null;
};

export type TierPrice = Open & { customer_group_id?: number | null; qty?: number | null; value?: number | null };

/** What of a product is about prices; `special_price` with its dates, `cost` and `msrp` are among `custom_attributes`. */
export type ProductPrice = Open & {
  id: number;
  sku: string;
  price?: number | null;
  tier_prices?: TierPrice[] | null;
  custom_attributes?: CustomAttribute[] | null;
};

/** `V1/inventory/source-items`: what one source holds of one product. `status`: 1 in stock, 0 out of stock. */
export type SourceItem = Open & { sku: string; source_code: string; quantity: number; status?: number | null };

/** `V1/categories/list`. */
export type Category = Open & {
  id: number;
  parent_id?: number | null;
  name?: string | null;
  is_active?: boolean | null;
  position?: number | null;
  level?: number | null;
  /** Ids, separated by commas. */
  children?: string | null;
  /** Ids from the root, separated by slashes. */
  path?: string | null;
  created_at?: string | null;
  updated_at: string;
  include_in_menu?: boolean | null;
  custom_attributes?: CustomAttribute[] | null;
};
