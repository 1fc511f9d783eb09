import type { ApiCode } from './problem-responses.ts';
import type { QueryName, SchemaName } from './schemas.ts';

/** What the document says of one route, besides its scope. */
export type Operation = {
  readonly id: string;
  readonly summary: string;
  readonly description: string;
  readonly query?: QueryName;
  readonly request?: SchemaName;
  /** Media type of the body, of which the schema is one line; `application/json` unless given. */
  readonly requestType?: 'application/x-ndjson';
  /** Headers that it takes, and what they mean. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether the request may come without a body. */
  readonly isRequestOptional?: true;
  readonly answer: SchemaName;
  /** Of a success; 200 unless given. */
  readonly status?: 201 | 202;
  /** Codes of the function itself, in the order of its checks. */
  readonly codes: readonly ApiCode[];
};

/** A request's body, where there is one, and its answer; the tests hold both to the schemas. */
export type Example = { readonly asked?: object; readonly answered: object };
