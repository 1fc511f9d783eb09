import { API_REFUSALS } from './api-refusals.ts';
import { REFUSALS } from './handshake-refusals.ts';
import type { RefusalWords } from './wording.ts';

/** Reasons that Magento and merchants can meet. */
export type HandshakeRefusalCode = keyof typeof REFUSALS;

/** The closed list of reasons for which Handfast says no. Stable: logs, events and the API carry them. */
export type RefusalCode = HandshakeRefusalCode | keyof typeof API_REFUSALS;

const WORDS: Readonly<Record<RefusalCode, RefusalWords>> = { ...API_REFUSALS, ...REFUSALS };

/** What is safe to log and to show about one refusal. Never a secret, a token, a body or a whole URL. */
export type RefusalFacts = Readonly<Record<string, string | number | boolean>>;

/** A refusal: a code of the closed list, facts, and the error that led to it as `cause`. */
export class Refusal extends Error {
  /** The code, so that Step Functions, which matches a thrown error's name, can tell refusals apart. */
  override readonly name: RefusalCode;
  readonly code: RefusalCode;
  readonly facts: RefusalFacts;

  constructor(code: RefusalCode, facts: RefusalFacts = {}, cause?: unknown) {
    super(describe(code, facts), cause === undefined ? undefined : { cause });
    this.name = code;
    this.code = code;
    this.facts = facts;
  }
}

export function isRefusalCode(text: string): text is RefusalCode {
  return Object.hasOwn(WORDS, text);
}

/** The words for whoever meets it first: merchants, if they can. */
export function refusalWords(code: RefusalCode): RefusalWords {
  return WORDS[code];
}

/** Whether there are words for merchants for it, in every language. */
export function isHandshakeRefusalCode(code: string): code is HandshakeRefusalCode {
  return Object.hasOwn(REFUSALS, code);
}

function describe(code: RefusalCode, facts: RefusalFacts): string {
  const known = Object.entries(facts).map(([name, value]) => `${name}: ${value}`);
  return known.length === 0 ? WORDS[code].title : `${WORDS[code].title} (${known.join(', ')})`;
}
