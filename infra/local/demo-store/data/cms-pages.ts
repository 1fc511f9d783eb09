import { magentoDate } from '../rest/magento-date.ts';
import { Table } from './table.ts';

const PAGE_COUNT = 12;
const FIRST_DAY = Date.UTC(2026, 0, 1);
const DAY_MS = 86_400_000;

export type CmsPage = ReturnType<typeof basePage>;

/** Searches call the id `page_id`, answers `id`; the time of the last change is `update_time`. */
export function openCmsPages(now: () => Date): Table<CmsPage> {
  return new Table<CmsPage>({
    now,
    make: basePage,
    count: PAGE_COUNT,
    idNames: ['page_id'],
    stampName: 'update_time',
    stampsOf: ({ creation_time, update_time }) => ({ created: creation_time, updated: update_time }),
    withStamps: (page, { created, updated }) => ({ ...page, creation_time: created, update_time: updated }),
  });
}

function basePage(id: number) {
  const at = magentoDate(FIRST_DAY + id * DAY_MS);
  return {
    id,
    identifier: id === 1 ? 'home' : `page-${id}`,
    title: id === 1 ? 'Home page' : `Page ${id}`,
    page_layout: '1column',
    meta_title: null,
    meta_keywords: null,
    meta_description: null,
    content_heading: `Page ${id}`,
    content: `<p>Content of page ${id}</p>`,
    creation_time: at,
    update_time: at,
    sort_order: '0',
    active: true,
  };
}
