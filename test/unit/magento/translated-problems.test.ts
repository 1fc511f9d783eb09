import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
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

  test.each(texts)('%s: %s', (_language, text, problem) => {
    const filled = text.replace('%1', '42').replace('%resources', 'Magento_Sales::actions_view');
    const named = text.includes('%fieldName') ? text.replace('%fieldName', 'oauth_consumer_key') : text;
    const expected = text.includes('%fieldName') ? 'authorization_header_missing' : problem;
    expect(problemNamed(named)).toBe(expected);
    if (named === text) expect(problemNamed(`${filled} .`)).toBe(expected);
    const spelled = [
      named.normalize('NFD'),
      named.toUpperCase(),
      named.replaceAll(' ', '\u00a0'),
      named.replace(/[^\x20-\x7e]|["']/g, (character) => `&#${character.codePointAt(0)};`),
      named.replaceAll('"', '&quot;').replaceAll("'", '’'),
      named.replace(/"(.*?)"/g, '« $1 »'),
      `\uFEFF<p class="error">${named}</p>\n`,
      named.replaceAll(' ', '\u200b '),
    ];
    for (const one of spelled) expect(problemNamed(one), one).toBe(expected);
  });

  test('are many', () => {
    expect(texts.length).toBeGreaterThan(150);
    expect(texts.filter(([, , problem]) => problem !== undefined).length).toBeGreaterThan(100);
  });
});

test.each([
  ['Angegebenes Token existiert nicht', 'token_rejected'],
  ['Verbraucherschlüssel abgelaufen', 'consumer_key_expired'],
  ['Ungültige Signatur', 'signature_rejected'],
  ['Der Verbraucher ist nicht berechtigt, auf %resources zuzugreifen.', 'permission_missing'],
  ['Ung&#252;ltige Signatur!', 'signature_rejected'],
  ['  UNGÜLTIGE\u00a0SIGNATUR ', 'signature_rejected'],
  ['<b>Verbraucherschl\u00fcssel\u200b abgelaufen</b>', 'consumer_key_expired'],
  [
    'Der Verbraucher ist nicht berechtigt, auf Magento_Sales::actions_view, Magento_Catalog::products zuzugreifen.',
    'permission_missing',
  ],
] as const)('%s: %s', (text, problem) => {
  expect(problemNamed(text)).toBe(problem);
  expect(englishProblem(text)).toBeUndefined();
});

test('English is read in any quotes', () => {
  expect(problemNamed('The consumer isn’t authorized to access Magento_Backend::admin.')).toBe('permission_missing');
  expect(problemNamed('The consumer isn&#039;t authorized to access %resources.')).toBe('permission_missing');
  expect(problemNamed('&quot;oauth_consumer_key&quot; is required. Enter and try again.')).toBe(
    'authorization_header_missing',
  );
});

test('a text of another matter is none of them, at any length', () => {
  expect(problemNamed('Anfrage stimmt mit keiner Route überein.')).toBeUndefined();
  expect(problemNamed('. '.repeat(1_000_000))).toBeUndefined();
});
