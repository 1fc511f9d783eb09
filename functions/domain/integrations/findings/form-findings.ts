import type { FormField } from '../integration.ts';
import { error, type Finding, warning } from './finding.ts';

/** What is wrong with the questions that the consent page would ask. */
export function formFindings(fields: readonly FormField[]): readonly Finding[] {
  return fields.flatMap((field, at) => fieldFindings(field, ['formFields', String(at)]));
}

function fieldFindings(
  { type, labels, pattern, choices = [] }: FormField,
  path: readonly string[],
): readonly Finding[] {
  return [
    ...englishFindings(labels, [...path, 'labels']),
    ...choices.flatMap((choice, at) => englishFindings(choice.labels, [...path, 'choices', String(at), 'labels'])),
    ...(type === 'CHOICE' && choices.length === 0
      ? [error('FORM_CHOICES_MISSING', [...path, 'choices'], 'There is nothing to choose from.')]
      : []),
    ...(type !== 'CHOICE' && choices.length > 0
      ? [warning('FORM_CHOICES_UNUSED', [...path, 'choices'], 'Only a field of the type CHOICE has choices.')]
      : []),
    ...(type !== 'TEXT' && pattern !== undefined
      ? [warning('FORM_PATTERN_UNUSED', [...path, 'pattern'], 'Only a field of the type TEXT has a pattern.')]
      : []),
    ...(pattern !== undefined && !isPattern(pattern)
      ? [error('FORM_PATTERN_INVALID', [...path, 'pattern'], 'This is no regular expression as HTML takes them.')]
      : []),
  ];
}

function englishFindings(labels: Readonly<Record<string, string>>, path: readonly string[]): readonly Finding[] {
  return (labels['en'] ?? '') === ''
    ? [error('FORM_LABEL_MISSING', path, 'A label in English (en) is missing, for languages that have none.')]
    : [];
}

/** HTML Living Standard, "The pattern attribute": a regular expression with the flag `v`. */
function isPattern(pattern: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 'v') instanceof RegExp;
  } catch {
    return false;
  }
}
