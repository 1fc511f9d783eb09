import * as z from 'zod';

/**
 * As `z.int`, whose failure would end the parse of all settings: zod runs no more checks after it, so that rules between
 * settings would go unreported.
 */
export function wholeNumber(message: string): z.ZodNumber {
  return z.number(message).multipleOf(1, message);
}
