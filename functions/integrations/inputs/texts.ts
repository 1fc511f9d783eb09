import * as z from 'zod/mini';
import { Problems, userError } from '../problem.ts';

/** No control characters: texts end up in headers, pages and logs. */
const PRINTABLE = /^[^\p{Cc}]*$/u;

export const text = (most: number) =>
  z
    .string()
    .check(
      z.maxLength(most, `must have at most ${most} characters`),
      z.regex(PRINTABLE, 'must not hold control characters'),
    );

export const name = text(100).check(z.minLength(1, 'must not be empty'));
/** Saved as it is: `findings` says what is wrong with it, and nothing is sent before that is right. */
export const url = text(2_048);
export const id = z.string();
export const revision = z.nullish(z.number());

/**
 * What a mutation was given, within its limits.
 *
 * @throws Problems `INPUT_INVALID` with a path each
 */
export function readInput<T>(shape: z.ZodMiniType<T>, input: unknown, path: readonly string[] = []): T {
  const { data, error } = shape.safeParse(input);
  if (error === undefined) return data;
  throw new Problems(
    error.issues.map((issue) => {
      const at = [...path, ...issue.path.map(String)];
      return userError('INPUT_INVALID', at, `${at.at(-1) ?? 'input'} ${issue.message}`);
    }),
  );
}

/** Nothing for null: what is left out stays, and what is null goes. */
export function given<T>(value: T | null | undefined, before: T | undefined): T | undefined {
  return value === undefined ? before : (value ?? undefined);
}
