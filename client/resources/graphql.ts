import { HandfastError, type UserError } from '../http/error.ts';
import type { CallOptions, Send } from '../http/request.ts';

export type Variables = Readonly<Record<string, unknown>>;

type Answer = {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: unknown } }[] | null;
};

/**
 * Products and integrations: `docs/integrations.graphql` is the schema.
 *
 * @returns `data` of the answer. `Data` is what you know of the operation's shape; nothing checks it.
 */
export function graphqlOf(send: Send) {
  return async <Data = Record<string, unknown>>(
    query: string,
    variables: Variables = {},
    options: CallOptions = {},
  ): Promise<Data> => {
    const repeatable = !/\bmutation\b/.test(query);
    const body = { query, variables };
    const answer = await send<Answer & { data: Data }>('POST', '/v1/graphql', { ...options, body, repeatable });
    const failed = errorIn(answer);
    if (failed !== undefined) throw failed;
    return answer.data;
  };
}

function errorIn({ data, errors: given }: Answer): HandfastError | undefined {
  const errors = given ?? [];
  const [first] = errors;
  if (first !== undefined) {
    const code = first.extensions?.code;
    return new HandfastError({
      code: typeof code === 'string' ? code : 'graphql_failed',
      status: 200,
      detail: 'The operation was not run, or not as a whole.',
      problems: errors.map(({ message }) => message),
      data,
    });
  }
  const userErrors = Object.values(Object(data)).flatMap(userErrorsOf);
  if (userErrors.length === 0) return undefined;
  return new HandfastError({
    code: userErrors[0]?.code ?? 'graphql_failed',
    status: 200,
    detail: 'A mutation changed nothing.',
    problems: userErrors.map(lineOf),
    userErrors,
    data,
  });
}

function userErrorsOf(payload: unknown): UserError[] {
  const given: unknown = Object(payload)['userErrors'];
  return Array.isArray(given) ? given.map(Object) : [];
}

function lineOf({ path, message = 'userErrors { message } was not asked for' }: UserError): string {
  return path ? `${path.join('.')}: ${message}` : message;
}
