import { describe, expect, test } from 'vitest';
import { FAULTS } from '../../../infra/local/demo-store/faults.ts';
import { told, writingSetup } from './writing-setup.ts';

describe('shipments', () => {
  test('have their tracks, and the name of the change in a comment that customers do not see', async () => {
    const { shop, write } = await writingSetup();
    const order = shop.data.orders.place();
    const tracks = [{ track_number: '1Z', title: 'UPS', carrier_code: 'ups' }];
    const { results, batch } = await write('shipments', [
      { id: 's1', change: { order_id: order, tracks } },
      { change: { order_id: order } },
      { change: { order_id: 9_999 } },
      { change: { order_id: '1/../2' } },
    ]);
    expect(told(results)).toEqual([
      { line: 1, id: 's1', status: 'done' },
      { line: 2, status: 'failed', code: 'change_refused', message: expect.stringContaining('without products') },
      { line: 3, status: 'failed', code: 'record_missing', message: expect.stringContaining("doesn't exist") },
      { line: 4, status: 'failed', code: 'change_invalid', message: expect.stringContaining('order_id: ') },
    ]);
    const [shipment] = shop.data.shipments
      .rows()
      .map((row) => shop.data.shipments.bodyOf(row))
      .slice(-1);
    expect(shipment?.tracks).toMatchObject([{ track_number: '1Z' }]);
    expect(shipment?.comments).toMatchObject([{ comment: `${batch.batch}-1`, is_visible_on_front: 0 }]);
  });

  test.each([
    ['was lost', FAULTS.answerLost],
    ['was a gateway error', { ...FAULTS.badGateway, processed: true }],
  ])('one whose answer %s is left alone for ten minutes, then found, and not sent again', async (_, fault) => {
    const { shop, write, goOn, later, batches } = await writingSetup();
    const order = shop.data.orders.place();
    shop.faults.paths = { [`V1/order/${order}/ship`]: { ...fault, times: 1 } };
    const { outcome, results, batch, calls } = await write('shipments', [{ change: { order_id: order } }]);
    expect(outcome.outcome).toBe('more');
    expect(results).toEqual([]);
    expect(calls.filter((call) => call.startsWith('POST'))).toHaveLength(1);
    const { state } = await batches.progress(batch);
    expect(state).toMatchObject({ lines: { 1: { sends: 1 } } });
    later(590);
    expect((await goOn(batch)).calls).toEqual([]);
    later(10);
    const found = await goOn(batch);
    expect(found.results).toMatchObject([{ status: 'done' }]);
    expect(found.calls).toEqual(['GET shipments']);
  });

  test('one that is not there after two answers that did not tell stays unknown', async () => {
    const { shop, write, goOn, later } = await writingSetup();
    const order = shop.data.orders.place();
    shop.faults.paths = { [`V1/order/${order}/ship`]: FAULTS.badGateway };
    const { batch } = await write('shipments', [{ change: { order_id: order } }]);
    later(600);
    const second = await goOn(batch);
    expect(second.calls).toEqual(['GET shipments', `POST order/${order}/ship`]);
    later(600);
    const { results, calls } = await goOn(batch);
    expect(results).toMatchObject([{ status: 'unknown', code: 'change_unclear' }]);
    expect(calls).toEqual(['GET shipments']);
  });

  test('an answer that says the nonce is known does not make it be sent again', async () => {
    const { shop, write } = await writingSetup();
    const order = shop.data.orders.place();
    const body = JSON.stringify({ message: 'The nonce is already being used by the consumer with ID 7.' });
    const fault = { kind: 'answer', status: 401, headers: { 'content-type': 'application/json' }, body } as const;
    shop.faults.paths = { [`V1/order/${order}/ship`]: fault };
    const { outcome, calls } = await write('shipments', [{ change: { order_id: order } }]);
    expect(outcome.outcome).toBe('more');
    expect(calls.filter((call) => call.startsWith('POST'))).toHaveLength(1);
  });
});

describe('comments and references of orders', () => {
  test('a comment has the name of its change unless customers see it', async () => {
    const { shop, write } = await writingSetup();
    const { results, batch } = await write('order-comments', [
      { change: { order_id: 1, comment: 'Packed' } },
      { change: { order_id: 1, comment: 'On its way', is_visible_on_front: true } },
    ]);
    expect(results.map(({ status }) => status)).toEqual(['done', 'done']);
    const comments = shop.data.orders.get(1)?.status_histories.map(({ comment }) => comment);
    expect(comments).toEqual(['On its way', `Packed\n[${batch.batch}-1]`]);
  });

  test('a reference is written to an order that there is, and makes none', async () => {
    const { shop, write } = await writingSetup();
    const before = shop.data.orders.rows().length;
    const { results } = await write('order-references', [
      { change: { order_id: 5, ext_order_id: 'ERP-1' } },
      { change: { order_id: 5, ext_order_id: 'ERP-2' } },
      { change: { order_id: 99_999, ext_order_id: 'ERP-3' } },
    ]);
    expect(told(results)).toEqual([
      { line: 1, status: 'superseded', by: 2 },
      { line: 2, status: 'done' },
      { line: 3, status: 'failed', code: 'record_missing' },
    ]);
    expect(shop.data.orders.get(5)).toMatchObject({ ext_order_id: 'ERP-2', grand_total: 26 });
    expect(shop.data.orders.rows()).toHaveLength(before);
    const again = await write('order-references', [{ change: { order_id: 5, ext_order_id: 'ERP-2' } }]);
    expect(again.results).toMatchObject([{ status: 'unchanged' }]);
  });
});
