import { magentoDate } from '../../rest/magento-date.ts';
import { STAMPS } from '../stamps.ts';
import { Table } from '../table.ts';

const CATEGORY_COUNT = 10;
const FIRST_DAY = Date.UTC(2026, 0, 1);

export type Category = ReturnType<typeof baseCategory>;

/** The root of everything, the root of the shop, and eight below it. */
export function openCategories(now: () => Date): Table<Category> {
  return new Table<Category>({
    now,
    make: baseCategory,
    count: CATEGORY_COUNT,
    idNames: ['entity_id', 'id'],
    ...STAMPS,
  });
}

function baseCategory(id: number) {
  const level = Math.min(id - 1, 2);
  const children = id === 1 ? '2' : id === 2 ? '3,4,5,6,7,8,9,10' : '';
  const at = magentoDate(FIRST_DAY + id * 1000);
  return {
    id,
    parent_id: level,
    name: id === 1 ? 'Root Catalog' : id === 2 ? 'Default Category' : `Category ${id}`,
    is_active: true,
    position: id,
    level,
    children,
    created_at: at,
    updated_at: at,
    path: ['1', '1/2', `1/2/${id}`][level] ?? '',
    available_sort_by: [],
    include_in_menu: true,
    custom_attributes: [
      { attribute_code: 'is_anchor', value: '1' },
      { attribute_code: 'children_count', value: String(children === '' ? 0 : children.split(',').length) },
      { attribute_code: 'url_key', value: `category-${id}` },
    ],
  };
}
