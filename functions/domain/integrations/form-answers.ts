import { FORM_FIELDS_MAX, type FormField } from './integration.ts';

/**
 * The longest answer, as `maxlength` counts it. KMS encrypts 4,096 bytes: eight answers of three bytes a character, with
 * their keys, are fewer.
 */
export const ANSWER_MAX_CHARACTERS = 140;

/** What a field's key looks like: it names an input of the form, and a member of the answers. */
export const FORM_FIELD_KEY = /^[A-Za-z][A-Za-z0-9_-]{0,31}$/;

/** What a merchant has answered, by the fields' keys. What was left open is absent; a box is true or false. */
export type Answers = Readonly<Record<string, string | number | boolean>>;

export type AnswerProblem = 'missing' | 'too_long' | 'not_a_number' | 'not_listed' | 'mismatch';

/** An answer as the form sends it; undefined where it sends none. */
export type Given = Readonly<Record<string, string | undefined>>;

export type Read = {
  readonly answers: Answers;
  /** By the fields' keys; empty where all answers are good. */
  readonly problems: Readonly<Record<string, AnswerProblem>>;
};

type Matches = (pattern: string, text: string) => boolean;

/** Fields that can be asked: the first eight, each with a key of its own. */
export function askable(fields: readonly FormField[]): readonly FormField[] {
  const keyed = fields.filter(
    ({ key }, index) => FORM_FIELD_KEY.test(key) && fields.findIndex((one) => one.key === key) === index,
  );
  return keyed.slice(0, FORM_FIELDS_MAX);
}

/**
 * Reads what the form sent. What no field asks for is left out.
 *
 * @param matches whether a text has the form of a field's `pattern`
 */
export function readAnswers(fields: readonly FormField[], given: Given, matches: Matches): Read {
  const read = askable(fields).map((field) => [field.key, readAnswer(field, given[field.key], matches)] as const);
  const isProblem = (answer: Answer) => typeof answer === 'object';
  return {
    answers: Object.fromEntries(
      read.flatMap(([key, one]) => (isProblem(one) || one === undefined ? [] : [[key, one]])),
    ),
    problems: Object.fromEntries(read.flatMap(([key, one]) => (isProblem(one) ? [[key, one.problem]] : []))),
  };
}

type Answer = Answers[string] | { readonly problem: AnswerProblem } | undefined;

/** As HTML's `pattern` says it: what JSON carries unchanged. */
export const NUMBER_PATTERN = '-?[0-9]{1,15}([.][0-9]{1,10})?';
const NUMBER = new RegExp(`^(?:${NUMBER_PATTERN})$`, 'v');
const CONTROL = /\p{Cc}/u;

function readAnswer(field: FormField, given: string | undefined, matches: Matches): Answer {
  const text = (given ?? '').trim();
  if (field.type === 'CHECKBOX') return text === 'true' || (field.required ? { problem: 'missing' } : false);
  if (text === '') return field.required ? { problem: 'missing' } : undefined;
  if (text.length > ANSWER_MAX_CHARACTERS) return { problem: 'too_long' };
  return readText(field.type, field, text, matches);
}

function readText(
  type: Exclude<FormField['type'], 'CHECKBOX'>,
  { pattern, choices = [] }: FormField,
  text: string,
  matches: Matches,
): Answer {
  switch (type) {
    case 'NUMBER':
      return NUMBER.test(text) ? Number(text) : { problem: 'not_a_number' };
    case 'CHOICE':
      return choices.some(({ value }) => value === text) ? text : { problem: 'not_listed' };
    case 'TEXT': {
      const fits = !CONTROL.test(text) && (pattern === undefined || matches(pattern, text));
      return fits ? text : { problem: 'mismatch' };
    }
    default:
      return type satisfies never;
  }
}
