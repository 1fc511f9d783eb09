/** Why a mutation changed nothing. Stable: clients compare them. */
export const PROBLEM_CODES = [
  'INPUT_INVALID',
  'FORBIDDEN',
  'NOT_FOUND',
  'REVISION_CONFLICT',
  'ID_TAKEN',
  'NUMBER_TAKEN',
  'SLUG_TAKEN',
  'TOO_MANY_PRODUCTS',
  'PRODUCT_READ_ONLY',
  'PRODUCT_LINKED',
  'PRODUCT_IN_USE',
  'INTEGRATION_LINKED',
  'TOO_MANY_LINKS',
  'NOT_LINKED',
  'ALREADY_CONFIGURED',
  'NOT_CONFIGURED',
  'FROZEN_AFTER_PUBLISH',
  'TOO_MANY_CLIENTS',
  'URL_MISSING',
  'PING_TOO_SOON',
  'NOT_PUBLISHED',
  'NOT_READY',
  'NOT_IN_HISTORY',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** As the schema has it. */
export type UserError = {
  readonly __typename: 'Problem';
  readonly code: ProblemCode;
  readonly path: readonly string[] | null;
  readonly message: string;
};

/** Ends a mutation: what its payload says in `userErrors`. */
export class Problems extends Error {
  override readonly name = 'Problems';
  readonly userErrors: readonly UserError[];

  constructor(userErrors: readonly UserError[]) {
    super(userErrors.map(({ code }) => code).join(', '));
    this.userErrors = userErrors;
  }
}

/** @param path below `input`; none for the mutation as a whole */
export function problem(code: ProblemCode, path: readonly string[] | undefined, message: string): Problems {
  return new Problems([userError(code, path, message)]);
}

export function userError(code: ProblemCode, path: readonly string[] | undefined, message: string): UserError {
  return { __typename: 'Problem', code, path: path === undefined ? null : ['input', ...path], message };
}
