import type { ErrorCode } from './error-codes.ts';

/** Why a mutation changed nothing, as far as `userErrors { … }` asked. */
export type UserError = { readonly code?: string; readonly path?: readonly string[] | null; readonly message?: string };

/** Offers the codes that are known, and takes others: new ones may come. */
type Code = ErrorCode | (string & Record<never, never>);

/** The facts of an error: an answer of the API, or why there is none. */
export type ErrorFacts = {
  readonly code: Code;
  readonly status: number;
  readonly detail: string;
  readonly retryAfter?: number | undefined;
  readonly problems?: readonly string[] | undefined;
  readonly storeStatus?: number | undefined;
  readonly begin?: string | undefined;
  readonly userErrors?: readonly UserError[] | undefined;
  readonly data?: unknown;
};

/**
 * Every error of this client. `code` is stable: one of the API's, or one of this client's own, where the API gave no
 * answer: `unauthorized`, `forbidden`, `throttled`, `unavailable`, `api_unreachable`.
 */
export class HandfastError extends Error {
  override readonly name = 'HandfastError';
  readonly code: Code;
  /** The answer's; 0 when there was none. */
  readonly status: number;
  /** What happened, and what to do next. */
  readonly detail: string;
  /** Seconds after which it is worth another try. */
  readonly retryAfter: number | undefined;
  /** What a request was wrong about, one line each. */
  readonly problems: readonly string[];
  /** What the store answered with, where it did. */
  readonly storeStatus: number | undefined;
  /** With `cursor_expired`: the cursor of the oldest change that is kept. */
  readonly begin: string | undefined;
  /** Of a mutation by GraphQL. */
  readonly userErrors: readonly UserError[];
  /** What GraphQL answered beside its errors: other mutations of the same request were made. Not shown when it is logged. */
  declare readonly data: unknown;

  constructor(facts: ErrorFacts, cause?: unknown) {
    const { code, status, detail, retryAfter, problems = [], storeStatus, begin, userErrors = [], data } = facts;
    super(`${code}: ${[detail, ...problems].join(' ')}`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.status = status;
    this.detail = detail;
    this.retryAfter = retryAfter;
    this.problems = problems;
    this.storeStatus = storeStatus;
    this.begin = begin;
    this.userErrors = userErrors;
    Object.defineProperty(this, 'data', { value: data });
  }
}

/** The error for an answer of the API, or of API Gateway in front of it. */
export function errorOf(status: number, headers: Headers, text: string): HandfastError {
  const answer = membersOf(text);
  const seconds = Number(answer['retryAfter'] ?? headers.get('retry-after') ?? Number.NaN);
  const retryAfter = Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
  const { code, detail, problems, storeStatus, begin } = answer;
  if (typeof code !== 'string') {
    return new HandfastError({ ...(graphqlError(answer) ?? gatewayError(status)), status, retryAfter });
  }
  return new HandfastError({
    code,
    status,
    detail: String(detail ?? ''),
    retryAfter,
    ...(Array.isArray(problems) && { problems: problems.map(String) }),
    ...(typeof storeStatus === 'number' && { storeStatus }),
    ...(typeof begin === 'string' && { begin }),
  });
}

/** What is no GraphQL request at all, being too large for example, has no code. */
function graphqlError({ errors }: Record<string, unknown>): Pick<ErrorFacts, 'code' | 'detail'> | undefined {
  const message: unknown = Array.isArray(errors) ? Object(errors[0])['message'] : undefined;
  return typeof message === 'string' ? { code: 'graphql_failed', detail: message } : undefined;
}

function gatewayError(status: number): Pick<ErrorFacts, 'code' | 'detail'> {
  switch (status) {
    case 401:
      return { code: 'unauthorized', detail: 'There was no token, or it has expired.' };
    case 403:
      return {
        code: 'forbidden',
        detail: 'The token is not accepted here (expired, revoked, of another issuer or audience), or lacks the scope.',
      };
    case 429:
      return { code: 'throttled', detail: 'Too many requests at once. Try again in a second.' };
    default:
      if (status < 400)
        return { code: 'unavailable', detail: 'A redirect answered in place of the API. Check the URL.' };
      return { code: 'unavailable', detail: `The API answered ${status}, and not with a problem document. Try again.` };
  }
}

function membersOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
