/** The person's role does not allow it. */
export class Forbidden extends Error {
  override readonly name = 'Forbidden';
  constructor(route: string) {
    super(`Not allowed: ${route}`);
  }
}

/** This deployment has no such route: its settings leave out what it is for. */
export class NotServed extends Error {
  override readonly name = 'NotServed';
  constructor(route: string) {
    super(`Not served: ${route}`);
  }
}

/** GraphQL answered with errors in place of data. */
export class GraphQlFailure extends Error {
  override readonly name = 'GraphQlFailure';
  /** `FORBIDDEN`, `LIMIT_EXCEEDED` and so on; undefined where there is none. */
  readonly code: string | undefined;

  constructor(errors: readonly unknown[]) {
    super('GraphQL answered with errors');
    const code: unknown = Object(Object(errors[0]).extensions).code;
    this.code = typeof code === 'string' ? code : undefined;
  }
}
