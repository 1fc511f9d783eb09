import { promisify } from 'node:util';
import { createGunzip, gzip } from 'node:zlib';

/** What one object may hold, unpacked. A store's answers are far smaller; a bomb is not. */
const UNPACKED_MAX_BYTES = 128 * 1024 * 1024;
const LINE_MAX_CHARACTERS = 16 * 1024 * 1024;

/** Of what comes out: each takes a turn of the thread pool. */
const CHUNK_BYTES = 256 * 1024;

const compress = promisify(gzip);

/** One gzip member: of several in a row, some clients read the first alone, without a word (curl before 8). */
export async function gzipLines(lines: readonly string[]): Promise<Uint8Array> {
  const text = Buffer.from(`${lines.join('\n')}${lines.length > 0 ? '\n' : ''}`);
  const isTooLarge = lines.some(({ length }) => length > LINE_MAX_CHARACTERS);
  if (isTooLarge || text.length > UNPACKED_MAX_BYTES)
    throw new Error('An object would hold more than may be read again');
  return compress(text, { level: 6, chunkSize: CHUNK_BYTES });
}

/**
 * The lines of a compressed text, one after the other as they are unpacked.
 *
 * @throws Error for what is not gzip, is cut off, not UTF-8, or larger than anything that was put here
 */
export async function* gunzipLines(packed: Uint8Array): AsyncGenerator<string> {
  const gunzip = createGunzip();
  gunzip.end(packed);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let unpacked = 0;
  let rest = '';
  for await (const chunk of gunzip) {
    unpacked += chunk.length;
    if (unpacked > UNPACKED_MAX_BYTES) throw new Error('An object holds more than may be read');
    const [first = '', ...more] = decoder.decode(chunk, { stream: true }).split('\n');
    const whole = [rest + first, ...more];
    rest = whole.pop() ?? '';
    if (rest.length > LINE_MAX_CHARACTERS) throw new Error('A line of an object is longer than may be read');
    yield* whole;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}
