import { crc32 } from 'node:zlib';
import { AwsFault } from '../aws-fault.ts';
import type { SignedCall } from '../signature.ts';
import type { ObjectFiles, StoredObject } from './object-files.ts';

export type S3Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
};

/** One object of a bucket: put, read, deleted. */
export async function answerObject(files: ObjectFiles, key: string, call: SignedCall): Promise<S3Answer> {
  switch (call.method) {
    case 'PUT':
      return put(files, key, call);
    case 'GET':
    case 'HEAD':
      return get(files, key, call);
    case 'DELETE':
      await files.remove(key);
      return { status: 204 };
    default:
      throw notImplemented(call);
  }
}

export function notImplemented({ method, url }: SignedCall): AwsFault {
  return new AwsFault('NotImplemented', `${method} ${new URL(url, 'http://s3').search} is not served here.`, 501);
}

async function put(files: ObjectFiles, key: string, call: SignedCall): Promise<S3Answer> {
  const { headers, body } = call;
  const encoding = headers['content-encoding'];
  const checksum = headers['x-amz-checksum-crc32'];
  // A copy, or a body in signed chunks: both would be kept as something else than what was meant.
  if (headers['x-amz-copy-source'] !== undefined || encoding?.includes('aws-chunked')) throw notImplemented(call);
  if (checksum !== undefined && checksum !== checksumOf(body)) {
    throw new AwsFault('BadDigest', 'The CRC32 you specified did not match the calculated checksum.');
  }
  const contentType = headers['content-type'] ?? 'binary/octet-stream';
  const etag = await files.put(key, body, {
    contentType,
    ...(encoding !== undefined && { contentEncoding: encoding }),
  });
  return { status: 200, headers: { etag, 'x-amz-checksum-crc32': checksumOf(body) } };
}

async function get(files: ObjectFiles, key: string, { headers, method }: SignedCall): Promise<S3Answer> {
  const found = await files.get(key);
  if (found === undefined) throw new AwsFault('NoSuchKey', 'The specified key does not exist.', 404);
  const range = rangeOf(headers.range, found.body.length);
  const body = range ? found.body.subarray(range.from, range.to + 1) : found.body;
  return {
    status: range ? 206 : 200,
    headers: {
      ...headersOf(found),
      'content-length': String(body.length),
      // The checksum is that of the whole object: of a part, clients would find it wrong.
      ...(range
        ? { 'content-range': `bytes ${range.from}-${range.to}/${found.body.length}` }
        : { 'x-amz-checksum-crc32': checksumOf(found.body) }),
    },
    ...(method === 'GET' && { body }),
  };
}

function headersOf({ contentType, contentEncoding, etag, modifiedAt }: StoredObject): Record<string, string> {
  return {
    'content-type': contentType,
    ...(contentEncoding !== undefined && { 'content-encoding': contentEncoding }),
    etag,
    'last-modified': modifiedAt.toUTCString(),
    'accept-ranges': 'bytes',
  };
}

/** RFC 9110 §14.1.2, one range. */
function rangeOf(header: string | undefined, length: number): { from: number; to: number } | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  const from = first === '' ? Math.max(0, length - Number(last)) : Number(first);
  const to = first === '' || last === '' ? length - 1 : Math.min(Number(last), length - 1);
  if (from > to) throw new AwsFault('InvalidRange', 'The requested range is not satisfiable.', 416);
  return { from, to };
}

function checksumOf(body: Buffer): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  return bytes.toString('base64');
}
