/**
 * PHP strings are bytes, and Magento signs bytes: `%FF` is one, `é` is two. Here a byte string is a JavaScript string
 * with one character (U+0000 to U+00FF) per byte, so that indexes, regular expressions and `<` see what PHP sees.
 */

const RESERVED = /[^A-Za-z0-9\-._~]/g;
const ALL_UNRESERVED = /^[A-Za-z0-9\-._~]*$/;
const ENCODED_BYTE = /%[0-9A-Fa-f]{2}/g;

const PERCENT_CODES: ReadonlyMap<string, string> = new Map(
  Array.from({ length: 256 }, (_, byte) => [
    String.fromCharCode(byte),
    `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  ]),
);

/** Text as the byte string of its UTF-8 form. */
export function bytesOf(text: string): string {
  return Buffer.byteLength(text) === text.length ? text : Buffer.from(text, 'utf8').toString('latin1');
}

/** PHP's `rawurlencode` of a byte string: RFC 3986, upper-case hex, `~` stays. */
export function percentEncode(bytes: string): string {
  if (ALL_UNRESERVED.test(bytes)) return bytes;
  return bytes.replace(RESERVED, percentCode);
}

/** PHP's `rawurldecode` to a byte string: a `+` stays, and so does a `%` without two hex digits behind it. */
export function percentDecode(bytes: string): string {
  if (!bytes.includes('%')) return bytes;
  return bytes.replace(ENCODED_BYTE, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)));
}

/** `%0A` for a line feed. Takes one byte. */
export function percentCode(byte: string): string {
  const code = PERCENT_CODES.get(byte);
  if (code === undefined) throw new RangeError('not a byte string');
  return code;
}
