import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { disconnect } from '../../../functions/api/connections/disconnect-connection.ts';
import { listConnections } from '../../../functions/api/connections/list-connections.ts';
import { moveConnection } from '../../../functions/api/connections/move-connection.ts';
import { accountKey } from '../../../functions/domain/account.ts';
import type { ConnectionId } from '../../../functions/domain/ids.ts';
import { linkKind } from '../../../functions/domain/stores/link-rule.ts';
import { type ApiSetup, type Asked, ask, openApiSetup } from './api-setup.ts';

let setup: ApiSetup;

beforeEach(async () => {
  setup = await openApiSetup();
});

afterEach(() => setup.close());
const list = (query: Asked['query'] = {}, more: Asked = {}) => ask(listConnections(setup.deps), { query, ...more });

describe('moving a connection to another account', () => {
  const BEN = { id: 'ben', label: 'ben@example.com' };
  const move = (id: string, body: unknown = BEN, more: Asked = {}) =>
    ask(moveConnection(setup.deps), { id, body, ...more });
  const account = async (id: ConnectionId) => (await setup.deps.connections.find(id))?.account;

  test('keeps the credentials, and is published once with both accounts however often it is requested', async () => {
    const id = await setup.connect();
    const before = await setup.deps.connections.find(id);
    const first = await move(id);
    const ben = { issuer: 'https://id.example', ...BEN };
    expect(first).toMatchObject({ status: 200, json: { id, status: 'active', account: ben } });
    expect((await move(id)).json).toEqual(first.json);
    expect(setup.published).toEqual([
      {
        type: 'connection.moved',
        detail: {
          id: expect.stringMatching(/^evt_/),
          version: 1,
          ...{ product: 'demo', host: 'shop.example', connection: id, time: setup.setup.time.toISOString() },
          ...{ account: 'https://id.example#ben', previousAccount: 'https://id.example#ana' },
        },
      },
    ]);
    const after = await setup.deps.connections.find(id);
    expect(after).toMatchObject({ secrets: before?.secrets, version: (before?.version ?? 0) + 1, account: ben });
    expect((await list({ account: 'ben' })).json.items).toMatchObject([{ id }]);
    expect((await list({ account: 'ana' })).json.items).toEqual([]);
    const line = { product: 'demo', connection: id, client: 'backend' };
    expect(setup.log).toHaveBeenCalledExactlyOnceWith('connection_account_changed', line);
  });

  test('to the same account under a new issuer moves it; under a new label alone it is not announced', async () => {
    const id = await setup.connect();
    await move(id, { id: 'ana', label: 'Ana' });
    expect(await account(id)).toEqual({ issuer: 'https://id.example', id: 'ana', label: 'Ana' });
    expect(setup.published).toEqual([]);
    await move(id, { id: 'ana', label: 'Ana', issuer: 'https://new.example/realm' });
    expect(await account(id)).toEqual({ issuer: 'https://new.example/realm', id: 'ana', label: 'Ana' });
    expect(setup.published).toMatchObject([
      { detail: { account: 'https://new.example/realm#ana', previousAccount: 'https://id.example#ana' } },
    ]);
  });

  test('leaves a disconnected one disconnected, for the new account to bring back', async () => {
    const id = await setup.connect();
    await ask(disconnect(setup.deps), { id });
    expect((await move(id)).json).toMatchObject({ status: 'disconnected', account: { id: 'ben' } });
    const existing = await setup.deps.connections.find(id);
    if (existing === undefined) throw new Error('no connection');
    const asked = { existing, keyUsedBefore: true };
    expect(linkKind({ ...asked, account: existing.accountKey })).toBe('created');
    const ana = accountKey({ issuer: 'https://id.example', id: 'ana' });
    expect(() => linkKind({ ...asked, account: ana })).toThrow(expect.objectContaining({ code: 'integration_taken' }));
    const at = { status: 'disconnected', statusSince: existing.statusSince };
    expect(existing).toMatchObject(at);
  });

  test('publishes what the bus did not accept with the next request, under the same id', async () => {
    const id = await setup.connect();
    setup.setup.busDown = true;
    await expect(move(id)).rejects.toThrow('no bus');
    const pending = (await setup.deps.connections.find(id))?.outbox;
    setup.setup.busDown = false;
    expect(await move(id)).toMatchObject({ status: 200 });
    expect(setup.published).toMatchObject([{ type: 'connection.moved', detail: { id: pending?.id } }]);
    expect((await setup.deps.connections.find(id))?.outbox).toBeUndefined();
  });

  test('never undoes what came meanwhile', async () => {
    const id = await setup.connect();
    const { find } = setup.deps.connections;
    let turn = 0;
    const connections = {
      ...setup.deps.connections,
      find: async (connection: typeof id) => {
        const existing = await find(connection);
        turn += 1;
        if (turn === 1) await setup.connect('shop.example', 'demo', 'cleo');
        return existing;
      },
    };
    await ask(moveConnection({ ...setup.deps, connections }), { id, body: BEN });
    expect(turn).toBe(2);
    expect(setup.published).toMatchObject([{ detail: { previousAccount: 'https://id.example#cleo' } }]);
  });

  test('is for those who may see the connection', async () => {
    const id = await setup.connect();
    expect(await move(id, BEN, { client: 'erp-only' })).toMatchObject({
      status: 404,
      json: { code: 'connection_unknown' },
    });
    expect(await move(id, BEN, { client: 'nobody' })).toMatchObject({ status: 403 });
    expect(await account(id)).toMatchObject({ id: 'ana' });
    expect(setup.published).toEqual([]);
  });

  test.each<[unknown, string]>([
    [{ label: 'Ben' }, 'id: must not be empty'],
    [{ id: ' ', label: 'Ben' }, 'id: must be a text'],
    [{ id: 'b'.repeat(256), label: 'Ben' }, 'id: must have at most 255 characters'],
    [{ id: 'ben', label: 'Ben\n\u001b[2J' }, 'label: must be a text without control characters'],
    [{ ...BEN, issuer: 'https://id.example#x' }, 'issuer: must be an issuer URL'],
    [{ ...BEN, issuer: 'javascript:1' }, 'issuer: must be an issuer URL'],
    [{ ...BEN, status: 'active' }, 'status: is unknown'],
    [[], 'the body'],
  ])('refuses %j', async (body, problem) => {
    const { status, json } = await move(await setup.connect(), body);
    expect([status, json.code]).toEqual([400, 'request_malformed']);
    expect(json.problems.join()).toContain(problem);
  });
});
