import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { englishProblem, problemNamed } from '../../../functions/adapters/magento/replies/known-problems.ts';

/** Published translations are other people's work: the project holds digests of them, and the texts lie outside. */
const file = fileURLToPath(new URL('../../../../shared/magento/translations.json', import.meta.url));
const path = existsSync(file) ? file : undefined;
const shape = z.object({ messages: z.record(z.string(), z.record(z.string(), z.array(z.string()))) });
const messages = path === undefined ? {} : shape.parse(JSON.parse(readFileSync(path, 'utf8'))).messages;

describe.skipIf(path === undefined)('published translations (skipped where ../shared/magento is absent)', () => {
  const texts = Object.entries(messages).flatMap(([english, languages]) =>
    Object.entries(languages).flatMap(([language, translated]) =>
      translated.map((text) => [language, text, problemNamed(english)] as const),
    ),
  );

  it.each(texts)('%s: %s', (_language, text, problem) => {
    const filled = text.replace('%1', '42').replace('%resources', 'Magento_Sales::actions_view');
    const named = text.includes('%fieldName') ? text.replace('%fieldName', 'oauth_consumer_key') : text;
    const expected = text.includes('%fieldName') ? 'authorization_header_missing' : problem;
    expect(problemNamed(named)).toBe(expected);
    if (named === text) expect(problemNamed(`${filled} .`)).toBe(expected);
  });

  it('are many', () => {
    expect(texts.length).toBeGreaterThan(150);
    expect(texts.filter(([, , problem]) => problem !== undefined).length).toBeGreaterThan(100);
  });
});

it.each([
  ['Angegebenes Token existiert nicht', 'token_rejected'],
  ['Verbraucherschlüssel abgelaufen', 'consumer_key_expired'],
  ['Ungültige Signatur', 'signature_rejected'],
  ['Der Verbraucher ist nicht berechtigt, auf %resources zuzugreifen.', 'permission_missing'],
] as const)('%s: %s', (text, problem) => {
  expect(problemNamed(text)).toBe(problem);
  expect(englishProblem(text)).toBeUndefined();
});

it('a text of another matter is none of them, at any length', () => {
  expect(problemNamed('Anfrage stimmt mit keiner Route überein.')).toBeUndefined();
  expect(problemNamed('. '.repeat(1_000_000))).toBeUndefined();
});
