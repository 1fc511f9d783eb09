import { parseJson } from '../../../domain/parse-json.ts';
import { STORE_JSON_DEPTH } from './lossless-json.ts';

/** How many beginnings of JSON are tried behind a notice that holds brackets of its own. */
const TRIES_MAX = 20;

/** The value of the JSON in an answer, undefined when there is none. */
export function jsonIn(body: string): unknown {
  const text = jsonTextIn(body);
  return text === undefined ? undefined : parseJson(text, STORE_JSON_DEPTH);
}

/**
 * The JSON in an answer, as it came: alone, or between a PHP notice and a comment of a caching module, which both stand
 * in pages and so on lines or behind tags of their own.
 */
export function jsonTextIn(body: string): string | undefined {
  const plain = body.replace(/^[\s\uFEFF]+/, '');
  if (parseJson(plain, STORE_JSON_DEPTH) !== undefined) return plain;
  const ended = withoutComments(plain);
  let tries = 0;
  for (const { index } of ended.matchAll(/(?:^|[\n>])[ \t]*(?=[[{])/g)) {
    tries += 1;
    if (tries > TRIES_MAX) return undefined;
    const text = ended.slice(index).replace(/^[\n>\s]+/, '');
    if (parseJson(text, STORE_JSON_DEPTH) !== undefined) return text;
  }
  return undefined;
}

function withoutComments(text: string): string {
  let ended = text.trimEnd();
  while (ended.endsWith('-->') && ended.includes('<!--')) ended = ended.slice(0, ended.lastIndexOf('<!--')).trimEnd();
  return ended;
}
