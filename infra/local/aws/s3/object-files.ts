import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';

const Headers = z.object({ contentType: z.string(), contentEncoding: z.string().optional() });
export type ObjectHeaders = z.infer<typeof Headers>;

export type StoredObject = ObjectHeaders & {
  readonly body: Buffer;
  readonly etag: string;
  readonly modifiedAt: Date;
};

export type ObjectFiles = ReturnType<typeof openObjectFiles>;

/**
 * The objects of one bucket as files below a folder. Each begins with a line of JSON for its headers: one file is
 * replaced in one step, two are not.
 */
export function openObjectFiles(folder: string) {
  async function put(key: string, body: Buffer, headers: ObjectHeaders): Promise<string> {
    const file = join(folder, pathOf(key));
    const draft = join(folder, `${randomUUID()}.tmp`);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(draft, Buffer.concat([Buffer.from(`${JSON.stringify(headers)}\n`), body]), { mode: 0o600 });
    await rename(draft, file);
    return etagOf(body);
  }

  async function get(key: string): Promise<StoredObject | undefined> {
    const file = join(folder, pathOf(key));
    const whole = await orNothing(readFile(file));
    if (whole === undefined) return undefined;
    const end = whole.indexOf('\n');
    const body = whole.subarray(end + 1);
    const { mtime: modifiedAt } = await stat(file);
    return { ...Headers.parse(JSON.parse(whole.toString('utf8', 0, end))), body, etag: etagOf(body), modifiedAt };
  }

  /** Sorted as S3 does: by bytes of UTF-8. */
  async function keys(prefix: string): Promise<readonly string[]> {
    const entries = await orNothing(readdir(folder, { recursive: true, withFileTypes: true }));
    return (entries ?? [])
      .filter((entry) => entry.isFile() && entry.name.startsWith(FILE))
      .map((entry) => keyOf(join(entry.parentPath, entry.name).slice(folder.length + 1)))
      .filter((key) => key.startsWith(prefix))
      .toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  }

  return { put, get, keys, remove: (key: string) => rm(join(folder, pathOf(key)), { force: true }) };
}

/** So that an object may be called as the beginning of another's key is: a file and a folder cannot share a name. */
const FILE = 'f.';
const FOLDER = 'd.';

/** Every part of a key becomes a name that is safe in any folder: neither `..` nor an empty one. */
function pathOf(key: string): string {
  const parts = key.split('/').map(encodeURIComponent);
  return parts.map((part, at) => `${at === parts.length - 1 ? FILE : FOLDER}${part}`).join('/');
}

function keyOf(path: string): string {
  return path
    .split('/')
    .map((name) => decodeURIComponent(name.slice(FILE.length)))
    .join('/');
}

function etagOf(body: Buffer): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

async function orNothing<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
