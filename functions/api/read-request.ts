import type * as z from 'zod/mini';
import { checked, malformed, parsedJson, refuseParameters, shown } from '../adapters/fields/checked-input.ts';
import type { ApiRequest } from '../adapters/lambda/api-handler.ts';
import { parseLossless } from '../adapters/magento/replies/lossless-json.ts';
import { Refusal } from '../domain/refusals/refusal.ts';

/** Lambda takes 6 MB; what is sent to a store is JSON once more. */
const BODY_MAX_BYTES = 5 * 1024 * 1024;

/**
 * Reads the parameters of a query string: each at most once, none that is unknown.
 *
 * @throws Refusal `request_malformed` naming every problem
 */
export function readQuery<T>({ query }: ApiRequest, shape: z.ZodMiniType<T>): T {
  const repeated = [...new Set(query.keys())].filter((name) => query.getAll(name).length > 1);
  if (repeated.length > 0) throw malformed(repeated.map((name) => `${shown(name)}: must be given once`));
  return checked(Object.fromEntries(query), shape);
}

/**
 * Reads a JSON body, of a request that has no parameters.
 *
 * @throws Refusal `media_type_unsupported`, `body_too_large`, `request_malformed`
 */
export function readBody<T>(request: ApiRequest, shape: z.ZodMiniType<T>): T {
  const { contentType, body } = request;
  refuseParameters(request);
  if (contentType !== 'application/json') throw new Refusal('media_type_unsupported');
  if (body.length > BODY_MAX_BYTES) throw new Refusal('body_too_large', { limitBytes: BODY_MAX_BYTES });
  return checked(parsed(body), shape);
}

/**
 * For requests that have neither parameters nor a body: `{}` is let through, since some clients send it with every POST.
 *
 * @throws Refusal `request_malformed`
 */
export function readNoBody(request: ApiRequest): void {
  refuseParameters(request);
  const text = request.body.toString('utf8').trim();
  if (text !== '' && text !== '{}') throw malformed(['the body must be empty']);
}

/** More than any field allows, so that the field is named; what is deeper still is not parsed at all. */
const BODY_DEPTH = 2_000;

function parsed(body: Buffer): unknown {
  const { text, value } = parsedJson(body, BODY_DEPTH);
  return MAY_CHANGE.test(text) ? withDigits(value, text) : value;
}

/** Numbers that JavaScript may write in another way than they came. */
const MAY_CHANGE = /\d{16}|\d[.eE]|-0/;

/** What goes to a store goes with its numbers as they came: ids above 2^53, `12.5000`. */
function withDigits(value: unknown, text: string): unknown {
  const exact = parseLossless(text, BODY_DEPTH);
  if (!isObject(value) || !isObject(exact)) return value;
  return {
    ...value,
    ...('body' in exact && { body: exact['body'] }),
    ...('query' in exact && { query: inText(exact['query']) }),
  };
}

/** In a query, all is text in the end. */
function inText(value: unknown): unknown {
  if (JSON.isRawJSON(value)) return value.rawJSON;
  if (Array.isArray(value)) return value.map(inText);
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, inText(one)])) : value;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
