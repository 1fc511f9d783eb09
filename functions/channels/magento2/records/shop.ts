import * as z from 'zod/mini';
import { customAttributes, listOf, maybe, number, text } from './members.ts';

const region = z.looseObject({ region_code: maybe(text), region: maybe(text), region_id: maybe(number) });

const address = z.looseObject({
  id: maybe(number),
  company: maybe(text),
  firstname: maybe(text),
  lastname: maybe(text),
  street: listOf(text),
  postcode: maybe(text),
  city: maybe(text),
  region: maybe(region),
  country_id: maybe(text),
  telephone: maybe(text),
  default_billing: maybe(z.boolean()),
  default_shipping: maybe(z.boolean()),
});

/** `V1/customers/search`. */
export const customer = z.looseObject({
  id: number,
  email: text,
  created_at: maybe(text),
  updated_at: text,
  group_id: maybe(number),
  store_id: maybe(number),
  website_id: maybe(number),
  firstname: maybe(text),
  lastname: maybe(text),
  dob: maybe(text),
  taxvat: maybe(text),
  default_billing: maybe(text),
  default_shipping: maybe(text),
  addresses: listOf(address),
  custom_attributes: customAttributes,
});

/** `V1/store/storeViews`. */
export const storeView = z.looseObject({
  id: number,
  code: text,
  name: maybe(text),
  website_id: maybe(number),
  store_group_id: maybe(number),
  is_active: maybe(number),
});

/** `V1/store/websites`. */
export const website = z.looseObject({ id: number, code: text, name: maybe(text), default_group_id: maybe(number) });

/** `V1/customerGroups/search`. */
export const customerGroup = z.looseObject({
  id: number,
  code: text,
  tax_class_id: maybe(number),
  tax_class_name: maybe(text),
});

/** `V1/taxClasses/search`. */
export const taxClass = z.looseObject({ class_id: number, class_name: text, class_type: maybe(text) });

/** `V1/products/attributes`. */
export const productAttribute = z.looseObject({
  attribute_id: number,
  attribute_code: text,
  frontend_input: maybe(text),
  default_frontend_label: maybe(text),
  is_required: maybe(z.boolean()),
  options: listOf(z.looseObject({ label: maybe(text), value: maybe(text) })),
  scope: maybe(text),
});
