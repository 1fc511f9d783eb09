import { FORM_FIELD_TYPES, FORM_FIELDS_MAX } from '../../../../domain/integrations/integration.ts';
import type { Translator } from '../../../texts/translator.ts';
import type { Integration } from '../../data/integration.ts';
import type { Section, SectionField, SectionGroup, Values } from '../section.ts';
import { choiceLines, choicesIn, localizedIn, localizedLines } from './question-texts.ts';

const MEMBERS = ['key', 'labels', 'help', 'pattern', 'choices', 'required', 'type'] as const;
type Member = (typeof MEMBERS)[number];
const ROWS = Array.from({ length: FORM_FIELDS_MAX }, (_, row) => row);
const nameOf = (row: number, member: Member) => `question_${row}_${member}`;

/** What merchants are asked before they connect a store. One that is emptied is removed. */
export const QUESTIONS: Section = {
  path: 'questions',
  name: 'set_questions',
  title: 'integration_field_formFields',
  intro: 'questions_intro',
  values: valuesOf,
  secrets: [],
  groups: ({ layout }, _, values) => groupsOf(layout.translator, values),
  change: ({ sourceId: id }, entered) => ({
    mutation: 'updateProductIntegration',
    input: { id, formFields: rowsIn(entered).map((row) => questionIn(entered, row)) },
  }),
  fieldOf: ([, at, member], entered) => fieldOf(entered, at, member),
};

function valuesOf({ formFields }: Integration): Values {
  const fieldsIn = (row: number) =>
    Object.entries(rowOf(formFields[row])).map(([member, text]) => [`question_${row}_${member}`, text] as const);
  return Object.fromEntries(ROWS.flatMap(fieldsIn));
}

function rowOf(field: Integration['formFields'][number] | undefined): Readonly<Record<Member, string>> {
  return {
    key: field?.key ?? '',
    type: field?.type ?? FORM_FIELD_TYPES[0],
    labels: localizedLines(field?.labels),
    help: localizedLines(field?.help),
    required: field?.required ? '1' : '',
    pattern: field?.pattern ?? '',
    choices: choiceLines(field?.choices),
  };
}

/** Rows that somebody has filled in: the others hold a type, too. */
function rowsIn(values: Values): readonly number[] {
  return ROWS.filter((row) => MEMBERS.some((member) => member !== 'type' && values[nameOf(row, member)]));
}

function questionIn(entered: Values, row: number): object {
  const text = (member: Member) => entered[nameOf(row, member)] ?? '';
  const help = localizedIn(text('help'));
  const choices = choicesIn(text('choices'));
  return {
    key: text('key'),
    type: text('type') || FORM_FIELD_TYPES[0],
    labels: localizedIn(text('labels')),
    required: text('required') === '1',
    ...(help.length > 0 && { help }),
    ...(text('pattern') !== '' && { pattern: text('pattern') }),
    ...(choices.length > 0 && { choices }),
  };
}

/** Those that there are, and one to be filled in. */
function groupsOf(translator: Translator, values: Values): readonly SectionGroup[] {
  const filled = rowsIn(values);
  const free = ROWS.find((row) => !filled.includes(row));
  return [...filled, ...(free === undefined ? [] : [free])]
    .toSorted((one, other) => one - other)
    .map((row) => ({
      legend: `${translator.t('question')} ${row + 1}`,
      fields: fieldsOf(translator, row),
    }));
}

function fieldsOf({ t }: Translator, row: number): readonly SectionField[] {
  const types = FORM_FIELD_TYPES.map((type) => [type, t(`question_type_${type}`)] as const);
  return [
    { name: nameOf(row, 'key'), label: t('question_key'), hint: t('question_key_hint') },
    { name: nameOf(row, 'type'), label: t('question_type'), options: types },
    { name: nameOf(row, 'labels'), label: t('question_labels'), type: 'textarea', hint: t('question_labels_hint') },
    { name: nameOf(row, 'help'), label: t('question_help'), type: 'textarea', hint: t('question_help_hint') },
    { name: nameOf(row, 'required'), label: t('question_required'), type: 'checkbox' },
    { name: nameOf(row, 'pattern'), label: t('question_pattern'), hint: t('question_pattern_hint') },
    { name: nameOf(row, 'choices'), label: t('question_choices'), type: 'textarea', hint: t('question_choices_hint') },
  ];
}

/** @param at of the questions that were sent */
function fieldOf(entered: Values, at: string | undefined, member: string | undefined): string | undefined {
  const row = rowsIn(entered)[Number(at)];
  const known = MEMBERS.find((one) => one === member);
  return row === undefined || known === undefined ? undefined : nameOf(row, known);
}
