import type * as z from 'zod';

/**
 * The message for a value that must be there.
 *
 * @param what says what it is, when it is missing
 * @param allowed says what it must be, when it is something else
 */
export function required(what: string, allowed: string) {
  return ({ input }: { readonly input?: unknown }): string => (input === undefined ? `must be set: ${what}` : allowed);
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text in quotes',
  array: 'a list in square brackets',
  object: 'an object in braces',
  record: 'an object in braces',
};

/** The message for a value of the wrong type, where the setting has none of its own. */
export const wrongType: z.core.$ZodErrorMap = ({ code, expected }) => {
  const type = code === 'invalid_type' ? TYPES[String(expected)] : undefined;
  return type === undefined ? undefined : `must be ${type}`;
};
