import type { IncomingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, type InputType, inflate, inflateRaw, type ZlibOptions } from 'node:zlib';

type Unpack = (packed: InputType, options: ZlibOptions) => Promise<Buffer>;

const UNPACK = {
  gzip: promisify<InputType, ZlibOptions, Buffer>(gunzip),
  deflate: promisify<InputType, ZlibOptions, Buffer>(inflate),
  'deflate-raw': promisify<InputType, ZlibOptions, Buffer>(inflateRaw),
  br: promisify<InputType, ZlibOptions, Buffer>(brotliDecompress),
} as const satisfies Record<string, Unpack>;
/** More layers of compression do not occur in practice, and each costs memory. */
const LAYERS_MAX = 3;

/**
 * The body of an answer as text: decompressed although we asked for `identity`, read in its character set, without a
 * byte order mark.
 *
 * @throws Error with code `ERR_BUFFER_TOO_LARGE` when it unpacks to more than `limitBytes`; with a code of zlib's
 */
export async function answerText(body: Buffer, headers: IncomingHttpHeaders, limitBytes: number): Promise<string> {
  return decoded(await unpacked(body, headers['content-encoding'] ?? '', limitBytes), headers['content-type'] ?? '');
}

async function unpacked(body: Buffer, encodings: string, maxOutputLength: number): Promise<Buffer> {
  const layers = encodings
    .split(',')
    .map((name) => name.trim().toLowerCase().replace(/^x-/, ''))
    .filter(Boolean);
  let plain = body;
  for (const layer of layers.reverse().slice(0, LAYERS_MAX)) {
    const unpack = unpackerOf(layer, plain);
    // A proxy that has unpacked a body may leave the header.
    const isPacked = layer !== 'gzip' || isGzip(plain);
    if (unpack !== undefined && isPacked && plain.length > 0) plain = await unpack(plain, { maxOutputLength });
  }
  // PHP's `ob_gzhandler` behind a proxy that drops the header.
  return isGzip(plain) ? UNPACK.gzip(plain, { maxOutputLength }) : plain;
}

function unpackerOf(encoding: string, body: Buffer): Unpack | undefined {
  if (encoding === 'deflate') return UNPACK[deflateOf(body)];
  return encoding === 'gzip' || encoding === 'br' ? UNPACK[encoding] : undefined;
}

const isGzip = (body: Buffer): boolean => body[0] === 0x1f && body[1] === 0x8b;

/** RFC 9110 §8.4.1.2: some send bare deflate data. zlib's begins with compression method 8 and a check of two bytes. */
function deflateOf(body: Buffer): 'deflate' | 'deflate-raw' {
  const [first = 0, second = 0] = body;
  return (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0 ? 'deflate' : 'deflate-raw';
}

/** What is valid UTF-8 is read as that, whatever is declared: a web server's default charset damages Magento's UTF-8. */
function decoded(body: Buffer, contentType: string): string {
  const marked = markedCharset(body);
  const declared = /charset\s*=\s*["']?([^\s"';]+)/i.exec(contentType)?.[1];
  // NUL and ESC stand in UTF-16 and ISO-2022 where UTF-8 has text.
  const others = declared === undefined || (!body.includes(0) && !body.includes(0x1b));
  const utf8 = marked === undefined && others ? read(body, 'utf-8', true) : undefined;
  const text = utf8 ?? read(body, marked ?? declared ?? 'utf-8', false) ?? body.toString('utf8');
  return text.replace(/^\uFEFF+/, '');
}

function markedCharset([first, second]: Buffer): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

function read(body: Buffer, charset: string, fatal: boolean): string | undefined {
  try {
    return new TextDecoder(charset, { fatal }).decode(body);
  } catch {
    return undefined;
  }
}
