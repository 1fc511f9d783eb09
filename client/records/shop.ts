import type { CustomAttribute, Open } from './shared.ts';

/** `V1/customers/search`. */
export type Customer = Open & {
  id: number;
  email: string;
  created_at?: string | null;
  updated_at: string;
  group_id?: number | null;
  store_id?: number | null;
  website_id?: number | null;
  firstname?: string | null;
  lastname?: string | null;
  dob?: string | null;
  taxvat?: string | null;
  /** Id of an address. */
  default_billing?: string | null;
  default_shipping?: string | null;
  addresses?: CustomerAddress[] | null;
  custom_attributes?: CustomAttribute[] | null;
};

export type CustomerAddress = Open & {
  id?: number | null;
  company?: string | null;
  firstname?: string | null;
  lastname?: string | null;
  street?: string[] | null;
  postcode?: string | null;
  city?: string | null;
  region?: (Open & { region_code?: string | null; region?: string | null; region_id?: number | null }) | null;
  country_id?: string | null;
  telephone?: string | null;
  default_billing?: boolean | null;
  default_shipping?: boolean | null;
};

/** `V1/store/storeViews`. */
export type StoreView = Open & {
  id: number;
  code: string;
  name?: string | null;
  website_id?: number | null;
  store_group_id?: number | null;
  is_active?: number | null;
};

/** `V1/store/websites`. */
export type Website = Open & { id: number; code: string; name?: string | null; default_group_id?: number | null };

/** `V1/customerGroups/search`. Group 0 is of those who have not signed in. */
export type CustomerGroup = Open & {
  id: number;
  code: string;
  tax_class_id?: number | null;
  tax_class_name?: string | null;
};

/** `V1/taxClasses/search`. `class_type`: `PRODUCT` or `CUSTOMER`. */
export type TaxClass = Open & { class_id: number; class_name: string; class_type?: string | null };

/** `V1/products/attributes`. */
export type ProductAttribute = Open & {
  attribute_id: number;
  attribute_code: string;
  frontend_input?: string | null;
  default_frontend_label?: string | null;
  is_required?: boolean | null;
  options?: AttributeOption[] | null;
  scope?: string | null;
};

export type AttributeOption = Open & { label?: string | null; value?: string | null };
