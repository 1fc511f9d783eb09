import type { SignedCall } from '../signature.ts';
import type { ObjectFiles } from './object-files.ts';
import { notImplemented, type S3Answer } from './object-operations.ts';

const MOST_KEYS = 1_000;
const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** What a bucket is asked as a whole: which objects there are, and to delete some. */
export async function answerBucket(files: ObjectFiles, bucket: string, call: SignedCall): Promise<S3Answer> {
  const { searchParams } = new URL(call.url, 'http://s3');
  if (call.method === 'GET' && searchParams.get('list-type') === '2' && !searchParams.has('delimiter')) {
    return list(files, bucket, searchParams);
  }
  if (call.method === 'POST' && searchParams.has('delete')) return removeAll(files, call.body.toString('utf8'));
  throw notImplemented(call);
}

async function list(files: ObjectFiles, bucket: string, asked: URLSearchParams): Promise<S3Answer> {
  const prefix = asked.get('prefix') ?? '';
  const most = Math.min(Number(asked.get('max-keys') ?? MOST_KEYS), MOST_KEYS);
  const token = asked.get('continuation-token');
  const after = token === null ? (asked.get('start-after') ?? '') : Buffer.from(token, 'base64url').toString('utf8');
  const left = (await files.keys(prefix)).filter((key) => Buffer.compare(Buffer.from(key), Buffer.from(after)) > 0);
  const keys = left.slice(0, most);
  const next = left.length > most ? Buffer.from(keys.at(-1) ?? '').toString('base64url') : undefined;
  const objects = await Promise.all(keys.map((key) => contentsOf(files, key)));
  const parts = [
    element('Name', bucket),
    element('Prefix', prefix),
    element('KeyCount', String(keys.length)),
    element('MaxKeys', String(most)),
    element('IsTruncated', String(next !== undefined)),
    ...(next === undefined ? [] : [element('NextContinuationToken', next)]),
    ...objects,
  ];
  return xml(`<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${parts.join('')}</ListBucketResult>`);
}

async function contentsOf(files: ObjectFiles, key: string): Promise<string> {
  const found = await files.get(key);
  // Deleted while the list was made.
  if (found === undefined) return '';
  const { etag, body, modifiedAt } = found;
  const parts = [
    element('Key', key),
    element('LastModified', modifiedAt.toISOString()),
    element('ETag', etag),
    element('Size', String(body.length)),
    element('StorageClass', 'STANDARD'),
  ];
  return `<Contents>${parts.join('')}</Contents>`;
}

async function removeAll(files: ObjectFiles, body: string): Promise<S3Answer> {
  const keys = [...body.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) => unescaped(key));
  if (keys.length > MOST_KEYS)
    throw notImplemented({ method: 'POST', url: '/?delete', headers: {}, body: Buffer.of() });
  for (const key of keys) await files.remove(key);
  const quiet = /<Quiet>true<\/Quiet>/.test(body);
  const deleted = quiet ? [] : keys.map((key) => `<Deleted>${element('Key', key)}</Deleted>`);
  return xml(`<DeleteResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${deleted.join('')}</DeleteResult>`);
}

export function xml(text: string, status = 200): S3Answer {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n${text}`;
  return { status, headers: { 'content-type': 'application/xml' }, body };
}

export function element(name: string, text: string): string {
  return `<${name}>${text.replaceAll(/[&<>"]/g, (character) => ESCAPED[character] ?? '')}</${name}>`;
}

function unescaped(text: string): string {
  return text.replaceAll(/&(?:#x([0-9A-Fa-f]+)|#(\d+)|(\w+));/g, (whole, hex, decimal, name) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    return decimal === undefined ? (NAMED[name] ?? whole) : String.fromCodePoint(Number(decimal));
  });
}
