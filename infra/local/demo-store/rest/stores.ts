import type { Answer } from '../answer.ts';
import { json } from '../answer.ts';

/*
 * What `V1/store/…` says of a shop with two store views. As in Magento, the admin is a store view, a group and a
 * website of its own, except in the list of configurations.
 */

const VIEWS = [
  { id: 0, code: 'admin', name: 'Admin', website_id: 0, store_group_id: 0, is_active: 1 },
  { id: 1, code: 'default', name: 'Default Store View', website_id: 1, store_group_id: 1, is_active: 1 },
  { id: 2, code: 'en', name: 'English', website_id: 1, store_group_id: 1, is_active: 1 },
];

const GROUPS = [
  { id: 0, website_id: 0, root_category_id: 0, default_store_id: 0, name: 'Default', code: 'default' },
  { id: 1, website_id: 1, root_category_id: 2, default_store_id: 1, name: 'Main Store', code: 'main_website_store' },
];

const WEBSITES = [
  { id: 0, code: 'admin', name: 'Admin', default_group_id: 0 },
  { id: 1, code: 'base', name: 'Main Website', default_group_id: 1 },
];

/** What stands between `rest/` and `V1`, if anything. */
export const STORE_CODES: readonly string[] = ['all', 'default', 'en'];

export const STORE_IDS: readonly number[] = VIEWS.map(({ id }) => id);

/** `GET V1/store/storeViews`. */
export function storeViews(): Answer {
  return json(200, VIEWS);
}

/** `GET V1/store/storeGroups`. */
export function storeGroups(): Answer {
  return json(200, GROUPS);
}

/** `GET V1/store/websites`. */
export function websites(): Answer {
  return json(200, WEBSITES);
}

/** `GET V1/store/storeConfigs`. */
export function storeConfigs(baseUrl: string): Answer {
  const urls = { base_url: baseUrl, base_link_url: baseUrl, base_media_url: `${baseUrl}media/` };
  const secure = { secure_base_url: baseUrl, secure_base_link_url: baseUrl, secure_base_media_url: `${baseUrl}media/` };
  const locale = { locale: 'en_US', base_currency_code: 'EUR', default_display_currency_code: 'EUR' };
  const rest = { ...locale, timezone: 'UTC', weight_unit: 'kgs', ...urls, ...secure };
  const views = VIEWS.filter(({ id }) => id !== 0);
  return json(
    200,
    views.map(({ id, code, website_id }) => ({ id, code, website_id, ...rest })),
  );
}
