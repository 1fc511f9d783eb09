import { readFileSync } from 'node:fs';
import { extname } from 'node:path';

/** A logo travels inside every page: with it, the first page stays below 25 KB. */
export const LOGO_MAX_BYTES = 10 * 1024;

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * Reads a logo into a `data:` URL.
 *
 * @param path of an SVG or PNG file, from where the command runs
 * @throws Error whose message says what a logo must be
 */
export function logoUrl(path: string): string {
  const bytes = read(path);
  if (bytes.byteLength > LOGO_MAX_BYTES) {
    throw new Error(`must be a file of at most 10 KB; ${path} has ${Math.ceil(bytes.byteLength / 1024)}`);
  }
  switch (extname(path).toLowerCase()) {
    case '.png':
      if (!bytes.subarray(0, PNG_SIGNATURE.byteLength).equals(PNG_SIGNATURE))
        throw new Error(`${path} is no PNG image`);
      return `data:image/png;base64,${bytes.toString('base64')}`;
    case '.svg':
      // Shown as an image, it runs no script and loads nothing; the namespace is what browsers know it by.
      if (!bytes.includes('http://www.w3.org/2000/svg')) throw new Error(`${path} is no SVG image with its namespace`);
      return `data:image/svg+xml;base64,${bytes.toString('base64')}`;
    default:
      throw new Error('must be a .svg or .png file');
  }
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw new Error(`names a file that cannot be read: ${path}`);
  }
}
