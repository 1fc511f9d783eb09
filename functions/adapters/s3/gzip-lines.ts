import { promisify } from 'node:util';
import { createGunzip, gzip } from 'node:zlib';

/** What one object may hold, unpacked. A store's answers are far smaller; a bomb is not. */
const UNPACKED_MAX_BYTES = 128 * 1024 * 1024;
const LINE_MAX_CHARACTERS = 16 * 1024 * 1024;

/** 4 % more bytes than by zlib's own choice of 6, in two thirds of the time: a function with half a processor feels it. */
const LEVEL = 4;

/** Of what comes out: each takes a turn of the thread pool. */
const CHUNK_BYTES = 256 * 1024;

const LINE_FEED = 10;

const compress = promisify(gzip);

/** One gzip member: of several in a row, some clients read the first alone, without a word (curl before 8). */
export async function gzipLines(lines: readonly string[]): Promise<Uint8Array> {
  const bytes = lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
  const isTooLarge = lines.some(({ length }) => length > LINE_MAX_CHARACTERS);
  if (isTooLarge || bytes > UNPACKED_MAX_BYTES) throw new Error('An object would hold more than may be read again');
  return compress(textOf(lines, bytes), { level: LEVEL, chunkSize: CHUNK_BYTES });
}

/** Written line by line, since a text of all of them would be copied twice. */
function textOf(lines: readonly string[], bytes: number): Buffer {
  const text = Buffer.allocUnsafe(bytes);
  let at = 0;
  for (const line of lines) {
    at += text.write(line, at);
    at = text.writeUInt8(LINE_FEED, at);
  }
  return text;
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
