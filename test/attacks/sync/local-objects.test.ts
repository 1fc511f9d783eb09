import { mkdtempDisposable, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCredentials } from '../../../infra/local/aws/credentials.ts';
import { openObjectFiles } from '../../../infra/local/aws/s3/object-files.ts';
import { serveS3 } from '../../../infra/local/aws/s3/serve-s3.ts';
import { tries } from '../harness/attack-count.ts';

const KEYS = [
  ...[
    '../secret',
    '../../secret',
    'a/../../secret',
    '/secret',
    '//secret',
    './../secret',
    '..',
    '.',
    'a/..',
    '..\\secret',
  ],
  ...[
    '%2e%2e/secret',
    '..%2fsecret',
    'secret\0',
    '../secret\0.gz',
    '~/secret',
    'f.secret',
    'd.a/f.secret',
    'C:\\secret',
  ],
];

test('keys of objects lead to files of their bucket alone', async (context) => {
  tries(context, { attacks: KEYS.length });
  await using folder = await mkdtempDisposable(join(tmpdir(), 'handfast-objects-'));
  await writeFile(join(folder.path, 'secret'), '{"contentType":"x"}\nkey material');
  const files = openObjectFiles(join(folder.path, 'bucket'));
  for (const key of KEYS) {
    expect(await files.get(key), key).toBeUndefined();
    await files.put(key, Buffer.from(key), { contentType: 'text/plain' });
    expect((await files.get(key))?.body.toString()).toBe(key);
  }
  expect((await files.keys('')).toSorted()).toEqual(KEYS.toSorted());
  for (const key of KEYS) await files.remove(key);
  expect(await readdir(folder.path)).toEqual(['bucket', 'secret']);
  expect(await readFile(join(folder.path, 'secret'), 'utf8')).toContain('key material');
});

test('nobody reads, writes or lists objects without the signature of this run', async (context) => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'handfast-objects-'));
  const s3 = await serveS3(folder.path, ['records'], createCredentials());
  const headers: Readonly<Record<string, string>>[] = [
    {},
    { authorization: 'Bearer x' },
    {
      authorization: `AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
    },
  ];
  const paths = [
    'records/a',
    'records?list-type=2',
    'records/..%2f..%2fkeys.json',
    '../keys.json',
    'records?delete',
    '%zz',
  ];
  const methods = ['GET', 'PUT', 'DELETE', 'POST'];
  tries(context, { attacks: headers.length * paths.length * methods.length });
  for (const method of methods) {
    for (const path of paths) {
      for (const one of headers) {
        const { status } = await fetch(`${s3.url}/${path}`, { method, headers: one });
        expect([400, 403], `${method} ${path}`).toContain(status);
      }
    }
  }
  await s3.close();
  expect(await readdir(folder.path)).toEqual([]);
});
