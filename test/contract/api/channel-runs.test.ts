import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createChannel } from '../../../functions/api/channels/create-channel.ts';
import { pauseChannel } from '../../../functions/api/channels/pause-channel.ts';
import { listRuns, showRun, stopRun } from '../../../functions/api/channels/runs.ts';
import { confirmRun, syncChannel } from '../../../functions/api/channels/sync-channel.ts';
import { startRun } from '../../../functions/channels/runs/start-run.ts';
import { parseChannelId, parseConnectorName, parseRunId } from '../../../functions/domain/sync/channel-ids.ts';
import { type ApiSetup, type Asked, ask, openApiSetup } from './api-setup.ts';

const ORDERS = parseConnectorName('orders');
let setup: ApiSetup;
let id: string;
let first: string;
beforeEach(async () => {
  setup = await openApiSetup();
  const body = { type: 'magento2', connectors: { orders: {}, stock: {} } };
  const { json } = await ask(createChannel(setup.deps), { id: await setup.connect(), body });
  id = json.id;
  first = json.run;
  setup.log.mockClear();
});
afterEach(() => setup.close());

const end = (run: string) => setup.deps.runs.end(parseRunId(run), { status: 'completed' }, '2026-11-22T12:00:00.000Z');
const sync = (body?: unknown, more: Asked = {}) => ask(syncChannel(setup.deps), { id, body, ...more });
const show = (run: string, more: Asked = {}) => ask(showRun(setup.deps), { id: run, ...more });
const stop = (run: string, more: Asked = {}) => ask(stopRun(setup.deps), { id: run, ...more });
const confirm = (run: string, more: Asked = {}) => ask(confirmRun(setup.deps), { id: run, ...more });
const held = async () => {
  await setup.deps.runs.hold(parseRunId(first), { [ORDERS]: 60 });
  return first;
};

