import { isUtf8 } from 'node:buffer';
import type * as z from 'zod/mini';
import { parseJson } from '../../domain/parse-json.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import type { HttpRequest } from '../lambda/http-handler.ts';

/**
 * A parameter that is ignored would be mistaken for one that counts.
 *
 * @throws Refusal `request_malformed`
 */
export function refuseParameters({ query }: Pick<HttpRequest, 'query'>): void {
  const names = [...new Set(query.keys())];
  if (names.length > 0) throw malformed(names.map((name) => `${shown(name)}: is unknown`));
}

/**
 * A body of JSON, and its text.
 *
 * @throws Refusal `request_malformed`
 */
export function parsedJson(body: Buffer, depth: number): { readonly text: string; readonly value: unknown } {
  const text = isUtf8(body) ? new TextDecoder().decode(body) : '';
  const value = parseJson(text, depth);
  if (value === undefined) throw malformed(['the body is not JSON in UTF-8, or is nested too deeply']);
  return { text, value };
}

/** @throws Refusal `request_malformed` naming every problem */
export function checked<T>(input: unknown, shape: z.ZodMiniType<T>): T {
  const read = shape.safeParse(input);
  if (read.success) return read.data;
  throw malformed(read.error.issues.flatMap(problemsOf));
}

function problemsOf(issue: z.core.$ZodIssue): string[] {
  const at = issue.path.map((part) => shown(String(part))).join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${at === '' ? '' : `${at}.`}${shown(key)}: is unknown`);
  }
  return [`${at === '' ? 'the body' : at}: ${messageOf(issue)}`];
}

/** How the library's own messages begin, with or without its texts in English. */
const NO_MESSAGE = 'Invalid input';

function messageOf(issue: z.core.$ZodIssue): string {
  if (!issue.message.startsWith(NO_MESSAGE) || issue.code !== 'invalid_type') return issue.message;
  return `must be ${/^[aeiou]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`;
}

/** A name that the client chose, made safe for an answer. */
export function shown(name: string): string {
  return name.replace(/[^\x20-\x7e]/g, '?').slice(0, 60);
}

export function malformed(problems: readonly string[]): Refusal {
  return new Refusal('request_malformed', { problems: [...new Set(problems)].slice(0, 20).join('\n') });
}
