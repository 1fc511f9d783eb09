import { expect, test } from 'vitest';
import { FAULTS } from '../../../infra/local/demo-store/faults.ts';
import writer from './cancellations.ts';
import { told, writingSetup } from './writing-setup.ts';

const cancel = (order: number) => ({ change: { order_id: order } });

test('Magento answers true, and then 200 and false, which is no error of its', async () => {
  const { shop, session } = await writingSetup();
  const order = shop.data.orders.place();
  const once = () => session.send({ method: 'POST', path: ['V1', 'orders', String(order), 'cancel'] });
  expect([await once(), await once()]).toEqual([
    { status: 200, json: true },
    { status: 200, json: false },
  ]);
});

test('an order is canceled once, though it is asked for again and again', async () => {
  const { shop, write } = await writingSetup();
  const order = shop.data.orders.place();
  const first = await write('cancellations', [cancel(order), cancel(order)], { writer });
  expect(told(first.results)).toEqual([
    { line: 1, status: 'superseded', by: 2 },
    { line: 2, status: 'done' },
  ]);
  expect(first.calls).toEqual(['GET orders', `POST orders/${order}/cancel`]);
  const again = await write('cancellations', [cancel(order)], { writer });
  expect(told(again.results)).toEqual([{ line: 1, status: 'unchanged' }]);
  expect(again.calls).toEqual(['GET orders']);
});

test('one whose answer was lost is looked for, and not asked for again', async () => {
  const { shop, write, goOn, later } = await writingSetup();
  const order = shop.data.orders.place();
  shop.faults.paths = { [`V1/orders/${order}/cancel`]: { ...FAULTS.answerLost, times: 1 } };
  const { batch } = await write('cancellations', [cancel(order)], { writer });
  later(600);
  const { results, calls } = await goOn(batch, { writer });
  expect(told(results)).toEqual([{ line: 1, status: 'done' }]);
  expect(calls).toEqual(['GET orders']);
});

test('one that Magento does not cancel has failed, and is not taken for done', async () => {
  const { shop, write } = await writingSetup();
  const order = shop.data.orders.place();
  shop.data.orders.invoice(order);
  const { results } = await write('cancellations', [cancel(order), cancel(9_999)], { writer });
  expect(told(results)).toEqual([
    { line: 1, status: 'failed', code: 'change_refused', message: 'Magento does not cancel this order.' },
    { line: 2, status: 'failed', code: 'record_missing' },
  ]);
});
