import { describe, expect, test } from 'vitest';
import type { ApiHandler, ApiRequest } from '../../../functions/adapters/lambda/api-handler.ts';
import { API_ACTIONS, withActionHistory } from '../../../functions/api/action-history.ts';
import type { ActionEntry } from '../../../functions/domain/action-entry.ts';
import { ROUTE_SCOPES } from '../../../functions/domain/api/route-scopes.ts';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';

const ID = `con_${'a'.repeat(32)}`;
const CHECK = 'POST /v1/connections/{id}/check';
const OK: ApiHandler = async () => ({ status: 200, body: '{}' });

function openHistory(handle: ApiHandler, put?: () => Promise<void>) {
  const written: (readonly [string, ActionEntry, number | undefined])[] = [];
  const logged: unknown[] = [];
  const routes = withActionHistory(
    {
      audit: { put: put ?? (async (target, entry, expiresAt) => void written.push([target, entry, expiresAt])) },
      now: () => new Date('2026-11-27T12:00:00.000Z'),
      log: (event, facts) => void logged.push([event, facts]),
    },
    { [CHECK]: handle, 'GET /v1/connections/{id}': handle },
  );
  const call = (route: string, id = ID) => {
    const request: ApiRequest = {
      ...{ route, product: '', parameters: { id }, query: new URLSearchParams(), contentType: '', acceptLanguage: '' },
      ...{ contentEncoding: '', acceptsGzip: false, client: 'backend', products: 'all', cookies: new Map() },
      body: Buffer.from(''),
    };
    return routes[route]?.(request);
  };
  return { call, written, logged };
}

describe('the history of what clients of the API do', () => {
  test('says who did what, and when, and is kept for a year', async () => {
    const { call, written } = openHistory(OK);
    expect(await call(CHECK)).toEqual({ status: 200, body: '{}' });
    const entry = { at: '2026-11-27T12:00:00.000Z', by: 'client:backend', action: 'check', outcome: 'done' };
    expect(written).toEqual([
      [ID, { id: expect.any(String), ...entry }, Date.parse('2027-11-27T12:00:00.000Z') / 1000],
    ]);
  });

  test('says what was refused, with its code', async () => {
    const { call, written } = openHistory(async () => {
      throw new Refusal('connection_disconnected');
    });
    await expect(call(CHECK)).rejects.toMatchObject({ code: 'connection_disconnected' });
    expect(written.map(([, { outcome }]) => outcome)).toEqual(['connection_disconnected']);
  });

  test.each([
    new Refusal('connection_unknown'),
    new Refusal('request_malformed'),
    new Refusal('client_unknown'),
    new Error('no table'),
  ])('says nothing of a target that the client may not see: %s', async (error) => {
    const { call, written } = openHistory(async () => {
      throw error;
    });
    await expect(call(CHECK)).rejects.toBe(error);
    expect(written).toEqual([]);
  });

  test('says nothing of what only reads, nor of an id that is none', async () => {
    const { call, written } = openHistory(OK);
    await call('GET /v1/connections/{id}');
    await call(CHECK, `con_${'a'.repeat(31)}#`);
    expect(written).toEqual([]);
  });

  test('a failure to write it leaves the answer, and is logged', async () => {
    const { call, logged } = openHistory(OK, async () => {
      throw new TypeError('throttled');
    });
    expect(await call(CHECK)).toMatchObject({ status: 200 });
    expect(logged).toEqual([['history_not_written', { action: 'check', target: ID, error: 'TypeError' }]]);
  });

  test('is of routes that exist', () => {
    expect(Object.keys(API_ACTIONS).filter((route) => !Object.hasOwn(ROUTE_SCOPES, route))).toEqual([]);
  });
});
