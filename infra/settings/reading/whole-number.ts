import * as z from 'zod';

/**
 * As `z.int`, whose failure would end the parse of all settings: zod runs no more checks after it, so that rules between
 * settings would go unreported.
 */
export function wholeNumber(
  error: string | { readonly error: (issue: { readonly input?: unknown }) => string },
): z.ZodNumber {
  return z.number(error).multipleOf(1, error);
}

/** A whole number whose message names the range, at either end and beyond it. */
export function wholeNumberBetween(min: number, max: number, what = 'a whole number'): z.ZodNumber {
  const range = `from ${min.toLocaleString('en-US')} to ${max.toLocaleString('en-US')}`;
  const error = {
    error: ({ input }: { readonly input?: unknown }) =>
      input === undefined ? `must be set: ${what} ${range}` : `must be ${what} ${range}`,
  };
  return wholeNumber(error).min(min, error).max(max, error);
}
