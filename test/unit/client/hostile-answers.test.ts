import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Handfast, handfast } from '../../../client/handfast.ts';
import { quoteNumbers } from '../../../client/http/numbers.ts';
import { all, apiOf, failureOf, page } from './fake-api.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Many times what a text of this size takes, and a small part of what one takes that is read again at each character. */
const WITHIN_MS = 500;

describe('a text that was made to be read slowly', () => {
  const many = 30_000;
  test.each([
    ['a number with zeros in the middle', `[1.1${'0'.repeat(many)}1]`],
    ['a number with zeros in the middle, and an exponent', `[1${'0'.repeat(many)}1e5]`],
    ['a string that never ends', `["${'\\"'.repeat(many)}`],
    ['a string that ends in the middle of an escape', `["${'\\"'.repeat(many)}\\`],
  ])('%s takes no longer than another one', (_, text) => {
    vi.useRealTimers();
    const from = performance.now();
    quoteNumbers(text);
    expect(performance.now() - from).toBeLessThan(WITHIN_MS);
  });
});

describe('a redirect', () => {
  /** A client whose every request is answered by a redirect, and what it asked the platform to do with one. */
  function redirected(answers: (url: string) => Response) {
    const asked: (string | undefined)[] = [];
    const send: typeof fetch = async (to, init = {}) => {
      asked.push(init.redirect);
      return answers(String(to));
    };
    const access = { url: 'https://connect.example', tokenUrl: 'https://issuer.example/token' };
    return { api: handfast({ ...access, clientId: 'backend', clientSecret: 'secret', fetch: send }), asked };
  }
  const away = () => new Response(null, { status: 307, headers: { location: 'https://evil.example' } });

  test('of the API is followed nowhere, with or without a body', async () => {
    const token = () => Response.json({ access_token: 'token', expires_in: 3600 });
    const { api, asked } = redirected((url) => (url.endsWith('/token') ? token() : away()));
    const failure = { code: 'unavailable', status: 307, detail: expect.stringContaining('redirect') };
    await expect(api.connections.get('con_1')).rejects.toMatchObject(failure);
    await expect(api.connections.move('con_1', { id: 'a', label: 'A' })).rejects.toMatchObject(failure);
    expect(asked).toEqual(['manual', 'manual', 'manual']);
  });

  test('of the token URL takes the secret nowhere', async () => {
    const { api, asked } = redirected(away);
    await expect(api.overview()).rejects.toMatchObject({ code: 'token_unavailable', status: 307 });
    expect(asked).toEqual(['manual']);
  });
});

const LISTS: readonly (readonly [string, (api: Handfast) => AsyncIterable<unknown>])[] = [
  ['connections', ({ connections }) => connections.list()],
  ['items of a store', ({ connection }) => connection('con_1').items('V1/orders')],
  ['results', ({ channel }) => channel('chn_1').results('bat_1')],
  ['changes', ({ channel }) => channel('chn_1').changes('orders')],
];

test.each(LISTS)('a list of %s whose pages name themselves as the next one ends', async (_, list) => {
  const same = () => Response.json({ items: [], results: [], next: 'same', more: true });
  const { api, sent } = apiOf([same(), same(), page([])]);
  expect(await failureOf(all(list(api)))).toMatchObject({ code: 'api_unreachable', status: 0 });
  expect(sent).toHaveLength(2);
});

test.each(['', '.', '..'])('%j is no id: the request would go to another path', async (id) => {
  const { api, sent } = apiOf([]);
  const asked = [
    api.connections.disconnect(id),
    api.channels.sync(id),
    api.channel('chn_1').cancel(id),
    api.activations.get(id),
    api.events.sendResult(id, { success: true }),
    api.connection(id).call({ method: 'POST', path: 'V1/orders' }),
  ];
  for (const one of asked) await expect(one).rejects.toMatchObject({ code: 'request_malformed', status: 0 });
  expect(sent).toEqual([]);
});

test('a signal that was aborted before leaves no failure behind that nobody hears of', async () => {
  const unheard: unknown[] = [];
  const hear = (error: unknown) => unheard.push(error);
  process.on('unhandledRejection', hear);
  let asked = 0;
  const api = handfast({
    url: 'https://connect.example',
    authorize: async () => {
      asked += 1;
      throw new Error('no signature');
    },
  });
  const why = new Error('the user went away');
  await expect(api.overview({ signal: AbortSignal.abort(why) })).rejects.toBe(why);
  vi.useRealTimers();
  await new Promise((resolve) => setTimeout(resolve, 10));
  process.off('unhandledRejection', hear);
  expect([asked, unheard]).toEqual([0, []]);
});

test.each(['a\nb', 'a b', 'ä', ''])('%j is no token, and no error quotes it', async (token) => {
  const api = handfast({
    ...{ url: 'https://connect.example', tokenUrl: 'https://issuer.example/token' },
    ...{ clientId: 'backend', clientSecret: 'secret' },
    fetch: async (to, init) => {
      // As platforms do, which say what they were given.
      new Headers(init?.headers);
      return Response.json(String(to).endsWith('/token') ? { access_token: token, expires_in: 60 } : {});
    },
  });
  const error = await api.overview().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'token_unavailable', status: 200 });
  expect(inspect(error)).not.toContain('Bearer');
});

test.each(['-5', '-Infinity', 'NaN', 'soon', 'Fri, 27 Nov 2026 12:00:00 GMT'])(
  'a pause of %s is none that anybody asked for',
  async (pause) => {
    const busy = () => Response.json({ message: 'Too many' }, { status: 429, headers: { 'retry-after': pause } });
    const { api, sent } = apiOf([busy(), busy(), busy()]);
    expect(await failureOf(api.overview())).toMatchObject({ code: 'throttled', retryAfter: undefined });
    const pauses = sent.slice(1).map(({ atMs }, at) => atMs - (sent[at]?.atMs ?? 0));
    expect(pauses.length).toBe(2);
    for (const one of pauses) expect(one).toBeGreaterThanOrEqual(250);
  },
);

test.each(['null', '1', '"x"', 'true', '<html>', ''])('%s is no answer of the API', async (text) => {
  const answers = () => Array.from({ length: 3 }, () => new Response(text));
  const [one, other] = [apiOf(answers()), apiOf(answers())];
  const failure = { code: 'api_unreachable', status: 0 };
  expect(await failureOf(one.api.overview())).toMatchObject(failure);
  expect(await failureOf(other.api.graphql('{ a }'))).toMatchObject(failure);
});

test('an answer of GraphQL whose errors are null has none', async () => {
  const { api } = apiOf([Response.json({ errors: null, data: { a: 1 } })]);
  expect(await api.graphql('{ a }')).toEqual({ a: 1 });
});
