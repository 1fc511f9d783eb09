import type { LocalizedText } from '../../data/version-fields.ts';
import { linesOf } from '../sent.ts';

/*
 * Texts in several languages, and choices, as an operator writes them: `en: Colour` on a line each; of a choice, the
 * value first: `red | en: Red | de: Rot`. A backslash stands before a bar that is part of a text.
 */

type Choice = { readonly value: string; readonly labels: LocalizedText };

export function localizedLines(texts: LocalizedText | null | undefined): string {
  return (texts ?? []).map(localizedLine).join('\n');
}

/** What is no text with its language becomes one without: the API says what is wrong. */
export function localizedIn(lines: string | undefined): LocalizedText {
  return linesOf(lines).map(localizedOf);
}

export function choiceLines(choices: readonly Choice[] | null | undefined): string {
  return (choices ?? [])
    .map(({ value, labels }) => [value, ...labels.map(localizedLine)].map(escaped).join(' | '))
    .join('\n');
}

export function choicesIn(lines: string | undefined): readonly Choice[] {
  return linesOf(lines).map((line) => {
    const [value = '', ...labels] = partsOf(line);
    return { value, labels: labels.filter((label) => label !== '').map(localizedOf) };
  });
}

function localizedLine({ language, text }: LocalizedText[number]): string {
  return `${language}: ${text}`;
}

function localizedOf(line: string): LocalizedText[number] {
  const [, language = '', text = line] = /^([^:]*):(.*)$/u.exec(line) ?? [];
  return { language: language.trim(), text: text.trim() };
}

function escaped(part: string): string {
  return part.replaceAll(/[\\|]/g, (sign) => `\\${sign}`);
}

/** Between bars; there may be an empty one at the end. */
function partsOf(line: string): readonly string[] {
  return [...line.matchAll(/((?:\\.|[^|\\])*)(?:\||$)/g)].map(([, part = '']) =>
    part.replaceAll(/\\(.)/g, '$1').trim(),
  );
}
