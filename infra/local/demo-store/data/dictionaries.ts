import { Table } from './table.ts';

/*
 * Short lists that say what numbers in other records stand for. Nothing in them has a time.
 */

const GROUPS = [
  { id: 0, code: 'NOT LOGGED IN', tax_class_id: 3, tax_class_name: 'Retail Customer' },
  { id: 1, code: 'General', tax_class_id: 3, tax_class_name: 'Retail Customer' },
  { id: 2, code: 'Wholesale', tax_class_id: 3, tax_class_name: 'Retail Customer' },
  { id: 3, code: 'Retailer', tax_class_id: 3, tax_class_name: 'Retail Customer' },
];

const TAX_CLASSES = [
  { class_id: 2, class_name: 'Taxable Goods', class_type: 'PRODUCT' },
  { class_id: 3, class_name: 'Retail Customer', class_type: 'CUSTOMER' },
];

const ATTRIBUTES = [
  attribute(73, 'name', 'text', 'Product Name', true),
  attribute(74, 'sku', 'text', 'SKU', true),
  attribute(75, 'description', 'textarea', 'Description', false),
  attribute(77, 'price', 'price', 'Price', true),
  attribute(82, 'weight', 'weight', 'Weight', false),
  attribute(97, 'status', 'select', 'Enable Product', false),
  attribute(121, 'url_key', 'text', 'URL Key', false),
  attribute(136, 'tax_class_id', 'select', 'Tax Class', false),
];

function attribute(id: number, code: string, input: string, label: string, required: boolean) {
  return {
    is_wysiwyg_enabled: false,
    is_html_allowed_on_front: false,
    used_for_sort_by: false,
    is_filterable: false,
    is_searchable: '0',
    is_used_for_promo_rules: '0',
    scope: 'global',
    attribute_id: id,
    attribute_code: code,
    frontend_input: input,
    entity_type_id: '4',
    is_required: required,
    options: [],
    is_user_defined: false,
    default_frontend_label: label,
    frontend_labels: null,
    backend_type: 'varchar',
    is_unique: code === 'sku' ? '1' : '0',
    validation_rules: [],
  };
}

function dictionary<R extends object>(now: () => Date, entries: readonly [R, ...R[]]): Table<R> {
  const make = (id: number): R => entries[id - 1] ?? entries[0];
  return new Table<R>({ now, make, count: entries.length, idNames: [] });
}

export function openDictionaries(now: () => Date) {
  return {
    customerGroups: dictionary(now, nonEmpty(GROUPS)),
    taxClasses: dictionary(now, nonEmpty(TAX_CLASSES)),
    attributes: dictionary(now, nonEmpty(ATTRIBUTES)),
  };
}

function nonEmpty<R>([first, ...others]: readonly R[]): readonly [R, ...R[]] {
  if (first === undefined) throw new Error('a dictionary has entries');
  return [first, ...others];
}