describe('a run', () => {
  test('is started once however often it is asked for, over what is on', async () => {
    await end(first);
    const { status, json } = await sync();
    expect([status, json.status, json.trigger, json.task, json.channel]).toEqual([202, 'queued', 'api', 'look', id]);
    expect(json.connectors.toSorted()).toEqual(['orders', 'stock']);
    expect((await sync()).json.id).toBe(json.id);
    expect((await sync({ connectors: ['orders'] })).json.id).toBe(json.id);
    expect(setup.log).toHaveBeenCalledWith('run_requested', expect.objectContaining({ run: json.id, task: 'look' }));
  });

  test('of another kind waits until the one under way has ended', async () => {
    const busy = { status: 409, json: { code: 'channel_busy', run: first } };
    expect(await sync({ full: 'redeliver' })).toMatchObject(busy);
    await end(first);
    const { json } = await sync({ connectors: ['orders'], full: 'redeliver' });
    expect([json.task, json.connectors]).toEqual(['redeliver', ['orders']]);
    expect(await sync({ connectors: ['stock'], full: 'redeliver' })).toMatchObject({ json: { code: 'channel_busy' } });
  });

  test('begins in quiet hours, too, in place of one that waits for them to end', async () => {
    const settings = { quietHours: { from: '11:00', to: '13:00', timeZone: 'UTC' } };
    const body = { type: 'magento2', connectors: { orders: {}, stock: {} }, settings };
    const quiet = await ask(createChannel(setup.deps), { id: await setup.connect(), body });
    const channel = quiet.json.id;
    await end(quiet.json.run);
    const found = await setup.deps.channels.find(channel);
    if (found === undefined) throw new Error('no channel');
    const waiting = await startRun(setup.deps, found, { task: 'look', trigger: 'connected' });
    expect((await show(waiting.run)).json).toMatchObject({ status: 'queued', waitsUntil: '2026-11-22T13:00:00.000Z' });
    const asked = { id: channel, body: { connectors: ['orders'] } };
    const { json } = await ask(syncChannel(setup.deps), asked);
    expect(json).toMatchObject({ trigger: 'api', status: 'queued', connectors: ['orders'] });
    expect(json).not.toHaveProperty('waitsUntil');
    expect((await show(waiting.run)).json).toMatchObject({ status: 'stopped' });
    expect(setup.started).toContain(json.id);
    expect((await ask(syncChannel(setup.deps), asked)).json.id).toBe(json.id);
  });

  test('of a store that asked to be left alone says until when it waits', async () => {
    await end(first);
    const notBefore = '2026-11-22T12:30:00.000Z';
    const channel = await setup.deps.channels.find(parseChannelId(id));
    if (channel === undefined) throw new Error('no channel');
    const health = { before: { failures: 0, notBefore: undefined }, after: { failures: 4, notBefore } };
    await setup.deps.channels.recordLook(channel, { custom: false, health });
    expect((await sync()).json).toMatchObject({ status: 'queued', waitsUntil: notBefore });
  });

  test('is not started of a channel that is paused, nor over nothing', async () => {
    await end(first);
    const body = { type: 'magento2', connectors: {} };
    const idle = (await ask(createChannel(setup.deps), { id: await setup.connect(), body })).json.id;
    const nothing = await ask(syncChannel(setup.deps), { id: idle });
    expect([nothing.status, nothing.json.problems]).toEqual([
      400,
      ['connectors: none of the channel is on; name one, or switch one on'],
    ]);
    await ask(pauseChannel(setup.deps), { id });
    expect(await sync()).toMatchObject({ status: 409, json: { code: 'channel_unavailable' } });
    expect(setup.started).toEqual([first]);
  });

  test.each<[unknown, number, string]>([
    [{ connectors: ['weather'] }, 404, 'connector_unknown'],
    [{ connectors: ['Weather!'] }, 400, 'request_malformed'],
    [{ connectors: [] }, 400, 'request_malformed'],
    [{ full: 'everything' }, 400, 'request_malformed'],
    [{ force: true }, 400, 'request_malformed'],
  ])('%j is refused', async (body, status, code) => {
    await end(first);
    expect(await sync(body)).toMatchObject({ status, json: { code } });
    expect(setup.started).toEqual([first]);
  });

  test('shows what went wrong, and what to do, by ids alone', async () => {
    const error = { connector: ORDERS, code: 'record_unreadable', id: '17', at: '2026-11-22T12:00:00.000Z' } as const;
    const counts = { read: 2, delivered: 1, unchanged: 0, deleted: 0, late: 0, poisoned: 1, calls: 1 };
    await setup.deps.runs.start(parseRunId(first), '2026-11-22T12:00:00.000Z');
    await setup.deps.runs.progress(parseRunId(first), counts, [error]);
    expect((await show(first)).json).toMatchObject({
      status: 'running',
      counts,
      errors: [{ connector: 'orders', code: 'record_unreadable', record: '17', advice: expect.any(String) }],
    });
  });

  test('stops once, and is not stopped after its end', async () => {
    const { json } = await stop(first);
    expect(json.stopRequestedAt).toBe('2026-11-22T12:00:00.000Z');
    setup.setup.time = new Date('2026-11-22T12:01:00.000Z');
    expect((await stop(first)).json.stopRequestedAt).toBe('2026-11-22T12:00:00.000Z');
    await end(first);
    const second = (await sync()).json.id;
    await end(second);
    expect(await stop(second)).toMatchObject({ status: 409, json: { code: 'run_ended' } });
  });
});

