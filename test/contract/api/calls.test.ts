import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { call } from '../../../functions/api/connections/call-connection.ts';
import { type ApiSetup, ask, openApiSetup } from './api-setup.ts';

let setup: ApiSetup;
let id: string;

beforeEach(async () => {
  setup = await openApiSetup();
  id = await setup.connect();
});

afterEach(() => setup.close());
const get = (more: Record<string, unknown> = {}) => ({ method: 'GET', path: 'V1/orders', ...more });
const made = (body: unknown = get(), more = {}) => ask(call(setup.deps), { id, body, ...more });

describe('a call', () => {
  test("is answered with Magento's status, body and time", async () => {
    setup.shop.rest = () => ({ status: 404, body: '{"message":"No such entity"}' });
    const { status, json } = await made();
    expect(status).toBe(200);
    expect(json).toEqual({
      status: 404,
      milliseconds: expect.any(Number),
      tries: 1,
      generation: '2.4.8',
      body: { message: 'No such entity' },
    });
  });

  test('hands numbers on to the letter', async () => {
    setup.shop.rest = () => ({ body: '{"id":12345678901234567890,"price":10.50}' });
    expect((await made()).text).toContain('"body":{"id":12345678901234567890,"price":10.50}}');
  });

  test('takes numbers to the store to the letter, in its body and its query', async () => {
    setup.shop.rest = () => ({ body: '[]' });
    const numbers = '{"9007199254740993":9007199254740995,"price":12.5000,"qty":1e3,"zero":-0,"deep":[[1.10]],"n":7}';
    const criteria = '{"pageSize":20,"filterGroups":[{"filters":[{"field":"id","value":9007199254740993}]}],"p":12.50}';
    const raw = `{"method":"POST","path":"V1/orders","body":${numbers},"query":{"searchCriteria":${criteria}}}`;
    expect((await made(undefined, { raw })).status).toBe(200);
    const { target, body } = setup.rest.mock.lastCall?.[3] ?? { target: '', body: undefined };
    expect(JSON.stringify(body)).toBe(numbers);
    expect(decodeURIComponent(target)).toBe(
      'rest/V1/orders?searchCriteria[pageSize]=20&searchCriteria[filterGroups][0][filters][0][field]=id' +
        '&searchCriteria[filterGroups][0][filters][0][value]=9007199254740993&searchCriteria[p]=12.50',
    );
    // A number is no level of its own.
    const deep = (levels: number) => `${'['.repeat(levels)}1.50${']'.repeat(levels)}`;
    const limit = async (levels: number) =>
      (await made(undefined, { raw: `{"method":"POST","path":"V1/orders","body":${deep(levels)}}` })).status;
    expect([await limit(512), await limit(513)]).toEqual([200, 400]);
  });

  test.each([
    ['', null],
    ['"x"', 'x'],
    ['true', true],
  ])('hands on %j', async (body, json) => {
    setup.shop.rest = () => ({ body });
    expect((await made()).json.body).toEqual(json);
  });

  test('hands a page on that comes with an error, and refuses one that comes with none', async () => {
    setup.shop.rest = () => ({ status: 502, body: '<html>bad gateway' });
    expect((await made()).json).toMatchObject({ status: 502, body: '<html>bad gateway' });
    setup.shop.rest = () => ({ status: 200, body: '<html>sign in' });
    expect(await made()).toMatchObject({ status: 502, json: { code: 'store_invalid_response', storeStatus: 200 } });
  });

  test.each([429, 503])(
    'of a store that answers %i is refused as busy, with the time that the store names',
    async (status) => {
      for (const body of ['<html>maintenance', '{"message":"x"}']) {
        setup.shop.rest = () => ({ status, body, headers: { 'retry-after': '120' } });
        expect(await made()).toMatchObject({
          status: 503,
          json: { code: 'store_busy', storeStatus: status, retryAfter: 120 },
        });
      }
    },
  );

  test.each([
    ['\uFEFF{"id":1}', { id: 1 }],
    ['<br />\nNotice: x\n{"id":1}<!-- cached -->', { id: 1 }],
  ])('hands on the JSON in %j', async (body, json) => {
    setup.shop.rest = () => ({ body });
    expect((await made()).json.body).toEqual(json);
  });

  test('of an answer nested thousands of levels deep is refused', async () => {
    setup.shop.rest = () => ({ body: `${'['.repeat(20_000)}${']'.repeat(20_000)}` });
    expect(await made()).toMatchObject({ status: 502, json: { code: 'store_invalid_response' } });
  });

  test('with a deep body goes out up to the depth that PHP reads, and is refused beyond', async () => {
    const nested = (depth: number) => `{"method":"POST","path":"V1/x","body":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    expect(await ask(call(setup.deps), { id, raw: nested(500) })).toMatchObject({ status: 200 });
    const problems = { 600: 'body: must not be nested deeper than 512', 100000: 'or is nested too deeply' };
    for (const [depth, problem] of Object.entries(problems)) {
      const { status, json } = await ask(call(setup.deps), { id, raw: nested(Number(depth)) });
      expect([status, json]).toMatchObject([400, { code: 'request_malformed' }]);
      expect(String(json['problems'])).toContain(problem);
    }
  });

  test('goes out as it was asked for', async () => {
    await made({ method: 'POST', path: 'V1/orders/1/comments', query: { a: [1] }, store: 'all', body: { x: 'y' } });
    expect(setup.rest).toHaveBeenCalledExactlyOnceWith(
      'https://shop.example/',
      expect.objectContaining({ token: 'at' }),
      ['2.4.8'],
      expect.objectContaining({
        method: 'POST',
        target: 'rest/all/V1/orders/1/comments?a%5B0%5D=1',
        body: { x: 'y' },
      }),
    );
  });

  test('leaves a line for the operator, without path and body', async () => {
    await made(get({ path: 'V1/customers/secret@example.com' }));
    expect(setup.log).toHaveBeenCalledWith(
      'call_made',
      expect.objectContaining({ method: 'GET', status: 200, tries: 1 }),
    );
    expect(JSON.stringify(setup.log.mock.calls)).not.toContain('secret@example.com');
  });

  test('remembers the generation that it learnt', async () => {
    setup.rest.mockResolvedValueOnce({
      reply: { status: 200, headers: {}, body: '{}' },
      generations: ['2.4.6'],
      tries: 1,
    });
    expect((await made()).json.generation).toBe('2.4.6');
    await made();
    expect(setup.rest.mock.lastCall?.[2]).toEqual(['2.4.6']);
  });
});

describe('nothing is sent', () => {
  afterEach(() => {
    expect(setup.rest).not.toHaveBeenCalled();
    expect(setup.check).not.toHaveBeenCalled();
  });

  test.each([
    [{}, ['method: must be one of GET, POST, PUT, PATCH, DELETE', 'path: must be a path below rest/']],
    [get({ method: 'TRACE' }), ['method: must be one of']],
    [get({ path: 5 }), ['path: must be a path below rest/']],
    [get({ path: [] }), ['path: must']],
    [get({ path: '' }), ['path: must']],
    [get({ store: '../admin' }), ['store: must be the code of a store view']],
    [get({ query: 'a=b' }), ['query: must be an object']],
    [get({ body: {} }), ['body: must be absent with GET']],
    [get({ headers: { host: 'evil.example' } }), ['headers: is unknown']],
    [[], ['the body: ']],
    ['text', ['the body: ']],
    [null, ['the body: ']],
  ])('for %j, and every problem is named', async (body, problems) => {
    const { status, json } = await made(body);
    expect([status, json.code]).toEqual([400, 'request_malformed']);
    for (const [index, problem] of problems.entries()) expect(json.problems[index]).toContain(problem);
  });

  test.each(['{', '', '\u0000', '{"method":"GET"'])('for a body that is no JSON (%j)', async (raw) => {
    expect(await ask(call(setup.deps), { id, raw })).toMatchObject({
      status: 400,
      json: { code: 'request_malformed' },
    });
  });

  test('for a body of another media type, or too large', async () => {
    expect(await made(get(), { contentType: 'text/plain' })).toMatchObject({ status: 415 });
    const large = { method: 'POST', path: 'V1/x', body: 'x'.repeat(5 * 1024 * 1024) };
    expect(await made(large)).toMatchObject({ status: 413, json: { code: 'body_too_large' } });
  });

  test.each(['https://evil.example/', 'V1/../admin', 'V1/a\r\nb', 'oauth/token/request'])('to %j', async (path) => {
    expect(await made(get({ path }))).toMatchObject({ status: 400, json: { code: 'path_refused' } });
  });

  test('for connections that are not there, or belong to a product that the client does not see', async () => {
    const unknown = { status: 404, json: { code: 'connection_unknown' } };
    for (const other of ['con_00000000000000000000000000000000', 'x', '', '../..', 'CONNECTION#1']) {
      expect(await made(get(), { id: other })).toMatchObject(unknown);
    }
    expect(await made(get(), { client: 'erp-only' })).toMatchObject(unknown);
    expect(await made(get(), { client: 'nobody' })).toMatchObject({ status: 403, json: { code: 'client_unknown' } });
  });

  test('by a connection that was disconnected', async () => {
    const existing = await setup.deps.connections.find(id as never);
    if (existing === undefined) throw new Error('no connection');
    const outbox = { id: 'evt_1', status: 'disconnected', at: '2026-11-22T12:00:00.000Z' } as const;
    await setup.deps.connections.disconnect(existing, outbox.at, outbox);
    expect(await made()).toMatchObject({ status: 409, json: { code: 'connection_disconnected' } });
  });
});

describe('calls to one store', () => {
  test('are never more than four at once, and all come through', async () => {
    let running = 0;
    let most = 0;
    setup.shop.rest = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 30));
      running -= 1;
      return { body: '{}' };
    };
    const answers = await Promise.all(Array.from({ length: 24 }, () => made()));
    expect(answers.map(({ status }) => status)).toEqual(Array(24).fill(200));
    expect(most).toBeLessThanOrEqual(4);
    expect(most).toBeGreaterThan(1);
  });

  test('acquire no lease at stores that the client may not see, known or not', async () => {
    await made();
    const waits = vi.spyOn(setup.deps.leases, 'wait');
    await made(get(), { client: 'erp-only' });
    await made(get(), { client: 'nobody' });
    await made(get(), { id: 'con_00000000000000000000000000000000' });
    expect(waits).not.toHaveBeenCalled();
    await made();
    expect(waits).toHaveBeenCalledTimes(1);
  });

  test('that are refused before anything is sent release the lease they had acquired', async () => {
    await made();
    vi.spyOn(setup.deps.connections, 'find').mockRejectedValue(new Error('throttled'));
    for (let turn = 0; turn < 6; turn += 1) await expect(made()).rejects.toThrow('throttled');
    expect(await setup.deps.leases.acquire(id as never, 1)).toBeDefined();
  });

  test('release their lease whatever becomes of them', async () => {
    setup.rest.mockRejectedValue(new Error('unforeseen'));
    for (let turn = 0; turn < 6; turn += 1) await expect(made()).rejects.toThrow('unforeseen');
    setup.open.mockRejectedValue(new Error('no key'));
    for (let turn = 0; turn < 6; turn += 1) await expect(made()).rejects.toThrow('no key');
    expect(await setup.deps.leases.acquire(id as never, 1)).toBeDefined();
  });

  test('are answered although their lease cannot be released, which is logged', async () => {
    vi.spyOn(setup.deps.leases, 'release').mockRejectedValue(new Error('table down'));
    expect(await made()).toMatchObject({ status: 200 });
    expect(setup.log).toHaveBeenCalledWith('lease_not_released', { error: 'Error' });
  });
});
