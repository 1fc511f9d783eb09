import { type ExecutionResult, execute, GraphQLError, type GraphQLFormattedError, parse, validate } from 'graphql';
import { executableSchema } from './executable-schema.ts';
import { limitErrors, MAX_TOKENS } from './operation-limits.ts';

/** What a client asks: the parameters of GraphQL over HTTP. */
export type Operation = {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
};

export type Answer = {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[];
};

/** Refuses a field, in words for the caller. The text of any other error stays secret. */
export class FieldRefusal extends Error {
  override readonly name = 'FieldRefusal';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Reports an unexpected error. */
export type Report = (error: unknown, path: string) => void;

export type RunOperation = (operation: Operation, root: unknown) => Promise<Answer>;

/**
 * Runs operations against a schema. Fields are properties or methods of what `root` gives.
 *
 * @returns takes the operation; the answer has no `data` when nothing was run
 */
export function operationRunner(schemaText: string, report: Report): RunOperation {
  const schema = executableSchema(schemaText);
  return async ({ query, operationName, variables }, root) => {
    const document = parsed(query);
    if (document instanceof GraphQLError) return { errors: [document.toJSON()] };
    const errors = [...limitErrors(document), ...validate(schema, document)];
    if (errors.length > 0) return { errors: errors.map((error) => error.toJSON()) };
    const result = await execute({
      schema,
      document,
      rootValue: root,
      operationName: operationName ?? null,
      variableValues: variables ?? null,
    });
    return published(result, report);
  };
}

function parsed(query: string) {
  try {
    return parse(query, { maxTokens: MAX_TOKENS, noLocation: false });
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

function published({ data, errors }: ExecutionResult, report: Report): Answer {
  return {
    ...(data !== undefined && { data }),
    ...(errors && { errors: errors.map((error) => publishedError(error, report)) }),
  };
}

function publishedError(error: GraphQLError, report: Report): GraphQLFormattedError {
  const { originalError } = error;
  const { locations, path } = error.toJSON();
  const where = { ...(locations && { locations }), ...(path && { path }) };
  if (originalError instanceof FieldRefusal) {
    return { message: originalError.message, ...where, extensions: { code: originalError.code } };
  }
  if (originalError === undefined || originalError instanceof GraphQLError) return error.toJSON();
  report(originalError, (path ?? []).filter((part) => typeof part === 'string').join('.'));
  return {
    message: 'Something went wrong on our side. It has been recorded. Try again.',
    ...where,
    extensions: { code: 'INTERNAL' },
  };
}
