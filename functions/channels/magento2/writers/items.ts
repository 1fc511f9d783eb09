import * as z from 'zod/mini';

const SKU_CHARACTERS = 64;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const CONTROL = /[\x00-\x1f\x7f]/;

/** Magento's column has 64 characters. One that begins or ends with a blank is another one to Magento than to MySQL. */
export const sku = z.string().check(
  z.minLength(1),
  z.maxLength(SKU_CHARACTERS),
  z.refine(
    (text) => text.trim() === text && !CONTROL.test(text),
    'must not hold blanks at its ends or control characters',
  ),
);

export const entityId = z.int().check(z.positive());
export const amount = z.number().check(z.nonnegative());
/** Magento keeps four decimals and twelve digits. */
export const quantity = z.number().check(z.minimum(-1e8), z.maximum(1e8));
export const storeCode = z
  .string()
  .check(z.regex(/^[a-z][a-z0-9_]{0,31}$/i, 'must be the code of a store view, or "all"'));

/** MySQL compares SKUs without regard to case. */
export const skuKey = (text: string): string => text.toLowerCase();
