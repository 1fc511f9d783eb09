import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { cancelBatch, listBatches, showBatch } from '../../../functions/api/channels/changes/batches.ts';
import { sendChanges } from '../../../functions/api/channels/changes/send-changes.ts';
import { createChannel } from '../../../functions/api/channels/create-channel.ts';
import { pauseChannel, resumeChannel } from '../../../functions/api/channels/pause-channel.ts';
import { disconnect } from '../../../functions/api/connections/disconnect-connection.ts';
import type { ChangeResult } from '../../../functions/domain/sync/changes/change.ts';
import { parseBatchId } from '../../../functions/domain/sync/changes/change-ids.ts';
import { type ApiSetup, type Asked, ask, openApiSetup } from './api-setup.ts';

const STOCK = '{"id":"a","change":{"sku":"24-MB01","source":"default","quantity":5}}\n';
const NDJSON = 'application/x-ndjson';

let setup: ApiSetup;
let channel: string;
let connection: string;
beforeEach(async () => {
  setup = await openApiSetup();
  connection = await setup.connect();
  channel = (await ask(createChannel(setup.deps), { id: connection, body: { type: 'magento2' } })).json.id;
});
afterEach(() => setup.close());

const send = (raw: Asked['raw'] = STOCK, more: Asked = {}) =>
  ask(sendChanges(setup.deps), { id: channel, query: { connector: 'stock' }, contentType: NDJSON, ...more, raw });
const show = (batch: string, more: Asked = {}) => ask(showBatch(setup.deps), { id: channel, batch, ...more });
const cancel = (batch: string, more: Asked = {}) => ask(cancelBatch(setup.deps), { id: channel, batch, ...more });
const list = (query: Asked['query'] = {}) => ask(listBatches(setup.deps), { id: channel, query });

