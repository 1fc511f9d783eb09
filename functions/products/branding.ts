import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';

const colour = z.string().check(z.regex(/^#[0-9a-f]{6}$/));

const brand = z.object({
  /** A whole `data:` URL: pages load nothing from anywhere. */
  logo: z.optional(z.string()),
  accent: z.optional(
    z.object({
      /** The vendor's colour as it is, and what is written on it. */
      fill: colour,
      ink: colour,
      /** The same hue, as far lighter or darker as text on a light or a dark page must be. */
      onLight: colour,
      onDark: colour,
    }),
  ),
  /** https or mailto. */
  supportUrl: z.optional(z.string()),
  /** The languages offered; all of them by default. */
  languages: z.optional(z.array(z.string())),
});

/** What a vendor's pages look like. */
export type Brand = Readonly<z.infer<typeof brand>>;
/** By product id. */
export type Brands = Readonly<Record<string, Brand>>;

/** Beside a room's code, for all of a function's variables together hold 4 KB. Written by `infra/functions/product-branding.ts`. */
export const BRANDS_FILE = 'brands.json';

/**
 * @param folder where the room's code lies, as a URL that ends in its file
 * @returns no brands where the file is absent: then pages are plain
 */
export function readBrands(folder: string): Brands {
  const text = readIfThere(new URL(BRANDS_FILE, folder));
  return text === undefined ? {} : z.record(z.string(), brand).parse(JSON.parse(text));
}

function readIfThere(file: URL): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
