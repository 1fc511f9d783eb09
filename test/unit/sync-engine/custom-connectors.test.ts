import { beforeEach, describe, expect, test } from 'vitest';
import { startRun } from '../../../functions/channels/runs/start-run.ts';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';
import { parseConnectorName } from '../../../functions/domain/sync/channel-ids.ts';
import { lookAtChannel } from '../../../functions/sync/looks/look.ts';
import { cutOffCustom } from '../../../functions/sync/slices/cut-off.ts';
import { sliceOf } from '../../../functions/sync/slices/slice.ts';
import { connectorOf, ORDERS, openEngine, readingOf } from './engine-setup.ts';

const REVIEWS = parseConnectorName('reviews');
const [orders, reviews] = [connectorOf(ORDERS), connectorOf(REVIEWS)];

let engine: ReturnType<typeof openEngine>;
beforeEach(() => {
  engine = openEngine([orders, reviews]);
});

const builtIn = () => ({ ...engine.deps, connectorsOf: () => [orders], elsewhere: [REVIEWS] });
const custom = () => ({ ...engine.deps, connectorsOf: () => [reviews], custom: true });
const start = (connectors?: (typeof REVIEWS)[]) =>
  startRun(engine.deps, engine.channel(), { connectors, task: 'walk', trigger: 'api' });
const sliced = (deps: Parameters<typeof sliceOf>[0]) =>
  sliceOf(deps)(engine.lastRun()?.run ?? '', performance.now() + 400_000);
const failingReading = (count: number) =>
  readingOf({
    counts: { read: count, poisoned: count },
    errors: [{ connector: REVIEWS, code: 'connector_failed', at: '2026-03-01T10:00:05Z' }],
  });

describe('a run over connectors of both kinds', () => {
  test('is read by one function, and then by the other, which ends it', async () => {
    await start();
    engine.state.answers.set('orders', readingOf({ counts: { delivered: 7 } }));
    engine.state.answers.set('reviews', readingOf({ outcome: 'more', counts: { delivered: 2 } }));
    expect(await sliced(builtIn())).toEqual({ more: false, waitSeconds: 0, custom: true });
    expect(engine.state.read).toEqual(['orders']);
    expect(engine.lastRun()).toMatchObject({ status: 'running', done: ['orders'] });
    expect(await sliced(custom())).toMatchObject({ more: true });
    engine.state.answers.set('reviews', readingOf({ counts: { delivered: 1 } }));
    expect(await sliced(custom())).toEqual({ more: false, waitSeconds: 0, custom: false });
    expect(engine.lastRun()).toMatchObject({
      status: 'completed',
      done: ['orders', 'reviews'],
      counts: { delivered: 10 },
    });
  });

  test('is held at its end by what either of them holds', async () => {
    await start();
    engine.state.answers.set('orders', readingOf({ outcome: 'held', held: 120 }));
    await sliced(builtIn());
    await sliced(custom());
    expect(engine.lastRun()).toMatchObject({ status: 'held', held: { orders: 120 } });
  });

  test('goes on with the built-in ones while the store is down, and stops when asked to', async () => {
    const run = await start();
    engine.state.answers.set('orders', new Refusal('store_unreachable'));
    expect(await sliced(builtIn())).toEqual({ more: true, waitSeconds: 30, custom: false });
    engine.state.runs.set(run.run, { ...run, stopRequestedAt: '2026-03-01T10:00:00Z' });
    expect(await sliced(builtIn())).toMatchObject({ more: false, custom: false });
    expect(engine.lastRun()).toMatchObject({ status: 'stopped' });
  });

  test('ends with what the built-in ones did where the code of the others never returns', async () => {
    await start();
    await sliced(builtIn());
    expect(await cutOffCustom(builtIn())(engine.lastRun()?.run ?? '')).toMatchObject({ more: false, custom: false });
    expect(engine.lastRun()).toMatchObject({
      status: 'completed_with_errors',
      errors: [{ connector: 'reviews', code: 'connector_failed' }],
    });
    expect(engine.channel()).toMatchObject({ failures: 0, problems: { reviews: { code: 'connector_failed' } } });
  });
});

