import { afterAll, beforeAll, expect, test } from 'vitest';
import { openRecordLog } from '../../../functions/adapters/dynamodb/channels/log/record-log.ts';
import { changeChannel } from '../../../functions/api/channels/change-channel.ts';
import { cancelBatch, listBatches, showBatch } from '../../../functions/api/channels/changes/batches.ts';
import { sendChanges } from '../../../functions/api/channels/changes/send-changes.ts';
import { createChannel } from '../../../functions/api/channels/create-channel.ts';
import { deleteChannel } from '../../../functions/api/channels/delete-channel.ts';
import { listChannels, listChannelsOfConnection } from '../../../functions/api/channels/list-channels.ts';
import { pauseChannel, resumeChannel } from '../../../functions/api/channels/pause-channel.ts';
import { readRecords } from '../../../functions/api/channels/records/read-records.ts';
import { listRuns, showRun, stopRun } from '../../../functions/api/channels/runs.ts';
import { showChannel } from '../../../functions/api/channels/show-channel.ts';
import { confirmRun, syncChannel } from '../../../functions/api/channels/sync-channel.ts';
import { parseRunId } from '../../../functions/domain/sync/channel-ids.ts';
import { type ApiSetup, type Asked, ask, openApiSetup } from '../../contract/api/api-setup.ts';
import { memoryObjects } from '../../contract/dynamodb/channels/memory-objects.ts';
import { tries } from '../harness/attack-count.ts';

const SOME = { type: 'magento2', connectors: { orders: {} } };
const CHANGES = {
  query: { connector: 'stock' },
  contentType: 'application/x-ndjson',
  raw: '{"change":{"sku":"24-MB001","quantity":0}}\n',
} as const;
/** Bound to another product than the channel's; and a token that is. */
const STRANGERS: readonly Asked[] = [{ client: 'erp-only' }, { products: [] }];

let setup: ApiSetup;
let channel: string;
let run: string;
let batch: string;
beforeAll(async () => {
  setup = await openApiSetup();
  const made = await ask(createChannel(setup.deps), { id: await setup.connect(), body: SOME });
  channel = made.json.id;
  run = made.json.run;
  batch = (await ask(sendChanges(setup.deps), { id: channel, ...CHANGES })).json.id;
});
afterAll(() => setup.close());

function routes() {
  const { deps, table } = setup;
  const options = { retentionDays: 30, now: deps.now };
  const recordLog = openRecordLog(table, memoryObjects(), options);
  return {
    ofChannel: {
      show: [showChannel(deps), {}],
      change: [changeChannel(deps), { body: { revision: 1, label: 'x' } }],
      pause: [pauseChannel(deps), {}],
      resume: [resumeChannel(deps), {}],
      sync: [syncChannel(deps), { body: { full: 'redeliver' } }],
      runs: [listRuns(deps), {}],
      records: [readRecords({ ...deps, recordLog }), { query: { connector: 'orders' } }],
      send: [sendChanges(deps), CHANGES],
      batches: [listBatches(deps), {}],
      batch: [showBatch(deps), { batch }],
      cancel: [cancelBatch(deps), { batch }],
      delete: [deleteChannel(deps), {}],
    },
    ofRun: {
      show: [showRun(deps), {}],
      stop: [stopRun(deps), {}],
      confirm: [confirmRun(deps), {}],
    },
  } as const;
}

test('a channel and a run of another product are not there, by any route, in the same words', async (context) => {
  const { ofChannel, ofRun } = routes();
  const asking = [
    ...Object.values(ofChannel).map((route) => [...route, channel, `chn_${'0'.repeat(32)}`] as const),
    ...Object.values(ofRun).map((route) => [...route, run, `run_${'0'.repeat(32)}`] as const),
  ];
  tries(context, { attacks: asking.length * STRANGERS.length, honest: 2 });
  const before = await ask(showChannel(setup.deps), { id: channel });
  for (const stranger of STRANGERS) {
    for (const [handle, asked, theirs, nobodys] of asking) {
      const found = await ask(handle, { ...asked, ...stranger, id: theirs });
      expect([found.status, found.text]).toEqual([404, (await ask(handle, { ...asked, id: nobodys })).text]);
    }
  }
  expect((await ask(showChannel(setup.deps), { id: channel })).text).toBe(before.text);
  expect(await setup.deps.channels.deleted()).toEqual([]);
  expect((await setup.deps.runs.find(parseRunId(run)))?.stopRequestedAt).toBeUndefined();
});

test('nobody makes or lists channels on a connection of another product', async (context) => {
  tries(context, { attacks: STRANGERS.length * 3 });
  const id = await setup.connect();
  const started = [...setup.started];
  for (const stranger of STRANGERS) {
    expect(await ask(createChannel(setup.deps), { ...stranger, id, body: SOME })).toMatchObject({ status: 404 });
    expect(await ask(listChannelsOfConnection(setup.deps), { ...stranger, id })).toMatchObject({ status: 404 });
    expect((await ask(listChannels(setup.deps), stranger)).json.items).toEqual([]);
  }
  expect(setup.started).toEqual(started);
  expect((await ask(listChannelsOfConnection(setup.deps), { id })).json.items).toHaveLength(1);
});

test('a hundred channels asked for at once are as many as a connection may have', async (context) => {
  tries(context, { attacks: 100 });
  const id = await setup.connect('mass.example');
  const body = { ...SOME, connectors: {} };
  const asking = Array.from({ length: 100 }, () => ask(createChannel(setup.deps), { id, body }));
  const statuses = (await Promise.all(asking)).map(({ status }) => status);
  expect([201, 409].map((status) => statuses.filter((one) => one === status).length)).toEqual([20, 80]);
  expect((await ask(listChannelsOfConnection(setup.deps), { id })).json.items).toHaveLength(20);
});

test('a held run is confirmed once, whoever asks how often', async (context) => {
  tries(context, { attacks: 9, honest: 1 });
  const { deps } = setup;
  await deps.runs.start(parseRunId(run), setup.setup.time.toISOString());
  await deps.runs.hold(parseRunId(run), { orders: 60 } as never);
  const confirm = () => ask(confirmRun(deps), { id: run });
  const answers = await Promise.all(Array.from({ length: 10 }, confirm));
  const made = answers.filter(({ status }) => status === 202).map(({ json }) => json.id);
  expect(new Set(made).size).toBe(1);
  expect(await confirm()).toMatchObject({ status: 409, json: { code: 'run_not_held' } });
  const { items } = await deps.runs.list((await deps.runs.find(parseRunId(run)))?.channel as never, { limit: 50 });
  expect(items.filter(({ task }) => task === 'confirmed')).toHaveLength(1);
});
