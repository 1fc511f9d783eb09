import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { updateIf } from '../../../functions/adapters/dynamodb/conditional-update.ts';
import { connectionKey } from '../../../functions/adapters/dynamodb/connection-item.ts';
import { readAnswers } from '../../../functions/api/connections/read-answers.ts';
import type { ConnectionId } from '../../../functions/domain/ids.ts';
import { type ApiSetup, ask, openApiSetup } from './api-setup.ts';

const ANSWERS = { vat: 'DE123456789', orders: 12, terms: true };
const AT = '2026-11-22T12:00:00.000Z';
const BEN = { issuer: 'https://id.example', id: 'ben', label: 'ben@example.com' };

let setup: ApiSetup;
let id: ConnectionId;
beforeEach(async () => {
  setup = await openApiSetup();
  id = await setup.connect();
});
afterEach(() => setup.close());

const open = vi.fn(async () => ANSWERS);
const handler = () => readAnswers({ ...setup.deps, vault: { open: open as never } });

async function found() {
  const connection = await setup.deps.connections.find(id);
  if (connection === undefined) throw new Error('the connection is gone');
  return connection;
}

async function answered(): Promise<void> {
  const { name: table, client } = setup.table;
  await updateIf(client, { table, pk: connectionKey(id), set: { answers: new Uint8Array([7]) } });
}

test('a connection gives what its merchant answered, and the reader is written down without it', async () => {
  await answered();
  expect((await ask(handler(), { id })).json).toEqual({ connection: id, answers: ANSWERS });
  const context = { item: `ANSWERS#${id}`, product: 'demo' };
  expect(open).toHaveBeenCalledExactlyOnceWith(context, new Uint8Array([7]), expect.anything());
  const facts = { product: 'demo', connection: id, client: 'backend' };
  expect(setup.log.mock.calls).toEqual([['answers_read', facts]]);
});

test('a connection whose merchant was asked nothing has no answers', async () => {
  open.mockClear();
  expect((await ask(handler(), { id })).json).toEqual({ connection: id, answers: {} });
  expect(open).not.toHaveBeenCalled();
});

test('answers of another product are not there for a client', async () => {
  await answered();
  const hidden = await ask(handler(), { id, client: 'erp-only' });
  expect(hidden).toMatchObject({ status: 404, json: { code: 'connection_unknown' } });
});

test('answers end with the connection, and with the account that gave them; not with a label', async () => {
  await answered();
  const { account } = await found();
  await setup.deps.connections.reassign(await found(), { ...account, label: 'Ana' }, undefined);
  expect((await found()).answers).toBeDefined();
  await setup.deps.connections.reassign(await found(), BEN, { id: 'evt_1', status: 'active', at: AT });
  expect((await found()).answers).toBeUndefined();
  await answered();
  await setup.deps.connections.disconnect(await found(), AT, { id: 'evt_2', status: 'disconnected', at: AT });
  expect((await found()).answers).toBeUndefined();
});
