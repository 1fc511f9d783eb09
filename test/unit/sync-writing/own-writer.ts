import * as z from 'zod/mini';
import { defineWriter } from '../../../functions/channels/define-connector.ts';

const card = z.strictObject({ code: z.string(), balance: z.number() });
const list = z.object({ items: z.array(z.object({ code: z.string(), balance: z.number() })) });

/** Balances of gift cards, of a module that has a list endpoint for them. */
export default defineWriter({
  name: 'gift-cards',
  label: 'Gift cards',
  resources: ['Acme_GiftCards::cards'],
  item: card,
  recordOf: ({ code }) => code,
  listSize: 50,
  merge: (_, later) => later,
  async read(store, items) {
    const { json } = await store.send({ method: 'GET', path: ['V1', 'giftCards'] });
    const known = list.parse(json).items;
    return items.map(({ code, balance }) => {
      const found = known.find((one) => one.code === code);
      return found === undefined ? { is: 'absent' } : { is: 'there', same: found.balance === balance };
    });
  },
  async write(store, entries) {
    const cards = entries.map(({ item }) => item);
    const answer = await store.send({ method: 'POST', path: ['V1', 'giftCards'], body: { cards } });
    return answer.status === 200 ? entries.map(() => ({ is: 'done' })) : { refused: answer };
  },
});
