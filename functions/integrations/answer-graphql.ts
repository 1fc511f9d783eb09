import { readOperation, writeAnswer } from '../adapters/graphql/graphql-over-http.ts';
import { operationRunner } from '../adapters/graphql/run-operation.ts';
import type { GraphQlRequest } from '../adapters/lambda/graphql-handler.ts';
import type { HttpResponse } from '../adapters/lambda/http-handler.ts';
import { logUnexpectedError } from '../adapters/lambda/log.ts';
import type { Dependencies } from './dependencies.ts';
import { mutations } from './mutations.ts';
import { queries } from './queries.ts';
import { SCHEMA } from './schema/schema.ts';
import { openSession } from './session.ts';

/** `POST /v1/graphql`. */
export function answerGraphQl(deps: Dependencies) {
  const run = operationRunner(SCHEMA, (error, path) => logUnexpectedError(error, { route: 'graphql', path }));
  return async ({ caller, contentType, accept, body }: GraphQlRequest): Promise<HttpResponse> => {
    const open = () => openSession(deps, caller);
    const fields = { ...queries(open()), ...mutations(open) };
    const operation = readOperation({ contentType, accept, body });
    return 'status' in operation ? operation : writeAnswer(await run(operation, fields), accept);
  };
}
