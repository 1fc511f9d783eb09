import { afterEach, beforeEach, expect, test } from 'vitest';
import { listActivations } from '../../../functions/api/activations/list-activations.ts';
import { listConnections } from '../../../functions/api/connections/list-connections.ts';
import { type ApiSetup, ask, openApiSetup } from './api-setup.ts';

let setup: ApiSetup;
beforeEach(async () => {
  setup = await openApiSetup();
});
afterEach(() => setup.close());

const edited = (cursor: string, place: unknown) => {
  const [digest] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  return Buffer.from(JSON.stringify([digest, place])).toString('base64url');
};

const PLACES = [
  [''],
  ['demo', ''],
  ['demo', ' '],
  ['demo', 5],
  ['demo', {}],
  ['demo', '~'],
  ['demo', 'x'.repeat(500)],
  ['none'],
  5,
  null,
  'demo',
  [['demo']],
];

test.each<[Record<string, string>]>([[{}], [{ status: 'active' }], [{ account: 'ana' }]])(
  'a cursor of connections that was edited is refused, for %j',
  async (question) => {
    for (const host of ['a.example', 'b.example', 'c.example']) await setup.connect(host);
    const list = listConnections(setup.deps);
    const { json } = await ask(list, { query: { ...question, limit: '2' } });
    const goOn = (cursor: string) => ask(list, { query: { ...question, limit: '2', cursor } });
    expect((await goOn(json.next)).json.items).toHaveLength(1);
    for (const place of PLACES) {
      expect(await goOn(edited(json.next, place))).toMatchObject({ status: 400, json: { code: 'cursor_invalid' } });
    }
    for (const cursor of ['', ' ']) expect((await goOn(cursor)).status).toBe(400);
  },
);

test('a cursor of attempts that was edited is refused', async () => {
  const { writeCursor } = await import('../../../functions/adapters/fields/cursor.ts');
  const list = listActivations(setup.deps);
  const question = { from: '2026-11-01' };
  for (const after of ['', ' ', '~', '2025-01-01T00:00:00.000Z x', 'x']) {
    const cursor = writeCursor(question, ['demo', after]);
    expect(await ask(list, { query: { ...question, cursor } })).toMatchObject({
      status: 400,
      json: { code: 'cursor_invalid' },
    });
  }
});
