import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openChangeLog } from '../../functions/adapters/dynamodb/channels/log/change-log.ts';
import { entryKey, streamItem, streamKey } from '../../functions/adapters/dynamodb/channels/log/stream-item.ts';
import { openTable, type Table } from '../../functions/adapters/dynamodb/table.ts';
import { openObjectStore } from '../../functions/adapters/s3/object-store.ts';
import { readStream } from '../../functions/channels/reading/read-stream.ts';
import type { ChangeLine, ChangeLog, StreamName } from '../../functions/domain/sync/change-log.ts';
import { newChannelId, newRunId } from '../../functions/domain/sync/channel-ids.ts';
import { bundleEntry } from '../../infra/functions/bundles.ts';
import { createCredentials } from '../../infra/local/aws/credentials.ts';
import { openTables } from '../../infra/local/aws/dynamodb/tables.ts';
import { serveS3 } from '../../infra/local/aws/s3/serve-s3.ts';
import { ORDERS } from '../unit/sync/world/reading-world.ts';
import { ChangingStore, readUntilKilled } from './kills/killed-reader.ts';
import { STEPS } from './kills/questions.ts';

/*
 * Processes that read a store into the real change log, on local mode's table and S3, and are killed with SIGKILL at
 * every step of a commit.
 */

/** `HANDFAST_KILLS=24 npx vitest run …` for a look that takes less long. */
const KILLS = Number(process.env['HANDFAST_KILLS'] ?? 200);
const SEED = 20_261_126;
const READER = fileURLToPath(new URL('./kills/reader-process.ts', import.meta.url));
/** Channels that are read side by side: the machine of the tests has two processors. */
const CHANNELS = 2;

const opened = new AsyncDisposableStack();
let env: NodeJS.ProcessEnv;
let program: string;
let table: Table;
beforeAll(async () => {
  const { path: folder } = opened.use(await mkdtempDisposable(join(tmpdir(), 'handfast-kills-')));
  const credentials = createCredentials();
  const tables = await openTables(credentials, join(folder, 'table'));
  opened.defer(() => tables.close());
  const s3 = await serveS3(join(folder, 'buckets'), ['records'], credentials);
  opened.defer(() => s3.close());
  const AttributeDefinitions = [{ AttributeName: 'pk', AttributeType: 'S' as const }];
  const KeySchema = [{ AttributeName: 'pk', KeyType: 'HASH' as const }];
  await tables.ensure([{ name: 'handfast', AttributeDefinitions, KeySchema, GlobalSecondaryIndexes: [] }]);
  const aws = {
    AWS_ENDPOINT_URL_DYNAMODB: tables.access.endpoint,
    AWS_ENDPOINT_URL_S3: s3.url,
    AWS_REGION: tables.access.region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
  for (const [name, value] of Object.entries(aws)) vi.stubEnv(name, value);
  // As a function is: without this, each of the processes would load hundreds of files, and compile them.
  program = join(bundleEntry(READER, join(folder, 'reader')), 'index.mjs');
  env = { ...process.env, ...aws, NODE_COMPILE_CACHE: join(folder, 'compiled') };
  table = openTable('handfast');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await opened.disposeAsync();
});

async function get(pk: string) {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: { pk }, ConsistentRead: true }),
  );
  return Item;
}

/** The head of a stream, and whether its entry and the one after it are there. */
async function headOf(stream: StreamName) {
  const item = await get(streamKey(stream));
  const head = item === undefined ? 0 : streamItem.parse(item).head;
  const isThere = async (n: number) => (await get(entryKey(stream, n))) !== undefined;
  return { head, hasEntry: head === 0 || (await isThere(head)), goesFarther: await isThere(head + 2) };
}

async function killedAgainAndAgain(seed: number, kills: number) {
  const world = new ChangingStore(seed);
  const stream = { channel: newChannelId(), connector: ORDERS.name };
  const killedAt = new Set<string>();
  for (let kill = 0; kill < kills; kill += 1) {
    const step = await readUntilKilled(program, world, stream.channel, STEPS[kill % STEPS.length] ?? 'entry', env);
    if (step !== undefined) killedAt.add(step);
    expect(await headOf(stream)).toMatchObject({ hasEntry: true, goesFarther: false });
  }
  return { world, stream, killedAt };
}

async function readQuietly({ store }: ChangingStore, log: ChangeLog, stream: StreamName): Promise<void> {
  const now = () => new Date(store.time * 1000);
  const settings = { storeView: 'all', pageSize: 100, callsAtOnce: 1 };
  for (const task of ['look', 'walk', 'look'] as const) {
    const order = { stream, connector: ORDERS, settings, run: newRunId(), task, mustStop: () => false };
    expect(await readStream({ log, store, now }, order)).toMatchObject({ outcome: 'finished' });
  }
}

/** What a consumer that reads every entry holds in the end. */
async function folded(log: ChangeLog, stream: StreamName, last: number) {
  const entries = await log.entries(stream, 1, last);
  const held = new Map<string, ChangeLine>();
  for (const entry of entries) {
    for await (const line of log.lines(entry)) {
      if (line.op === 'delete') held.delete(line.id);
      else held.set(line.id, line);
    }
  }
  return { numbers: entries.map(({ n }) => n), held };
}

const versionOf = (record: unknown) => Number(Reflect.get(Object(record), 'v'));

describe('a reader that is killed at every step of a commit', () => {
  test(`${KILLS} times leaves a log without gaps, and its fold equals the store`, { timeout: 600_000 }, async () => {
    const lanes = await Promise.all(
      Array.from({ length: CHANNELS }, (_, at) => killedAgainAndAgain(SEED + at, KILLS / CHANNELS)),
    );
    expect([...new Set(lanes.flatMap(({ killedAt }) => [...killedAt]))].toSorted()).toEqual([...STEPS].toSorted());
    for (const { world, stream } of lanes) {
      const { store } = world;
      const log = openChangeLog(table, openObjectStore('records'), {
        retentionDays: 30,
        now: () => new Date(store.time * 1000),
      });
      await readQuietly(world, log, stream);
      const { head, hasEntry } = await headOf(stream);
      expect(hasEntry).toBe(true);
      expect(await get(entryKey(stream, head + 1))).toBeUndefined();
      const { numbers, held } = await folded(log, stream, head);
      expect(numbers).toEqual(Array.from({ length: head }, (_, at) => at + 1));
      const inLog = [...held].map(([id, { record }]) => [id, versionOf(record)]).toSorted();
      expect(inLog).toEqual([...store.rows].map(([id, row]) => [String(id), versionOf(row)]).toSorted());
    }
  });
});
