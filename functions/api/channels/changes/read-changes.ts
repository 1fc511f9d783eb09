import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { ApiRequest } from '../../../adapters/lambda/api-handler.ts';
import { parseJson } from '../../../domain/parse-json.ts';
import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { Change } from '../../../domain/sync/changes/change.ts';
import {
  BATCH_BYTES_MAX,
  BATCH_LINES_MAX,
  CHANGE_CHARACTERS_MAX,
  CHANGE_ID_CHARACTERS_MAX,
} from '../../../domain/sync/changes/change-batch.ts';

export type SentChanges = {
  readonly changes: readonly Change[];
  /** Of the body as it was, unpacked. */
  readonly digest: string;
};

/** What NDJSON is called: no name of it is registered. */
const MEDIA_TYPES: readonly string[] = ['application/x-ndjson', 'application/ndjson', 'application/jsonl'];
/** No record of Magento's is nested half as deeply. */
const DEPTH_MAX = 32;
const PROBLEMS_MAX = 20;
const PRINTABLE = new RegExp(`^\\P{C}{1,${CHANGE_ID_CHARACTERS_MAX}}$`, 'u');

/**
 * Reads a body of changes, one a line. Blank lines are none, and are counted.
 *
 * @throws Refusal `ndjson_expected`, `changes_too_large`, `changes_malformed` naming the first lines that are none:
 *   never what is in them
 */
export function readChanges(request: Pick<ApiRequest, 'contentType' | 'contentEncoding' | 'body'>): SentChanges {
  const body = unpacked(request);
  if (!isUtf8(body)) throw malformed(['the body is not UTF-8']);
  const changes: Change[] = [];
  const problems: string[] = [];
  for (const [line, text] of linesOf(body.toString('utf8').replace(/^\uFEFF/, ''))) {
    if (changes.length + problems.length === BATCH_LINES_MAX) throw tooLarge();
    const read = readLine(line, text);
    if (typeof read === 'string') problems.push(`line ${line}: ${read}`);
    else changes.push(read);
    if (problems.length === PROBLEMS_MAX) break;
  }
  if (problems.length > 0) throw malformed(problems);
  if (changes.length === 0) throw malformed(['the body has no line']);
  return { changes, digest: createHash('sha256').update(body).digest('base64url') };
}

function unpacked({ contentType, contentEncoding, body }: Parameters<typeof readChanges>[0]): Buffer {
  if (!MEDIA_TYPES.includes(contentType)) throw new Refusal('ndjson_expected');
  if (contentEncoding === 'gzip') return gunzipped(body);
  if (contentEncoding !== '' && contentEncoding !== 'identity') throw new Refusal('ndjson_expected');
  if (body.length > BATCH_BYTES_MAX) throw tooLarge();
  return body;
}

function gunzipped(body: Buffer): Buffer {
  try {
    return gunzipSync(body, { maxOutputLength: BATCH_BYTES_MAX });
  } catch (error) {
    const isBomb = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw isBomb ? tooLarge() : malformed(['the body is not gzip, though content-encoding says so']);
  }
}

/** One after the other: a body of line ends alone has four million. */
function* linesOf(text: string): Generator<[number, string]> {
  let line = 0;
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from);
    const to = end === -1 ? text.length : end;
    line += 1;
    const one = text.slice(from, to).trim();
    if (one !== '') yield [line, one];
    from = to + 1;
  }
}

/** @returns what is wrong with it, in words of our own */
function readLine(line: number, text: string): Change | string {
  if (text.length > CHANGE_CHARACTERS_MAX) return `has more than ${CHANGE_CHARACTERS_MAX} characters`;
  const value = parseJson(text, DEPTH_MAX);
  if (!isObject(value)) return 'is no JSON object, or is nested too deeply';
  const { id, base, change, ...others } = value;
  if (Object.keys(others).length > 0) return 'has other members than "id", "base" and "change"';
  if (!isObject(change)) return '"change" must be an object';
  if (!isName(id)) return `"id" must be 1 to ${CHANGE_ID_CHARACTERS_MAX} printable characters`;
  if (!isName(base)) return `"base" must be 1 to ${CHANGE_ID_CHARACTERS_MAX} printable characters`;
  return { line, ...(id !== undefined && { id }), ...(base !== undefined && { base }), change };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isName(value: unknown): value is string | undefined {
  return value === undefined || (typeof value === 'string' && PRINTABLE.test(value));
}

const malformed = (problems: readonly string[]) => new Refusal('changes_malformed', { problems: problems.join('\n') });

const tooLarge = () => new Refusal('changes_too_large', { limitBytes: BATCH_BYTES_MAX, limitLines: BATCH_LINES_MAX });
