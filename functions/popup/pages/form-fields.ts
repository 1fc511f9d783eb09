import { html } from 'hono/html';
import {
  ANSWER_MAX_CHARACTERS,
  type AnswerProblem,
  type Answers,
  type Given,
  NUMBER_PATTERN,
} from '../../domain/integrations/form-answers.ts';
import type { FormField } from '../../domain/integrations/integration.ts';
import { answerName } from '../steps/consent-form.ts';
import { punctuationOf } from '../texts/punctuation.ts';
import type { Markup, Translator } from '../texts/translator.ts';

/** What the vendor asks, and what stands in the fields already. */
export type ShownForm = {
  readonly fields: readonly FormField[];
  readonly given: Given;
  /** By the fields' keys. */
  readonly problems: Readonly<Record<string, AnswerProblem>>;
};

/** Answers as a form sends them, to fill it in. */
export function givenOf(answers: Answers): Given {
  return Object.fromEntries(Object.entries(answers).map(([key, answer]) => [key, String(answer)]));
}

/** The vendor's fields, in an area that scrolls where they do not fit: Magento's popup itself does not. */
export function formFields(
  translator: Translator,
  product: string,
  { fields, given, problems }: ShownForm,
): Markup | '' {
  if (fields.length === 0) return '';
  const firstWrong = fields.find(({ key }) => problems[key] !== undefined);
  const wrong =
    firstWrong === undefined ? '' : html`<p role="alert" class="wrong">${translator.t('answers_wrong')}</p>\n`;
  const shown = fields.map((field) => {
    const input = { field, value: given[field.key], problem: problems[field.key], focused: field === firstWrong };
    return html`<div class="field">${field.type === 'CHECKBOX' ? box(translator, input) : labelled(translator, input)}</div>\n`;
  });
  return html`${wrong}<h2 id="asks">${translator.tMarkup('asks', { product })}</h2>
<section class="fields" aria-labelledby="asks">
${shown}</section>`;
}

type Input = {
  readonly field: FormField;
  readonly value: string | undefined;
  readonly problem: AnswerProblem | undefined;
  readonly focused: boolean;
};

function labelled(translator: Translator, input: Input): Markup {
  const { field } = input;
  return html`<label for="${idOf(field)}">${labelOf(translator, field)}</label>${control(translator, input)}${notes(translator, input)}`;
}

function box(translator: Translator, input: Input): Markup {
  const checked = input.value === 'true' ? html` checked` : '';
  return html`<label class="tick"><input type="checkbox" value="true"${attributes(input)}${checked}><span>${labelOf(translator, input.field)}</span></label>${notes(translator, input)}`;
}

function control(translator: Translator, input: Input): Markup {
  const { field, value = '' } = input;
  if (field.type === 'CHOICE') {
    const options = (field.choices ?? []).map((choice) => {
      const selected = choice.value === value ? html` selected` : '';
      return html`<option value="${choice.value}"${selected}>${wordsIn(translator, choice.labels, choice.value).text}</option>`;
    });
    return html`<select${attributes(input)}><option value="">${translator.t('choose_one')}</option>${options}</select>`;
  }
  // Not type=number: what a merchant wrote that is none would be gone from the page that says so.
  const isNumber = field.type === 'NUMBER';
  const form = isNumber ? NUMBER_PATTERN : field.pattern;
  const pattern = form === undefined ? '' : html`${isNumber ? html` inputmode="decimal"` : ''} pattern="${form}"`;
  return html`<input type="text" maxlength="${ANSWER_MAX_CHARACTERS}" value="${value}"${pattern}${attributes(input)}>`;
}

/** `required` and `pattern` are only a help in the browser; the check that counts is made when the form is received. */
function attributes({ field, problem, focused }: Input): Markup {
  const id = idOf(field);
  const notes = [
    ...(problem === undefined ? [] : [`${id}-wrong`]),
    ...(field.help === undefined ? [] : [`${id}-help`]),
  ];
  return html` id="${id}" name="${answerName(field.key)}" autocomplete="off"${field.required ? html` required` : ''}${
    notes.length === 0 ? '' : html` aria-describedby="${notes.join(' ')}"`
  }${problem === undefined ? '' : html` aria-invalid="true"`}${focused ? html` autofocus` : ''}`;
}

function notes(translator: Translator, { field, problem }: Input): Markup {
  const id = idOf(field);
  const wrong =
    problem === undefined
      ? ''
      : html`<strong class="wrong" id="${id}-wrong">${sayProblem(translator, problem)}</strong>`;
  const help =
    field.help === undefined ? '' : html`<small id="${id}-help">${marked(translator, field.help, '')}</small>`;
  return html`${wrong}${help}`;
}

function sayProblem({ t, tMarkup }: Translator, problem: AnswerProblem): Markup | string {
  return problem === 'too_long' ? tMarkup('answer_too_long', { most: ANSWER_MAX_CHARACTERS }) : t(WORDS[problem]);
}

const WORDS = {
  missing: 'answer_missing',
  not_a_number: 'answer_not_a_number',
  not_listed: 'answer_not_listed',
  mismatch: 'answer_mismatch',
} as const satisfies Record<Exclude<AnswerProblem, 'too_long'>, string>;

function labelOf(translator: Translator, { key, labels, required }: FormField): Markup {
  const optional = required ? '' : html`${punctuationOf(translator).gap}<small>${translator.t('optional')}</small>`;
  return html`${marked(translator, labels, key)}${optional}`;
}

/** Words of another language than the page's say so, for whoever has the page read aloud. */
function marked(translator: Translator, words: Readonly<Record<string, string>>, otherwise: string): Markup {
  const { text, language } = wordsIn(translator, words, otherwise);
  const same = language === undefined || language.split('-')[0] === translator.language.split('-')[0];
  return same ? html`${text}` : html`<span lang="${language}">${text}</span>`;
}

type Words = { readonly text: string; readonly language: string | undefined };

/** In the page's language, or in English, or in whatever there is. */
function wordsIn({ language }: Translator, words: Readonly<Record<string, string>>, otherwise: string): Words {
  const [base = ''] = language.split('-');
  const tags = [language, base, 'en', ...Object.keys(words)];
  const tag = tags.find((one) => Object.hasOwn(words, one) && words[one] !== '');
  return { text: (tag === undefined ? undefined : words[tag]) ?? otherwise, language: tag };
}

function idOf({ key }: FormField): string {
  return `field-${key}`;
}
