import { expect, test, vi } from 'vitest';
import { sealed } from '../../../functions/adapters/kms/sealed.ts';
import { accountKey } from '../../../functions/domain/account.ts';
import { EVENTS_VERSION } from '../../../functions/domain/events.ts';
import { orderAnswers } from '../../../functions/webhooks/order-answers.ts';
import { ANA, BEN, connectionOf } from '../popup/popup-setup.ts';

const ANSWERS = { vat: 'FR99' };
const CONNECTION = { ...connectionOf(ANA), answers: sealed.parse(new Uint8Array([1])) };

function order(account = ANA) {
  const { connection, product } = CONNECTION;
  const detail = {
    id: 'evt_1',
    version: EVENTS_VERSION,
    product,
    host: 'shop.example',
    time: '2026-11-22T12:00:00.000Z',
  };
  const connected = { activation: 'act', connection, account: accountKey(account) };
  const event = { type: 'connection.created', detail: { ...detail, ...connected } } as const;
  return { type: 'SUBSCRIPTION_ORDER', connection, event } as const;
}

function depsWith(connection: typeof CONNECTION | ReturnType<typeof connectionOf> | undefined) {
  const open = vi.fn(async () => ANSWERS);
  return { connections: { find: async () => connection, recordAnswer: vi.fn() }, vault: { open: open as never }, open };
}

test('an order carries what its merchant answered', async () => {
  expect(await orderAnswers(depsWith(CONNECTION), order())).toEqual(ANSWERS);
});

test.each([
  ['was asked nothing', connectionOf(ANA), order()],
  ['has a store that is gone', undefined, order()],
  ['has lost the store to somebody who answered, too', CONNECTION, order(BEN)],
  ['only assigns a user', CONNECTION, { ...order(), type: 'USER_ASSIGNMENT' } as const],
  ['is a ping', CONNECTION, { ...order(), ping: true } as const],
])('no answers are opened where a merchant %s', async (_, connection, event) => {
  const deps = depsWith(connection);
  expect(await orderAnswers(deps, event)).toBeUndefined();
  expect(deps.open).not.toHaveBeenCalled();
});
