import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { LittleLocal } from './small-stack.ts';
import { startLittle } from './small-stack.ts';

let local: LittleLocal;

beforeAll(async () => {
  local = await startLittle();
});
afterAll(() => local.remove());

const Echoed = z.object({ event: z.looseObject({}), environment: z.record(z.string(), z.string()), now: z.number() });

async function eventOf(path: string, init?: RequestInit): Promise<Record<string, unknown>> {
  return Echoed.parse(await (await fetch(local.url + path, init)).json()).event;
}

function ask(path: string, options: unknown, init?: RequestInit) {
  return fetch(`${local.url}${path}?ask=${encodeURIComponent(JSON.stringify(options))}`, init);
}

describe('a request becomes an event in payload format 2.0', () => {
  test('tells the route key, the decoded path, and the query string as sent', async () => {
    const event = await eventOf('/d%C3%A9mo/return?a=1&a=2&b=x+y%20z');
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'GET /{product}/return',
      rawPath: '/démo/return',
      rawQueryString: 'a=1&a=2&b=x+y%20z',
      queryStringParameters: { a: '1,2', b: 'x y z' },
      pathParameters: { product: 'démo' },
      isBase64Encoded: false,
    });
    expect(event['requestContext']).toMatchObject({
      stage: '$default',
      domainName: '127.0.0.1',
      http: { method: 'GET', path: '/démo/return', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'node' },
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
      timeEpoch: expect.any(Number),
    });
  });

  test('prefers a fixed path to one with a parameter', async () => {
    expect(await eventOf('/signin/return')).toMatchObject({ routeKey: 'GET /signin/return' });
  });

  test('knows a route by its method, too', async () => {
    expect(await eventOf('/things/a%2Fb', { method: 'DELETE' })).toMatchObject({
      routeKey: 'DELETE /things/{id}',
      pathParameters: { id: 'a/b' },
    });
    expect((await fetch(`${local.url}/things/a`)).status).toBe(404);
  });

  test('leaves out what is not there', async () => {
    const event = await eventOf('/signin/return');
    for (const name of ['cookies', 'queryStringParameters', 'pathParameters', 'body']) {
      expect(event).not.toHaveProperty(name);
    }
  });

  test('lists cookies apart from the headers, whose names are in lower case', async () => {
    const event = await eventOf('/signin/return', { headers: { Cookie: 'a=1; b=2', 'X-Twice': 'one, two' } });
    expect(event).toMatchObject({ cookies: ['a=1', 'b=2'], headers: { 'x-twice': 'one, two' } });
    expect(event['headers']).not.toHaveProperty('cookie');
  });

  test.each([
    ['application/json; charset=utf-8', '{"ä":1}', false],
    ['text/plain', 'ä', false],
    ['application/x-www-form-urlencoded', 'a=1', true],
    ['application/octet-stream', 'ä', true],
  ])('passes a body of %s on as API Gateway does', async (contentType, body, isBase64Encoded) => {
    const event = await eventOf('/demo/callback', { method: 'POST', body, headers: { 'content-type': contentType } });
    expect(event).toMatchObject({
      body: isBase64Encoded ? Buffer.from(body).toString('base64') : body,
      isBase64Encoded,
    });
  });
});

describe('an answer becomes a response', () => {
  test('sends status, headers, each cookie by itself, and the body', async () => {
    const answer = {
      statusCode: 303,
      headers: { location: '/x', 'x-n': 1 },
      cookies: ['a=1; Path=/', 'b=2'],
      body: 'ä',
    };
    const response = await ask('/signin/return', { answer }, { redirect: 'manual' });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/x');
    expect(response.headers.get('x-n')).toBe('1');
    expect(response.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2']);
    expect(await response.text()).toBe('ä');
  });

  test('decodes a body in base64', async () => {
    const response = await ask('/signin/return', { answer: { statusCode: 200, body: '/wA=', isBase64Encoded: true } });
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([255, 0]);
  });

  test('takes an answer without a status for the JSON of a 200', async () => {
    const response = await ask('/signin/return', { answer: { hello: 'there' } });
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toEqual({ hello: 'there' });
  });
});

describe('what goes wrong is answered in the words of API Gateway', () => {
  const said = async (response: Response) => [response.status, await response.json()];

  test('answers 404 where there is no route, also for the wrong method', async () => {
    expect(await said(await fetch(`${local.url}/nowhere`))).toEqual([404, { message: 'Not Found' }]);
    expect(await said(await fetch(`${local.url}/demo/callback`))).toEqual([404, { message: 'Not Found' }]);
    expect(await said(await fetch(`${local.url}/signin/return/`))).toEqual([404, { message: 'Not Found' }]);
  });

  test('answers 500 for a function that fails, without its words', async () => {
    const response = await ask('/signin/return', { fail: { name: 'Oops', message: 'secret' } });
    expect(await said(response)).toEqual([500, { message: 'Internal Server Error' }]);
  });

  test("answers 500 for more than Lambda's 6 MB", async () => {
    const response = await fetch(`${local.url}/things/a`, {
      method: 'DELETE',
      headers: { 'content-type': 'text/plain' },
      body: 'x'.repeat(6_291_556),
    });
    expect(await said(response)).toEqual([500, { message: 'Internal Server Error' }]);
  });

  test('answers 413 for a body above 10 MB', async () => {
    const response = await fetch(`${local.url}/demo/callback`, {
      method: 'POST',
      body: new Uint8Array(10 * 2 ** 20 + 1),
    });
    expect(await said(response)).toEqual([413, { message: 'Request Entity Too Large' }]);
  });

  test('answers 503 when the function takes longer than the integration allows', async () => {
    expect(await said(await ask('/hasty', { waitMs: 1000 }))).toEqual([503, { message: 'Service Unavailable' }]);
  });
});
