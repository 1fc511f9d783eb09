import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import type { Brand } from '../domain/product.ts';

const colour = z.string().check(z.regex(/^#[0-9a-f]{6}$/));

const brand = z.object({
  logo: z.optional(z.string()),
  accent: z.optional(z.object({ fill: colour, ink: colour, onLight: colour, onDark: colour })),
  supportUrl: z.optional(z.string()),
  languages: z.optional(z.array(z.string())),
}) satisfies z.ZodMiniType<Brand>;

/** Next to a function's code, since all of its variables together hold 4 KB. Written by `infra/functions/product-branding.ts`. */
export const BRANDS_FILE = 'brands.json';

/**
 * @param folder the folder of the function's code, as a URL that ends in its file
 * @returns brands by product id; none where the file is absent: then pages are plain
 */
export function readBrands(folder: string): Readonly<Record<string, Brand>> {
  const text = readIfPresent(new URL(BRANDS_FILE, folder));
  return text === undefined ? {} : z.record(z.string(), brand).parse(JSON.parse(text));
}

function readIfPresent(file: URL): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