describe('sending changes', () => {
  test('answers 202 with the batch, and begins to write it at once', async () => {
    const { status, json } = await send();
    expect(status).toBe(202);
    expect(json).toMatchObject({
      channel,
      connector: 'stock',
      n: 1,
      status: 'accepted',
      lines: 1,
      createdBy: 'backend',
    });
    expect(setup.writings).toEqual([expect.stringMatching(`^${channel}-[0-9a-f]{16}$`)]);
    const facts = { product: 'demo', connection, channel, batch: json.id, client: 'backend', lines: 1 };
    expect(setup.log).toHaveBeenLastCalledWith('changes_accepted', facts);
  });

  test('takes lines that end as Windows ends them, the last without an end, and blank ones between', async () => {
    const { json } = await send('\uFEFF{"change":{"sku":"1"}}\r\n\r\n{"base":"7c9be1f0a2d84e35","change":{}}');
    expect(json.lines).toBe(2);
    const found = await setup.deps.batches.find(parseBatchId(json.id));
    expect(found && (await setup.deps.changeBatches.lines(found))).toEqual([
      { line: 1, change: { sku: '1' } },
      { line: 3, base: '7c9be1f0a2d84e35', change: {} },
    ]);
  });

  test('takes a body that is packed', async () => {
    expect(await send(gzipSync(STOCK), { contentEncoding: 'gzip' })).toMatchObject({ status: 202, json: { lines: 1 } });
  });

  test('once with its key is once, however often it is sent, until something else comes with it', async () => {
    const once = await send(STOCK, { idempotencyKey: 'a-key' });
    const again = await send(STOCK, { idempotencyKey: 'a-key' });
    const packed = await send(gzipSync(STOCK), { idempotencyKey: 'a-key', contentEncoding: 'gzip' });
    expect([again.status, again.json.id, packed.json.id]).toEqual([202, once.json.id, once.json.id]);
    const other = await send(`${STOCK}${STOCK}`, { idempotencyKey: 'a-key' });
    expect(other).toMatchObject({ status: 422, json: { code: 'idempotency_key_reused' } });
    const connector = { connector: 'prices' };
    expect(await send(STOCK, { idempotencyKey: 'a-key', query: connector })).toMatchObject({ status: 422 });
    expect((await list()).json.items).toHaveLength(1);
    expect((await send(STOCK)).json.id).not.toBe((await send(STOCK)).json.id);
  });

  test.each(['', 'with a blank', 'ü', 'x'.repeat(256)])('refuses the key "%s"', async (idempotencyKey) => {
    expect(await send(STOCK, { idempotencyKey })).toMatchObject({
      status: 400,
      json: { code: 'idempotency_key_malformed' },
    });
  });

  test('is accepted all the same when the execution cannot be started', async () => {
    const start = vi.fn(() => Promise.reject(new Error('Step Functions is down')));
    const handler = sendChanges({ ...setup.deps, writeExecutions: { start } });
    const asked = { id: channel, query: { connector: 'stock' }, contentType: NDJSON, raw: STOCK };
    expect((await ask(handler, asked)).status).toBe(202);
    expect((await list()).json.items).toHaveLength(1);
  });

  test('of a paused channel waits until it is resumed', async () => {
    await ask(pauseChannel(setup.deps), { id: channel });
    expect((await send()).status).toBe(202);
    expect(setup.writings).toEqual([]);
    await ask(resumeChannel(setup.deps), { id: channel });
    expect(setup.writings).toHaveLength(1);
  });

  test('to a store that was disconnected is refused', async () => {
    await ask(disconnect(setup.deps), { id: connection });
    expect(await send()).toMatchObject({ status: 409, json: { code: 'connection_disconnected' } });
    expect(setup.objects.objects.size).toBe(0);
  });

  test.each<[string, number, string]>([
    ['weather', 404, 'connector_unknown'],
    ['../stock', 404, 'connector_unknown'],
    ['orders', 422, 'connector_not_written'],
    ['', 400, 'request_malformed'],
  ])('refuses the connector "%s" with %i', async (connector, status, code) => {
    expect(await send(STOCK, { query: { connector } })).toMatchObject({ status, json: { code } });
  });

  test('is refused to whoever does not see the channel, as is everything about its batches', async () => {
    const batch = (await send()).json.id;
    const stranger = { client: 'erp-only' };
    for (const answered of [
      await send(STOCK, stranger),
      await show(batch, stranger),
      await cancel(batch, stranger),
      await ask(listBatches(setup.deps), { id: channel, ...stranger }),
    ]) {
      expect(answered).toMatchObject({ status: 404, json: { code: 'channel_unknown' } });
    }
  });
});

describe('a body that is no changes', () => {
  test('is refused as a whole, naming its first bad lines and never what is in them', async () => {
    const lines = [
      '{"change":{"sku":"1"}}',
      'no JSON, but a secret',
      '[{"change":{}}]',
      '{"change":"secret"}',
      '{"change":{},"secret":1}',
      '{"id":17,"change":{}}',
      '{"base":"","change":{}}',
      `{"change":{"sku":"${'x'.repeat(256 * 1024)}"}}`,
      `{"change":{"deep":${'['.repeat(40)}${']'.repeat(40)}}}`,
      '{"id":"a\\u0000b","change":{}}',
    ];
    const { status, json, text } = await send(lines.join('\n'));
    expect([status, json.code]).toEqual([400, 'changes_malformed']);
    expect(json.problems.map((one: string) => one.split(':')[0])).toEqual(
      [2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => `line ${n}`),
    );
    expect(text).not.toContain('secret');
    expect((await list()).json.items).toEqual([]);
    expect(setup.objects.objects.size).toBe(0);
  });

  test.each<[string, Asked['raw'], Asked, number, string]>([
    ['is empty', '', {}, 400, 'changes_malformed'],
    ['has only blank lines', '\n \n', {}, 400, 'changes_malformed'],
    ['is not UTF-8', new Uint8Array([0xff, 0xfe]), {}, 400, 'changes_malformed'],
    ['has more than 5,000 lines', '{"change":{}}\n'.repeat(5_001), {}, 413, 'changes_too_large'],
    ['has more than 4 MiB', ' '.repeat(4 * 1024 * 1024 + 1), {}, 413, 'changes_too_large'],
    ['is four million line ends', '\n'.repeat(4 * 1024 * 1024), {}, 400, 'changes_malformed'],
    ['is JSON', STOCK, { contentType: 'application/json' }, 415, 'ndjson_expected'],
    ['is packed otherwise', STOCK, { contentEncoding: 'br' }, 415, 'ndjson_expected'],
    ['is no gzip, though it says so', STOCK, { contentEncoding: 'gzip' }, 400, 'changes_malformed'],
    ['is cut off', gzipSync(STOCK).subarray(0, 30), { contentEncoding: 'gzip' }, 400, 'changes_malformed'],
    ['is a bomb', gzipSync(Buffer.alloc(64 * 1024 * 1024)), { contentEncoding: 'gzip' }, 413, 'changes_too_large'],
  ])('that %s is refused', async (_, raw, more, status, code) => {
    expect(await send(raw, more)).toMatchObject({ status, json: { code } });
  });

  test('of 5,000 lines and just 4 MiB is accepted', async () => {
    const line = `{"change":{"sku":"${'x'.repeat(780)}"}}\n`;
    expect(await send(line.repeat(5_000))).toMatchObject({ status: 202, json: { lines: 5_000 } });
  });
});

