import * as z from 'zod/mini';
import { FORM_FIELD_KEY } from '../../domain/integrations/form-answers.ts';
import { FORM_FIELD_TYPES, FORM_FIELDS_MAX, type FormField } from '../../domain/integrations/integration.ts';
import { text } from './texts.ts';

const MAX_LANGUAGES = 30;
const MAX_CHOICES = 50;
const LANGUAGE = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/;

export const language = z.string().check(z.regex(LANGUAGE, 'must be a language tag such as en or pt-BR'));

const localized = z
  .array(z.object({ language, text: text(200) }))
  .check(z.maxLength(MAX_LANGUAGES, `must have at most ${MAX_LANGUAGES} languages`));
type Localized = z.output<typeof localized>;

const field = z.object({
  key: z.string().check(z.regex(FORM_FIELD_KEY, 'must be 1 to 32 letters, digits, _ and -, beginning with a letter')),
  type: z.enum(FORM_FIELD_TYPES),
  labels: localized,
  help: z.nullish(localized),
  required: z.nullish(z.boolean()),
  pattern: z.nullish(text(200)),
  choices: z.nullish(
    z
      .array(z.object({ value: text(100), labels: localized }))
      .check(z.maxLength(MAX_CHOICES, `must have at most ${MAX_CHOICES} entries`)),
  ),
});

/** The questions of the consent page, as they are stored. */
export const formFields = z.pipe(
  z.array(field).check(
    z.maxLength(FORM_FIELDS_MAX, `must have at most ${FORM_FIELDS_MAX} entries`),
    z.refine((fields) => new Set(fields.map(({ key }) => key)).size === fields.length, 'must not have a key twice'),
  ),
  z.transform((fields): readonly FormField[] => fields.map(stored)),
);

function stored({ key, type, labels, help, required, pattern, choices }: z.output<typeof field>): FormField {
  return {
    key,
    type,
    labels: byLanguage(labels),
    required: required ?? false,
    ...(help && { help: byLanguage(help) }),
    ...(pattern && { pattern }),
    ...(choices && { choices: choices.map(({ value, labels: own }) => ({ value, labels: byLanguage(own) })) }),
  };
}

function byLanguage(texts: Localized): Readonly<Record<string, string>> {
  return Object.fromEntries(texts.map(({ language: of, text: words }) => [of, words]));
}
