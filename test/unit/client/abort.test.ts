import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CallOptions, Handfast } from '../../../client/handfast.ts';
import { all, apiOf, failureOf, page, problem } from './fake-api.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const why = new Error('the user went away');
const at = 'x';

/** Every method that sends something. */
const METHODS: Readonly<Record<string, (api: Handfast, options: CallOptions) => Promise<unknown>>> = {
  'connections.list': (api, options) => all(api.connections.list({}, options)),
  'connections.list page': (api, options) => api.connections.list().page(options),
  'connections.get': (api, options) => api.connections.get(at, options),
  'connections.disconnect': (api, options) => api.connections.disconnect(at, options),
  'connections.move': (api, options) => api.connections.move(at, { id: 'a', label: 'A' }, options),
  'connections.check': (api, options) => api.connections.check(at, options),
  'connections.credentials': (api, options) => api.connections.credentials(at, options),
  'connections.answers': (api, options) => api.connections.answers(at, options),
  'channels.list': (api, options) => all(api.channels.list({}, options)),
  'channels.ofConnection': (api, options) => api.channels.ofConnection(at, options),
  'channels.get': (api, options) => api.channels.get(at, options),
  'channels.create': (api, options) => api.channels.create(at, { type: 'magento2' }, options),
  'channels.change': (api, options) => api.channels.change(at, { revision: 1 }, options),
  'channels.remove': (api, options) => api.channels.remove(at, options),
  'channels.pause': (api, options) => api.channels.pause(at, options),
  'channels.resume': (api, options) => api.channels.resume(at, options),
  'channels.sync': (api, options) => api.channels.sync(at, {}, options),
  'channels.runs': (api, options) => all(api.channels.runs(at, options)),
  'runs.get': (api, options) => api.runs.get(at, options),
  'runs.stop': (api, options) => api.runs.stop(at, options),
  'runs.confirm': (api, options) => api.runs.confirm(at, options),
  'channel.changes': (api, options) => all(api.channel(at).changes('orders', options)),
  'channel.push': (api, options) => api.channel(at).push('stock', [{ change: { sku: 'a', quantity: 1 } }], options),
  'channel.batches': (api, options) => all(api.channel(at).batches(options)),
  'channel.batch': (api, options) => api.channel(at).batch('b', options),
  'channel.results': (api, options) => all(api.channel(at).results('b', options)),
  'channel.cancel': (api, options) => api.channel(at).cancel('b', options),
  'activations.list': (api, options) => all(api.activations.list({}, options)),
  'activations.get': (api, options) => api.activations.get(at, options),
  'events.get': (api, options) => api.events.get(at, options),
  'events.sendResult': (api, options) => api.events.sendResult(at, { success: true }, options),
  deployment: (api, options) => api.deployment(options),
  overview: (api, options) => api.overview(options),
  graphql: (api, options) => api.graphql('{ products { nodes { id } } }', {}, options),
  'connection.call': (api, options) => api.connection(at).call({ method: 'GET', path: 'V1/orders' }, options),
  'connection.items': (api, options) => all(api.connection(at).items('V1/orders', {}, options)),
};

describe.each(Object.entries(METHODS))('%s', (_, ask) => {
  test('ends with the reason of its signal, in the middle of a request', async () => {
    const { api, sent } = apiOf(['silence']);
    const ending = new AbortController();
    const asked = ask(api, { signal: ending.signal });
    const failed = asked.catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sent).toHaveLength(1);
    ending.abort(why);
    expect(await failed).toBe(why);
  });

  test('sends nothing when the signal was aborted before', async () => {
    const { api, sent } = apiOf([page([])]);
    expect(await failureOf(ask(api, { signal: AbortSignal.abort(why) }))).toBe(why);
    expect(sent).toEqual([]);
  });
});

test('these are all methods that there are', () => {
  const { api } = apiOf([]);
  const named = Object.entries({ ...api, channel: api.channel(at), connection: api.connection(at) });
  const methods = named.flatMap(([noun, one]) =>
    typeof one === 'function' ? [noun] : Object.keys(one).map((name) => `${noun}.${name}`),
  );
  expect(
    Object.keys(METHODS)
      .filter((name) => !name.includes(' '))
      .toSorted(),
  ).toEqual(methods.toSorted());
});

test('the pause before another try ends at once, too', async () => {
  const { api, sent } = apiOf([problem(503, 'store_busy', { retryAfter: 20 }), page([])]);
  const ending = new AbortController();
  const failed = api.connections.get('con_1', { signal: ending.signal }).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(5_000);
  ending.abort(why);
  expect(await failed).toBe(why);
  expect(sent).toHaveLength(1);
});

test('others that wait for the same token get it all the same', async () => {
  const { api } = apiOf([Response.json({ id: 'con_2' })]);
  const first = api.connections.get('con_1', { signal: AbortSignal.abort(why) });
  const second = api.connections.get('con_2');
  await expect(first).rejects.toBe(why);
  expect(await second).toEqual({ id: 'con_2' });
});

test('a request that nothing answers ends by itself', async () => {
  const { api } = apiOf(['silence', 'silence', 'silence']);
  expect(await failureOf(api.connections.get('con_1'))).toMatchObject({ code: 'api_unreachable', status: 0 });
});

describe('following changes', () => {
  const none = () => Response.json({ items: [], next: 'b', more: false });

  test.each([
    ['while it waits', 30_500],
    ['in the middle of a request', 60_500],
  ])('ends without an error when the signal says so %s', async (_, afterMs) => {
    const { api, sent } = apiOf([none(), none(), 'silence']);
    const ending = new AbortController();
    const read = all(api.channel('chn_1').changes('orders', { followSeconds: 30, signal: ending.signal }));
    await vi.advanceTimersByTimeAsync(afterMs);
    ending.abort(why);
    expect(await read).toEqual([]);
    expect(sent.length).toBe(afterMs < 60_000 ? 2 : 3);
  });

  test('goes on for ever otherwise', async () => {
    const { api, sent } = apiOf(Array.from({ length: 20 }, none));
    void all(api.channel('chn_1').changes('orders', { followSeconds: 30 })).catch(() => {});
    await vi.advanceTimersByTimeAsync(299_000);
    expect(sent).toHaveLength(10);
  });
});