describe('a batch', () => {
  test('shows its results by line, page by page, and those of one status', async () => {
    const { json } = await send(STOCK.repeat(5));
    const found = await setup.deps.batches.find(parseBatchId(json.id));
    const at = '2026-11-22T12:00:01.000Z';
    const results: ChangeResult[] = [5, 4, 3, 2, 1].map((line) => ({ line, status: 'done', version: 'v1', at }));
    results[1] = { line: 4, id: 'a', status: 'failed', code: 'change_refused', message: 'No such source.', at };
    if (found) await setup.deps.changeBatches.commit(found, { status: 'finished', results, state: {} });
    const page = await show(json.id, { query: { limit: '3' } });
    expect(page.json).toMatchObject({ status: 'finished', counts: { done: 4, failed: 1 } });
    expect(page.json.results.map(({ line }: ChangeResult) => line)).toEqual([1, 2, 3]);
    const rest = await show(json.id, { query: { limit: '3', cursor: page.json.next } });
    expect(rest.json.results.map(({ line }: ChangeResult) => line)).toEqual([4, 5]);
    expect(rest.json).not.toHaveProperty('next');
    const failed = await show(json.id, { query: { status: 'failed' } });
    expect(failed.json.results).toEqual([
      {
        line: 4,
        id: 'a',
        status: 'failed',
        code: 'change_refused',
        advice: expect.any(String),
        message: 'No such source.',
        at,
      },
    ]);
    const other = await show(json.id, { query: { status: 'done', cursor: page.json.next } });
    expect(other).toMatchObject({ status: 400, json: { code: 'cursor_invalid' } });
  });

  test('is found below its own channel alone', async () => {
    const { json } = await send();
    const other = (await ask(createChannel(setup.deps), { id: connection, body: { type: 'magento2' } })).json.id;
    for (const [id, batch] of [
      [other, json.id],
      [channel, `bat_${'0'.repeat(32)}`],
      [channel, '../../x'],
    ]) {
      expect(await show(batch, { id })).toMatchObject({ status: 404, json: { code: 'batch_unknown' } });
      expect(await cancel(batch, { id })).toMatchObject({ status: 404, json: { code: 'batch_unknown' } });
    }
  });

  test('is cancelled, even where its channel is paused', async () => {
    await ask(pauseChannel(setup.deps), { id: channel });
    const { json } = await send();
    expect(await cancel(json.id)).toMatchObject({ json: { cancelRequestedAt: '2026-11-22T12:00:00.000Z' } });
    expect(setup.writings).toHaveLength(1);
    expect((await show(json.id)).json.cancelRequestedAt).toBe('2026-11-22T12:00:00.000Z');
  });

  test('is listed, newest first', async () => {
    for (let n = 0; n < 3; n += 1) await send();
    const { json } = await list({ limit: '2' });
    const rest = await list({ limit: '2', cursor: json.next });
    expect([...json.items, ...rest.json.items].map(({ n }: { n: number }) => n)).toEqual([3, 2, 1]);
  });
});
