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
import type { LogEntry, NewLine } from '../../../functions/domain/sync/change-log.ts';
import { newChannelId, newRunId, parseConnectorName } from '../../../functions/domain/sync/channel-ids.ts';
import type { RunCounts } from '../../../functions/domain/sync/run.ts';
import { InMemoryLog } from '../../unit/sync/world/in-memory-log.ts';

const PRODUCTS = parseConnectorName('products');
const KEYS = { consumerKey: 'c'.repeat(32), consumerSecret: 's'.repeat(32), token: 't', tokenSecret: 'u' };
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

/** A first import of 100,000 products: what reading, hashing, checking, packing and storing them takes, by the code of the functions. */
export async function firstImport(url: string): Promise<{ recordsPerSecond: number; counts: RunCounts }> {
  const connector = findConnector(channelType('magento2').connectors, PRODUCTS);
  if (connector === undefined) throw new Error('There is no connector for products.');
  await using folder = await mkdtempDisposable(join(tmpdir(), 'handfast-import-'));
  const store = openMagentoSession(
    { allowLoopbackStores: true, allowedPorts: [] },
    {
      ...{ store: parseStoreUrl(`${url}/`), keys: KEYS, generations: ['2.4.6'], storeView: 'all' },
      deadlineMs: performance.now() + 120_000,
    },
  );
  const begun = performance.now();
  try {
    const { counts } = await readStream(
      { log: new FolderLog(folder.path), store, now: () => new Date() },
      {
        stream: { channel: newChannelId(), connector: PRODUCTS },
        ...{ connector, settings: SETTINGS, run: newRunId(), task: 'look', mustStop: () => false },
      },
    );
    return { recordsPerSecond: Math.round((counts.delivered / (performance.now() - begun)) * 1_000), counts };
  } finally {
    store.close();
  }
}
