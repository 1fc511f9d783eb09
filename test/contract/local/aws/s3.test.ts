import { statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCredentials } from '../../../../infra/local/aws/credentials.ts';
import { serveS3 } from '../../../../infra/local/aws/s3/serve-s3.ts';
import type { LittleLocal } from '../small-stack.ts';
import { startLittle } from '../small-stack.ts';

let local: LittleLocal;
let s3: S3Client;
const Bucket = 'little-objects';
beforeAll(async () => {
  local = await startLittle();
  s3 = clientOf(local.s3Url, local.tableAccess.credentials);
});
afterAll(async () => {
  s3.destroy();
  await local.remove();
});

function clientOf(endpoint: string, credentials = createCredentials()): S3Client {
  return new S3Client({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
}

const put = (Key: string, Body: string | Buffer, more: object = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const get = (Key: string, more: object = {}) => s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
const listed = async (Prefix: string, more: object = {}) => {
  const { Contents = [], ...rest } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix, ...more }));
  return { keys: Contents.map(({ Key }) => Key), ...rest };
};

/** One that a path, a URL, XML and a file system could each misread. */
const ODD = 'odd/ä b+c%20&<d>"e\'/../f=1?#.gz';

describe('an object', () => {
  test('is read as it was put, with its headers', async () => {
    const body = Buffer.from([0, 10, 255, 123, 10]);
    const { ETag } = await put('a/one', body, { ContentType: 'application/x-ndjson', ContentEncoding: 'gzip' });
    const found = await get('a/one');
    expect(Buffer.from((await found.Body?.transformToByteArray()) ?? [])).toEqual(body);
    expect(found).toMatchObject({
      ETag,
      ContentType: 'application/x-ndjson',
      ContentEncoding: 'gzip',
      ContentLength: 5,
      LastModified: expect.any(Date),
    });
    expect(await s3.send(new HeadObjectCommand({ Bucket, Key: 'a/one' }))).toMatchObject({ ETag, ContentLength: 5 });
  });

  test('may be called as the beginning of another’s key is, and by any characters', async () => {
    await put('deep', 'short');
    await put('deep/er', 'long');
    await put(ODD, 'odd');
    const texts = ['deep', 'deep/er', ODD].map(async (key) => (await get(key)).Body?.transformToString());
    expect(await Promise.all(texts)).toEqual(['short', 'long', 'odd']);
    expect((await listed('odd/')).keys).toEqual([ODD]);
    await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: ODD }] } }));
    expect((await listed('odd/')).keys).toEqual([]);
    expect((await readdir(join(local.folder, 'data', 'buckets'))).toSorted()).toEqual([Bucket]);
  });

  test('is replaced whole', async () => {
    await put('twice', 'a long first text');
    await put('twice', 'second');
    expect(await (await get('twice')).Body?.transformToString()).toBe('second');
  });

  test.each([
    ['bytes=2-4', '234', 'bytes 2-4/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-2', '89', 'bytes 8-9/10'],
    ['bytes=8-99', '89', 'bytes 8-9/10'],
  ])('is read in part: %s', async (Range, text, ContentRange) => {
    await put('digits', '0123456789');
    const found = await get('digits', { Range });
    expect(found).toMatchObject({ ContentRange, ContentLength: text.length });
    expect(await found.Body?.transformToString()).toBe(text);
  });

  test('that is not there is no such key, and is deleted all the same', async () => {
    await expect(get('none')).rejects.toMatchObject({ name: 'NoSuchKey', $metadata: { httpStatusCode: 404 } });
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'none' }))).rejects.toMatchObject({ name: 'NotFound' });
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'none' }));
  });

  test('is gone once it is deleted', async () => {
    await put('gone', 'x');
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
    await expect(get('gone')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  test('that was changed on its way is refused', async () => {
    await expect(put('wrong', 'x', { ChecksumCRC32: 'AAAAAA==' })).rejects.toMatchObject({ name: 'BadDigest' });
    expect((await listed('wrong')).keys).toEqual([]);
  });

  test('is for the owner of the folder only', async () => {
    await put('mine', 'x');
    expect(statSync(join(local.folder, 'data', 'buckets', Bucket, 'f.mine')).mode & 0o777).toBe(0o600);
  });
});

describe('a list', () => {
  test('shows keys by their bytes, page by page', async () => {
    const keys = ['list/a', 'list/B', 'list/ä', 'list/a/b', 'list/1'];
    for (const key of keys) await put(key, key);
    const first = await listed('list/', { MaxKeys: 3 });
    expect(first).toMatchObject({ keys: ['list/1', 'list/B', 'list/a'], IsTruncated: true, KeyCount: 3 });
    const second = await listed('list/', { MaxKeys: 3, ContinuationToken: first.NextContinuationToken });
    expect(second).toMatchObject({ keys: ['list/a/b', 'list/ä'], IsTruncated: false });
    expect((await listed('list/a')).keys).toEqual(['list/a', 'list/a/b']);
  });

  test('of a thousand objects is emptied in one deletion', async () => {
    const Objects = Array.from({ length: 40 }, (_, index) => ({ Key: `many/${index}` }));
    for (const { Key } of Objects) await put(Key, 'x');
    const { Deleted } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted).toHaveLength(40);
    expect((await listed('many/')).keys).toEqual([]);
  });
});

describe('S3', () => {
  test('is refused to whoever does not sign with the credentials of this run', async () => {
    const stranger = clientOf(local.s3Url);
    const asking = stranger.send(new GetObjectCommand({ Bucket, Key: 'a/one' }));
    await expect(asking).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
    const key = local.tableAccess.credentials.accessKeyId;
    const forger = clientOf(local.s3Url, { ...createCredentials(), accessKeyId: key });
    const forging = forger.send(new PutObjectCommand({ Bucket, Key: 'a/one', Body: 'forged' }));
    await expect(forging).rejects.toMatchObject({ name: 'InvalidSignatureException' });
    const plain = await fetch(`${local.s3Url}/${Bucket}/a/one`);
    expect(plain.status).toBe(403);
    expect(await plain.text()).toContain('MissingAuthenticationTokenException');
  });

  test('knows the buckets of the template only', async () => {
    const asking = s3.send(new GetObjectCommand({ Bucket: 'other', Key: 'x' }));
    await expect(asking).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  test.each([
    ['copies', () => s3.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/a/one` }))],
    ['uploads in parts', () => s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'parts' }))],
  ])('says that it makes no %s', async (_, ask) => {
    await expect(ask()).rejects.toMatchObject({ name: 'NotImplemented', $metadata: { httpStatusCode: 501 } });
  });

  test('keeps objects from one start to the next', async () => {
    await put('kept', 'still there');
    const credentials = createCredentials();
    const again = await serveS3(join(local.folder, 'data', 'buckets'), [Bucket], credentials);
    const client = clientOf(again.url, credentials);
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: 'kept' }));
    expect(await Body?.transformToString()).toBe('still there');
    client.destroy();
    await again.close();
  });
});
