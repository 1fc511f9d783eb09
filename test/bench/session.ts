import { hash } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { gzip } from 'node:zlib';
import { openMagentoSession } from '../../functions/adapters/magento/session/magento-session.ts';
import { authorizationHeader } from '../../functions/adapters/magento/signing/signature.ts';
import { parseStoreUrl } from '../../functions/domain/stores/store-url.ts';

const PAGE_SIZE = 300;
const KEYS = { consumerKey: 'c'.repeat(32), consumerSecret: 's'.repeat(32), token: 't', tokenSecret: 'u' };
const pack = promisify(gzip);

/** Records of a page, at most `PAGE_SIZE`, whose ids are greater. */
type Next = (id: number) => Promise<readonly unknown[]>;

/** Of 100,000 products at 300 a page, records a second: a bare loop, the session, and the session with lines written. */
export async function sessionRate(): Promise<Record<'bare' | 'session' | 'lines', number>> {
  const worker = new Worker(new URL('./sync/ready-store.ts', import.meta.url));
  const [port] = await once(worker, 'message');
  try {
    // Each is run once before it counts.
    await rate(bare(port), 20_000);
    await rate(session(port), 20_000);
    return {
      bare: await rate(bare(port)),
      session: await rate(session(port)),
      lines: await rate(session(port), Number.POSITIVE_INFINITY, linesOf),
    };
  } finally {
    await worker.terminate();
  }
}

async function rate(
  next: Next,
  most = Number.POSITIVE_INFINITY,
  work?: (page: readonly unknown[]) => Promise<unknown>,
) {
  const begun = performance.now();
  let records = 0;
  let packing: Promise<unknown> = Promise.resolve();
  for (let page = await next(0); page.length > 0 && records < most; page = await next(records)) {
    records += page.length;
    await packing;
    packing = work?.(page) ?? packing;
    if (page.length < PAGE_SIZE) break;
  }
  await packing;
  return Math.round((records / (performance.now() - begun)) * 1000);
}

/** One connection, signing and parsing: what any client has to do. */
function bare(port: number): Next {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  return async (id) => {
    const url = `http://127.0.0.1:${port}/rest/V1/products?${queryAfter(id)}`;
    const authorization = authorizationHeader({ ...KEYS, method: 'GET', url, generation: '2.4.6' });
    const body = await new Promise<string>((resolve, reject) => {
      const request = http.get(url, { agent, headers: { authorization } }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => resolve(Buffer.concat(chunks).toString()));
      });
      request.on('error', reject);
    });
    const value: { items: unknown[] } = JSON.parse(body);
    return value.items;
  };
}

function queryAfter(id: number): string {
  const filter = 'searchCriteria%5Bfilter_groups%5D%5B0%5D%5Bfilters%5D%5B0%5D';
  return (
    `${filter}%5Bfield%5D=entity_id&${filter}%5Bvalue%5D=${id}&${filter}%5Bcondition_type%5D=gt&` +
    `searchCriteria%5BpageSize%5D=${PAGE_SIZE}&searchCriteria%5BcurrentPage%5D=1`
  );
}

function session(port: number): Next {
  const opened = openMagentoSession(
    { allowLoopbackStores: true, allowedPorts: [] },
    {
      ...{ store: parseStoreUrl(`http://127.0.0.1:${port}/`), keys: KEYS, generations: ['2.4.6'], storeView: 'all' },
      deadlineMs: performance.now() + 120_000,
    },
  );
  return async (id) => {
    const { items } = await opened.list('V1/products', {
      filterGroups: [[{ field: 'entity_id', condition: 'gt', value: id }]],
      sortOrders: [{ field: 'entity_id', direction: 'ASC' }],
      ...{ pageSize: PAGE_SIZE, currentPage: 1 },
    });
    return items;
  };
}

/** Hash, line and gzip of each record. */
function linesOf(page: readonly unknown[]): Promise<unknown> {
  const lines = page.map((record) => {
    const text = JSON.stringify(record);
    return `{"op":"upsert","version":"${hash('sha256', text, 'base64url')}","record":${text}}\n`;
  });
  return pack(lines.join(''), { level: 1 });
}
