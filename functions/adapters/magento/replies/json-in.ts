import { endOfString, parseJson } from '../../../domain/parse-json.ts';
import { parseLossless, STORE_JSON_DEPTH } from './lossless-json.ts';

/** How many beginnings of JSON are tried behind a notice that holds brackets of its own. */
const TRIES_MAX = 20;
/** PHP's notices and a module's comment stand in pages, and so end a line or a tag; in plain text, with a line's number. */
const BEGINNING = /(?:^|[\n>]|\bon line \d+)[ \t\uFEFF]*(?=[[{])/g;

/** What may follow: nothing, a comment or a notice. A page goes on with other tags, and the JSON in it is the page's. */
const END = /^\s*(?:$|<!--|<br|<b>|(?:PHP )?(?:Notice|Warning|Deprecated|Fatal error|Parse error)\b)/i;

/** The value of the JSON in an answer, undefined when there is none. Encoded twice, it is decoded twice. */
export function jsonIn(body: string): unknown {
  return decoded(body, (text) => parseJson(text, STORE_JSON_DEPTH));
}

/** As `jsonIn`, with the numbers as they came: see `parseLossless`. */
export function losslessJsonIn(body: string): unknown {
  return decoded(body, parseLossless);
}

function decoded(body: string, parse: (text: string) => unknown): unknown {
  const text = jsonTextIn(body);
  const value = text === undefined ? undefined : parse(text);
  return typeof value === 'string' ? (parse(value) ?? value) : value;
}

/**
 * The JSON in an answer, as it came: alone, or among PHP's notices and comments of a caching module, before it and
 * behind it.
 */
export function jsonTextIn(body: string): string | undefined {
  const plain = body.replace(/^[\s\uFEFF]+/, '');
  if (isJson(plain)) return plain;
  let tries = 0;
  for (const { index, 0: before } of plain.matchAll(BEGINNING)) {
    tries += 1;
    if (tries > TRIES_MAX) return undefined;
    const text = valueAt(plain, index + before.length);
    if (text !== undefined && isJson(text)) return text;
  }
  return undefined;
}

const isJson = (text: string): boolean => parseJson(text, STORE_JSON_DEPTH) !== undefined;

/** A list or an object with what belongs to it, where no more than a comment or a notice follows. */
function valueAt(text: string, start: number): string | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at);
    else if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
    if (depth === 0) return END.test(text.slice(at + 1)) ? text.slice(start, at + 1) : undefined;
  }
  return undefined;
}
