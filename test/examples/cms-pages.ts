import { defineConnector } from 'handfast/connectors';
import * as z from 'zod/mini';

/** Pages that are shown, as a search index of the vendor's wants them. */
export default defineConnector({
  name: 'cms-pages',
  label: 'Pages',
  resources: ['Magento_Cms::page'],
  everyMinutes: 60,
  reader: {
    kind: 'changes',
    path: 'V1/cmsPage/search',
    id: 'page_id',
    idMember: 'id',
    updated: 'update_time',
  },
  item: z.looseObject({
    id: z.number(),
    identifier: z.string(),
    title: z.string(),
    content: z.optional(z.nullable(z.string())),
    active: z.boolean(),
  }),
  processor({ id, identifier, title, content, active }) {
    if (!active) return undefined;
    return { id, path: `/${identifier}`, title, text: (content ?? '').replace(/<[^>]*>/g, ' ').trim() };
  },
});
