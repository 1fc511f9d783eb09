/** What a function gets of whom API Gateway has let in. */
export type AuthorizerFacts =
  | { readonly lambda: Readonly<Record<string, unknown>> }
  | { readonly iam: Readonly<Record<string, string>> };

/** An answer "no": 401 without an identity source, 403 from the authorizer or without a good signature. */
export class AuthorizerRefusal extends Error {
  override readonly name = 'AuthorizerRefusal';
  readonly status: 401 | 403;

  constructor(status: 401 | 403) {
    super(`Refused with ${status}`);
    this.status = status;
  }
}
