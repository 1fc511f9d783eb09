import type { HttpResponse } from '../../adapters/lambda/http-handler.ts';

/** RFC 6749 §5.2. */
export type OAuthErrorCode = 'invalid_request' | 'invalid_client' | 'unsupported_grant_type' | 'invalid_scope';

/** Why there is no token. The description holds nothing of the request: RFC 6749 allows few characters there. */
export class OAuthRefusal extends Error {
  override readonly name = 'OAuthRefusal';
  readonly code: OAuthErrorCode;
  readonly status: number;
  /** For clients that are to wait. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: OAuthErrorCode, description: string, status = 400, retryAfterSeconds?: number) {
    super(description);
    this.code = code;
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** RFC 6749 §5.1: no answer with a token is kept by anybody on its way. */
export const NOT_KEPT = {
  'content-type': 'application/json',
  'cache-control': 'no-store',
  pragma: 'no-cache',
  'x-content-type-options': 'nosniff',
} as const;

export function answerRefusal({ code, status, message, retryAfterSeconds }: OAuthRefusal): HttpResponse {
  return {
    status,
    headers: {
      ...NOT_KEPT,
      ...(status === 401 && { 'www-authenticate': 'Basic realm="handfast", charset="UTF-8"' }),
      ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
    },
    body: JSON.stringify({ error: code, error_description: message }),
  };
}
