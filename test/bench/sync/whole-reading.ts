import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import { changeLineText } from '../../../functions/adapters/dynamodb/channels/log/change-lines.ts';
import { openMagentoSession } from '../../../functions/adapters/magento/session/magento-session.ts';
import { gzipLines } from '../../../functions/adapters/s3/gzip-lines.ts';
import { channelType, findConnector } from '../../../functions/channels/channel-types.ts';
import { readStream } from '../../../functions/channels/reading/read-stream.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';
import type { ChangeLog, LogEntry, NewLine } from '../../../functions/domain/sync/change-log.ts';
import { newChannelId, newRunId, parseConnectorName } from '../../../functions/domain/sync/channel-ids.ts';
import type { RunCounts, Task } from '../../../functions/domain/sync/run.ts';
import { InMemoryLog } from '../../unit/sync/world/in-memory-log.ts';

const PRODUCTS = parseConnectorName('products');
const KEYS = { consumerKey: 'c'.repeat(32), consumerSecret: 's'.repeat(32), token: 't', tokenSecret: 'u' };
const CHANNEL = newChannelId();
const READING_MILLISECONDS = 900_000;
const SETTINGS = { storeView: 'all', pageSize: 300, callsAtOnce: 1 };

/** Objects as the bucket gets them, in a folder. Entries stay in memory: the table is not what is measured. */
class FolderLog extends InMemoryLog {
  readonly #folder: string;

  constructor(folder: string) {
    super();
    this.#folder = folder;
  }

  override async append(stream: unknown, entry: LogEntry, lines: readonly NewLine[]) {
    const packed = await gzipLines(lines.map(changeLineText));
    await writeFile(join(this.#folder, `${entry.n}-${randomUUID()}.ndjson.gz`), packed);
    return super.append(stream, entry, []);
  }
}

/** Lends a store whose answers are ready to `use`, and stops it. */
export async function atReadyStore<T>(use: (url: string) => Promise<T>): Promise<T> {
  const worker = new Worker(new URL('./ready-store.ts', import.meta.url));
  try {
    const [port] = await once(worker, 'message');
    return await use(`http://127.0.0.1:${port}`);
  } finally {
    await worker.terminate();
  }
}

/** A first import: what reading, hashing, checking, packing and storing products takes, by the code of the functions. */
export async function firstImport(url: string): Promise<{ recordsPerSecond: number; counts: RunCounts }> {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'handfast-import-'));
  const begun = performance.now();
  const { counts } = await read(url, new FolderLog(folder.path), 'look');
  return { recordsPerSecond: Math.round((counts.delivered / (performance.now() - begun)) * 1_000), counts };
}

/** Calls to the store that it takes to find that nothing was deleted. */
export async function callsForDeletions(url: string): Promise<number> {
  const log = new InMemoryLog();
  await read(url, log, 'look');
  const { requests, counts } = await read(url, log, 'counts');
  if (counts.deleted > 0) throw new Error('Nothing was deleted in the store.');
  return requests;
}

async function read(url: string, log: ChangeLog, task: Task): Promise<{ counts: RunCounts; requests: number }> {
  const connector = findConnector(channelType('magento2').connectors, PRODUCTS);
  if (connector === undefined) throw new Error('There is no connector for products.');
  const store = openMagentoSession(
    { allowLoopbackStores: true, allowedPorts: [] },
    {
      ...{ store: parseStoreUrl(`${url}/`), keys: KEYS, generations: ['2.4.6'], storeView: 'all' },
      deadlineMs: performance.now() + READING_MILLISECONDS,
    },
  );
  try {
    const { counts } = await readStream(
      { log, store, now: () => new Date() },
      {
        stream: { channel: CHANNEL, connector: PRODUCTS },
        ...{ connector, settings: SETTINGS, run: newRunId(), task, mustStop: () => false },
      },
    );
    return { counts, requests: store.calls };
  } finally {
    store.close();
  }
}
