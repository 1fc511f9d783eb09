import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ListedObject } from '../../../functions/adapters/s3/object-client.ts';
import { type ObjectStore, openObjectStore } from '../../../functions/adapters/s3/object-store.ts';
import { createCredentials } from '../../../infra/local/aws/credentials.ts';
import { openObjectFiles } from '../../../infra/local/aws/s3/object-files.ts';
import { serveS3 } from '../../../infra/local/aws/s3/serve-s3.ts';

const folder = mkdtempSync(join(tmpdir(), 'handfast-s3-'));
const files = openObjectFiles(join(folder, 'records'));
let served: Awaited<ReturnType<typeof serveS3>>;
let store: ObjectStore;
beforeAll(async () => {
  const credentials = createCredentials();
  served = await serveS3(folder, ['records'], credentials);
  vi.stubEnv('AWS_ENDPOINT_URL_S3', served.url);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', credentials.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', credentials.secretAccessKey);
  store = openObjectStore('records');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await served.close();
  rmSync(folder, { recursive: true, force: true });
});

async function linesOf(key: string, from = store): Promise<string[] | undefined> {
  const lines = await from.lines(key);
  if (lines === undefined) return undefined;
  const all: string[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

describe('the object store', () => {
  test('gives lines back as they were put, in one member of gzip', async () => {
    const lines = ['{"name":"Größe"}', '{"id":9007199254740993,"price":12.5000}', '{}'];
    const bytes = await store.put('a/1.ndjson.gz', lines);
    expect(await linesOf('a/1.ndjson.gz')).toEqual(lines);
    const object = await files.get('a/1.ndjson.gz');
    expect(object).toMatchObject({ contentType: 'application/x-ndjson', contentEncoding: 'gzip' });
    expect(object?.body).toHaveLength(bytes);
  });

  test('reads an object again whose body breaks off, a few times', async () => {
    await store.put('a/cut', ['{"id":1}']);
    const packed = Buffer.from((await files.get('a/cut'))?.body ?? []);
    let asked = 0;
    let whole = 3;
    const server = createServer((_, response) => {
      asked += 1;
      response.writeHead(200, { 'content-length': packed.length });
      if (asked >= whole) response.end(packed);
      else response.write(packed.subarray(0, 5), () => response.destroy());
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    vi.stubEnv('AWS_ENDPOINT_URL_S3', `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
    const other = openObjectStore('records');
    expect(await linesOf('a/cut', other)).toEqual(['{"id":1}']);
    [asked, whole] = [0, 4];
    await expect(linesOf('a/cut', other)).rejects.toThrow();
    expect(asked).toBe(3);
    vi.stubEnv('AWS_ENDPOINT_URL_S3', served.url);
    server.close();
  });

  test('knows no object that was never put, or was removed', async () => {
    expect(await linesOf('none')).toBeUndefined();
    await store.put('a/2', ['{}']);
    await store.remove(['a/2', 'never']);
    expect(await linesOf('a/2')).toBeUndefined();
  });

  test('removes all that begins with a prefix, more than are listed at once, and nothing else', async () => {
    for (let at = 0; at < 1_002; at += 1) {
      await files.put(`one/${at}`, Buffer.of(), { contentType: 'application/x-ndjson' });
    }
    await store.put('other/1', ['{}']);
    await store.removeAll('one/');
    expect(await files.keys('')).toEqual(expect.arrayContaining(['other/1']));
    expect(await files.keys('one/')).toEqual([]);
  }, 60_000);

  test('removes what sorts before a key, and lists what is left with its time, more than are listed at once', async () => {
    const before = Date.now() - 1_000;
    for (let at = 0; at < 1_003; at += 1) {
      await files.put(`lives/000001/${at}`, Buffer.of(), { contentType: 'application/x-ndjson' });
    }
    await store.put('lives/000000/1', ['{}']);
    await store.removeAll('lives/', 'lives/000001/');
    const listed: ListedObject[] = [];
    for await (const one of store.list('lives/')) listed.push(one);
    expect([listed.length, listed[0]?.key]).toEqual([1_003, 'lives/000001/0']);
    expect(new Set(listed.map(({ key }) => key)).size).toBe(1_003);
    expect(listed.every(({ at }) => at.getTime() > before)).toBe(true);
  }, 60_000);

  test('of a bucket that is not there fails, instead of finding nothing', async () => {
    await expect(linesOf('a/1.ndjson.gz', openObjectStore('other'))).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  test('that the settings leave out says so', async () => {
    await expect(linesOf('a/1', openObjectStore(undefined))).rejects.toThrow('no bucket');
  });
});
