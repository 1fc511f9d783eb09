import { LOGO_MAX_BYTES } from './runtime-product.ts';

const PREFIX = 'data:image/png;base64,';
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const FIRST_CHUNK_AT = 12;

/**
 * @param text base64, or a whole `data:` URL
 * @returns a whole `data:` URL; undefined for what is no PNG, or too large
 */
export function parsePngLogo(text: string): string | undefined {
  const base64 = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : text;
  if (!BASE64.test(base64)) return undefined;
  const bytes = Buffer.from(base64, 'base64');
  const isPng =
    bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE) &&
    bytes.subarray(FIRST_CHUNK_AT, FIRST_CHUNK_AT + 4).toString('latin1') === 'IHDR';
  return isPng && bytes.length <= LOGO_MAX_BYTES ? `${PREFIX}${bytes.toString('base64')}` : undefined;
}
