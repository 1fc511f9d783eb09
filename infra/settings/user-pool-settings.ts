import * as z from 'zod';

/** The stack's own user pool, for vendors without an OpenID provider of their own. */
export const userPoolSettings = z.strictObject({
  /** Whether merchants may open an account in the popup. Otherwise the operator creates them. */
  selfSignUp: z.boolean('must be true or false').default(true),
});
export type UserPoolSettings = z.output<typeof userPoolSettings>;