describe("a run over the vendor's connectors alone", () => {
  test('calls no store before it is with the function that has their code', async () => {
    await start([REVIEWS]);
    expect(await sliced(builtIn())).toMatchObject({ custom: true });
    expect(engine.state.sessions).toBe(0);
    await sliced(custom());
    expect(engine.lastRun()).toMatchObject({ status: 'completed', done: ['reviews'] });
  });

  test('does not wait for what the built-in ones have found of the store', async () => {
    engine.change({ failures: 3, notBefore: '2026-03-01T11:00:00Z' });
    await start([REVIEWS]);
    expect(await sliced(builtIn())).toMatchObject({ custom: true });
    await sliced(custom());
    expect(engine.lastRun()).toMatchObject({ status: 'completed' });
  });

  test('has failed where their code never returns', async () => {
    await start([REVIEWS]);
    await cutOffCustom(builtIn())(engine.lastRun()?.run ?? '');
    expect(engine.lastRun()).toMatchObject({ status: 'failed', reason: 'connector_failed' });
  });

  test('over a connector that the settings name no longer ends', async () => {
    await start([REVIEWS]);
    expect(await sliced({ ...builtIn(), elsewhere: [] })).toMatchObject({ more: false, custom: false });
    expect(engine.lastRun()?.endedAt).toBeDefined();
  });
});

describe("a look with the vendor's connectors", () => {
  const look = (received = 1) => lookAtChannel(custom())(engine.message(), received);

  test('that is cut off again and again shows them as failing, and takes nothing from the others', async () => {
    await look(3);
    expect(engine.state.read).toEqual([]);
    expect(engine.channel()).toMatchObject({ failures: 0, problems: { reviews: { code: 'connector_failed' } } });
    await lookAtChannel(builtIn())(engine.message(), 1);
    expect(engine.state.read).toEqual(['orders']);
    engine.state.answers.set('reviews', readingOf({ counts: { delivered: 1 } }));
    await look();
    expect(engine.channel().problems).toEqual({});
  });

  test('that fails for itself does not have the store left alone', async () => {
    engine.state.answers.set('reviews', new Refusal('connector_failed'));
    await look();
    expect(engine.channel()).toMatchObject({ failures: 0, problems: { reviews: { code: 'connector_failed' } } });
    expect(engine.channel().notBefore).toBeUndefined();
  });

  test('whose processor fails for every record shows it as failing until one comes through', async () => {
    engine.state.answers.set('reviews', failingReading(4));
    await look();
    expect(engine.channel().problems).toMatchObject({ reviews: { code: 'connector_failed' } });
    engine.state.answers.set('reviews', readingOf());
    await look();
    expect(engine.channel().problems).toMatchObject({ reviews: { code: 'connector_failed' } });
    engine.state.answers.set('reviews', readingOf({ counts: { delivered: 1 } }));
    await look();
    expect(engine.channel().problems).toEqual({});
  });

  test('that goes well takes nothing from what built-in ones have found of the store, and the other way round', async () => {
    engine.state.answers.set('orders', new Refusal('store_unreachable'));
    for (let window = 0; window < 3; window += 1) {
      await lookAtChannel(builtIn())(engine.message(), 1);
      await look();
    }
    expect(engine.channel()).toMatchObject({ failures: 3, problems: { orders: { code: 'store_unreachable' } } });
    expect(engine.channel().notBefore).toBeDefined();
    engine.state.read = [];
    await look();
    await lookAtChannel(builtIn())(engine.message(), 1);
    expect(engine.state.read).toEqual(['reviews']);
  });

  test('that the store asked to come back later is waited for by built-in ones, too', async () => {
    engine.state.answers.set('reviews', new Refusal('store_busy', { retryAfter: 600 }));
    await look();
    await lookAtChannel(builtIn())(engine.message(), 1);
    expect(engine.state.read).toEqual(['reviews']);
    expect(engine.channel()).toMatchObject({ failures: 0, customFailures: 1, notBefore: '2026-03-01T10:10:05.000Z' });
  });
});
