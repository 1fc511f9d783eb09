import { API_REFUSALS } from '../../functions/domain/refusals/api-refusals.ts';
import { REFUSALS } from '../../functions/domain/refusals/handshake-refusals.ts';
import { PROBLEM_CODES } from '../../functions/integrations/problem.ts';

/** What errors of operations have in their extensions, besides those of mutations. */
const OPERATION_CODES = ['LIMIT_EXCEEDED', 'INTERNAL'];

/** The codes as types of the client package, which imports nothing of the functions. */
export function errorCodes(): string {
  const ofApi = Object.keys(API_REFUSALS);
  const ofHandshake = Object.keys(REFUSALS).filter((code) => !ofApi.includes(code));
  return [
    '/* Written by `npm run openapi`, from `functions/domain/refusals/` and `functions/integrations/problem.ts`. */\n',
    '/** What the API refuses requests with; `docs/api.md` says what happened and what to do next. New ones may come. */',
    `export type ApiErrorCode =${union(ofApi)};\n`,
    '/** What GraphQL answers with: `userErrors` of mutations, and errors of operations. */',
    `export type GraphqlErrorCode =${union([...PROBLEM_CODES, ...OPERATION_CODES])};\n`,
    '/** Why an attempt has ended, or a connection or run is as it is: `reason` of views and events. New ones may come. */',
    `export type ReasonCode =\n  | ApiErrorCode${union(ofHandshake)};\n`,
  ].join('\n');
}

function union(codes: readonly string[]): string {
  return codes.map((code) => `\n  | '${code}'`).join('');
}
