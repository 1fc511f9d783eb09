import { defineWriter } from 'handfast/connectors';
import * as z from 'zod/mini';

/** Title and text of pages that the store has. */
export default defineWriter({
  name: 'page-texts',
  label: 'Texts of pages',
  resources: ['Magento_Cms::page'],
  item: z.strictObject({ id: z.int(), title: z.string(), text: z.string() }),
  recordOf: ({ id }) => String(id),
  merge: (_, later) => later,
  async write(store, [entry]) {
    if (entry === undefined) return [];
    const { id, title, text } = entry.item;
    const page = { id, title, content: text };
    const answer = await store.send({ method: 'PUT', path: ['V1', 'cmsPage', String(id)], body: { page } });
    return answer.status === 200 ? [{ is: 'done' }] : { refused: answer };
  },
});