describe('a held run', () => {
  test('is confirmed once: its deletions are made by a run of their own', async () => {
    const run = await held();
    expect((await show(run)).json).toMatchObject({ status: 'held', held: { orders: 60 } });
    const { status, json } = await confirm(run);
    expect([status, json.task, json.connectors]).toEqual([202, 'confirmed', ['orders']]);
    expect((await show(run)).json.status).toBe('completed');
    expect(await confirm(run)).toMatchObject({ status: 409, json: { code: 'run_not_held' } });
    expect(setup.started).toEqual([run, json.id]);
    // Whatever goes missing later is not confirmed with it.
    expect(await setup.deps.runs.find(parseRunId(json.id))).toMatchObject({ confirms: { orders: 60 } });
  });

  test('that is confirmed by a function that is cut off is confirmed again, by the same run', async () => {
    const run = await held();
    const runs = {
      ...setup.deps.runs,
      end: async () => {
        throw new Error('cut off');
      },
    };
    await expect(ask(confirmRun({ ...setup.deps, runs }), { id: run })).rejects.toThrow('cut off');
    const begun = setup.started[1];
    expect((await confirm(run)).json.id).toBe(begun);
    expect((await show(run)).json.status).toBe('completed');
  });

  test('stays held while another run is under way, and ends without deletions when it is stopped', async () => {
    const run = await held();
    const other = (await sync()).json.id;
    expect(await confirm(run)).toMatchObject({ status: 409, json: { code: 'channel_busy', run: other } });
    expect((await stop(run)).json).toMatchObject({ status: 'stopped' });
    await end(other);
    expect(await confirm(run)).toMatchObject({ status: 409, json: { code: 'run_not_held' } });
  });
});

describe('the runs of a channel', () => {
  test('are listed newest first, page by page, by a cursor of that channel alone', async () => {
    const all = [first];
    for (let minute = 1; minute <= 3; minute += 1) {
      await end(all.at(-1) ?? '');
      setup.setup.time = new Date(Date.parse('2026-11-22T12:00:00.000Z') + minute * 60_000);
      all.push((await sync()).json.id);
    }
    const page = (query: Record<string, string>, of = id) => ask(listRuns(setup.deps), { id: of, query });
    const { json } = await page({ limit: '3' });
    const rest = await page({ limit: '3', cursor: json.next });
    const shown = [...json.items, ...rest.json.items].map(({ id: run }: { id: string }) => run);
    expect(shown).toEqual(all.toReversed());
    const other = await ask(createChannel(setup.deps), { id: await setup.connect(), body: { type: 'magento2' } });
    expect(await page({ cursor: json.next }, other.json.id)).toMatchObject({ json: { code: 'cursor_invalid' } });
  });
});

test('who may see another product finds none of it, and starts, stops and confirms nothing', async () => {
  const run = await held();
  const more = { client: 'erp-only' };
  const unknown = { status: 404, json: { code: 'run_unknown' } };
  expect(await show(run, more)).toMatchObject(unknown);
  expect(await stop(run, more)).toMatchObject(unknown);
  expect(await confirm(run, more)).toMatchObject(unknown);
  const missing = { status: 404, json: { code: 'channel_unknown' } };
  expect(await sync(undefined, more)).toMatchObject(missing);
  expect(await ask(listRuns(setup.deps), { id, ...more })).toMatchObject(missing);
  expect((await show(run)).json.status).toBe('held');
  expect(setup.started).toEqual([run]);
});

describe('a run that nothing works on any more', () => {
  const lose = async () => {
    await setup.deps.runs.start(parseRunId(first), setup.setup.time.toISOString());
    setup.setup.time = new Date(setup.setup.time.getTime() + 10 * 60_000);
    setup.setup.execution = 'over';
  };

  test('ends at once when it is stopped', async () => {
    await lose();
    expect(await stop(first)).toMatchObject({ status: 200, json: { status: 'stopped' } });
    expect(await show(first)).toMatchObject({ json: { status: 'stopped' } });
    expect(setup.log).toHaveBeenCalledWith('run_ended', expect.objectContaining({ run: first, status: 'stopped' }));
  });

  test('keeps no other from being started, and says why it has ended', async () => {
    await lose();
    const { status, json } = await sync({ full: 'compare' });
    expect([status, json.task, json.status]).toEqual([202, 'compare', 'queued']);
    expect(await show(first)).toMatchObject({ json: { status: 'failed', reason: 'run_interrupted' } });
    expect(setup.started).toEqual([first, json.id]);
  });
});
