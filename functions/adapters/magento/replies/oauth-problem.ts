import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { Reply } from '../transport/send.ts';
import { complaintIn } from './complaint.ts';
import { safeText } from './foreign-answer.ts';
import { jsonIn } from './json-in.ts';
import { problemNamed } from './known-problems.ts';
import type { Problem } from './problem.ts';

/** What Magento complains of: as `oauth_problem` on token calls, as JSON on REST calls. */
export type StatedProblem = {
  readonly text: string;
  /** Absent where neither structure nor words are known: a module's own text, a language without a published pack. */
  readonly problem: Problem | undefined;
  /** The permissions that are missing, when Magento names them. */
  readonly resources: string | undefined;
};

const RESOURCES = /^[A-Za-z0-9_:, ]{1,200}$/;

/** What an answer of Magento's complains of; undefined for any other answer. Structure goes before words. */
export function statedProblem({ status, body }: Reply): StatedProblem | undefined {
  if (status < 400) return undefined;
  const named = oauthProblemIn(body);
  if (named !== undefined) return { text: named, problem: problemNamed(named), resources: undefined };
  const complaint = complaintIn(jsonIn(body));
  if (complaint === undefined) return undefined;
  const { message, resources } = complaint;
  const permission = status === 401 && resources !== undefined;
  return {
    text: message,
    problem: permission ? 'permission_missing' : problemNamed(message),
    resources: resources !== undefined && RESOURCES.test(resources) ? resources : undefined,
  };
}

/** The refusal for a complaint; `token_refused`, with the text made safe, for all that has no code of its own. */
export function refusalFor({ text, problem, resources }: StatedProblem, { status, headers }: Reply): Refusal {
  if (problem === undefined || problem === 'nonce_used') {
    return new Refusal('token_refused', { status, problem: safeText(text) });
  }
  return new Refusal(problem, {
    status,
    ...(problem === 'permission_missing' && resources !== undefined && { resources }),
    ...(problem === 'timestamp_rejected' && clockOf(headers.date)),
  });
}

/** How far the store's clock is ahead of ours, by the `Date` of its answer; negative when it is behind. */
function clockOf(date = ''): { readonly clockAheadSeconds?: number } {
  // `Date.parse` makes a year of any number, and takes a time without a zone (the form of `asctime`) for ours.
  const zoned = /(?:GMT|UTC|Z|[+-]\d{2}:?\d{2})\s*(?:\(.*\))?$/i.test(date) ? date : `${date} GMT`;
  const at = /\d:\d{2}:\d{2}/.test(date) ? Date.parse(zoned) : Number.NaN;
  return Number.isNaN(at) ? {} : { clockAheadSeconds: Math.round((at - Date.now()) / 1000) };
}

/** PHP notices stand before it, comments behind it. */
function oauthProblemIn(body: string): string | undefined {
  const [, value] = /(?:^|[\s>&;"'\uFEFF])oauth_problem=([^&<\r\n]*)/.exec(body) ?? [];
  return value === undefined
    ? undefined
    : new URLSearchParams(`p=${value}`).get('p')?.replace(/^"([^"]*)"$|["']$/, '$1');
}
