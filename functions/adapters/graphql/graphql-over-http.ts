import * as z from 'zod/mini';
import { parseJson } from '../../domain/parse-json.ts';
import type { HttpResponse } from '../lambda/http-handler.ts';
import type { Answer, Operation } from './run-operation.ts';

/** What HTTP carries of a request. */
export type GraphQlPost = {
  /** Media type without parameters. */
  readonly contentType: string;
  /** The header as it came; empty when there is none. */
  readonly accept: string;
  readonly body: Buffer;
};

const MAX_BODY_BYTES = 64 * 1024;

/** Says by its status what became of the request. */
const RESPONSE = 'application/graphql-response+json';
/** Answers 200 to whatever is a request at all (GraphQL over HTTP, "application/json"). */
const JSON_TYPE = 'application/json';

const parameters = z.object({
  query: z.string(),
  operationName: z.nullish(z.string()),
  variables: z.nullish(z.record(z.string(), z.unknown())),
  extensions: z.nullish(z.record(z.string(), z.unknown())),
});

/** @returns the operation, or the answer to what is none */
export function readOperation({ contentType, accept, body }: GraphQlPost): Operation | HttpResponse {
  const type = answerType(accept);
  if (type === undefined) return refused(406, JSON_TYPE, `Accept ${RESPONSE} or ${JSON_TYPE}.`);
  if (contentType !== JSON_TYPE) return refused(415, type, `Send JSON, with the header content-type: ${JSON_TYPE}.`);
  if (body.length > MAX_BODY_BYTES) return refused(413, type, `Send at most ${MAX_BODY_BYTES / 1024} KB.`);
  const { data } = parameters.safeParse(parseJson(body.toString('utf8'), 64));
  if (data === undefined) {
    return refused(400, type, 'Send one JSON object with a "query", and "variables" and "operationName" if need be.');
  }
  return { query: data.query, operationName: data.operationName ?? undefined, variables: data.variables ?? undefined };
}

/** The answer with the status that its media type asks for. */
export function writeAnswer(answer: Answer, accept: string): HttpResponse {
  const type = answerType(accept) ?? JSON_TYPE;
  const wasRun = answer.data !== undefined;
  return written(wasRun || type === JSON_TYPE ? 200 : 400, type, answer);
}

function refused(status: number, type: string, message: string): HttpResponse {
  return written(status, type, { errors: [{ message }] });
}

function written(status: number, type: string, answer: Answer): HttpResponse {
  return {
    status,
    headers: { 'content-type': `${type}; charset=utf-8`, 'x-content-type-options': 'nosniff' },
    body: JSON.stringify(answer),
  };
}

/** The first of our two types that the client takes; `application/json` where it does not care. */
function answerType(accept: string): string | undefined {
  const ranges = accept.split(',').flatMap((part) => {
    const [range = '', ...settings] = part.split(';').map((text) => text.trim().toLowerCase());
    return range === '' || settings.some((text) => /^q=0(\.0*)?$/.test(text)) ? [] : [range];
  });
  if (accept.trim() === '') return JSON_TYPE;
  if (ranges.includes(RESPONSE)) return RESPONSE;
  return ranges.some((range) => ['*/*', 'application/*', JSON_TYPE].includes(range)) ? JSON_TYPE : undefined;
}
