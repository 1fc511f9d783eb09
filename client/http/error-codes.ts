import type { ApiErrorCode, GraphqlErrorCode } from './api-error-codes.ts';

/** What this package says itself, where the API gave no answer of its own. */
export type ClientErrorCode =
  | 'unauthorized'
  | 'forbidden'
  | 'throttled'
  | 'unavailable'
  | 'api_unreachable'
  | 'token_unavailable'
  | 'graphql_failed'
  | 'webhook_refused'
  | 'signing_secret_invalid';

/** `code` of every `HandfastError`. */
export type ErrorCode = ApiErrorCode | ClientErrorCode | GraphqlErrorCode;
