import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { API_ACTIONS } from '../../../functions/api/action-history.ts';
import { openFeatures } from '../../../functions/console/features.ts';
import { TEXTS } from '../../../functions/console/texts/all-texts.ts';
import { LANGUAGES } from '../../../functions/console/texts/languages.ts';
import { wordsOf } from '../../../functions/console/texts/refusals/refusal-words.ts';
import { isPlainKey, type TextKey, translatorFor } from '../../../functions/console/texts/translator.ts';
import { API_REFUSALS } from '../../../functions/domain/refusals/api-refusals.ts';
import { REFUSALS } from '../../../functions/domain/refusals/handshake-refusals.ts';
import { isRefusalCode } from '../../../functions/domain/refusals/refusal.ts';
import { CONNECTION_STATUSES } from '../../../functions/domain/stores/connection-status.ts';
import { PROBLEM_CODES } from '../../../functions/integrations/problem.ts';

const keys = Object.keys(TEXTS.en) as TextKey[];
const placeholders = (text: string) =>
  [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name = '']) => name))]
    // Branches of a plural are words in braces, too.
    .filter((name) => text.includes(`{${name}}`) || text.includes(`{${name},`))
    .toSorted();

describe('the texts of the console', () => {
  test.each(LANGUAGES)('in %s name what the English ones name, and none is empty', (language) => {
    for (const key of keys) {
      expect(TEXTS[language][key].trim(), key).not.toBe('');
      expect(placeholders(TEXTS[language][key]), key).toEqual(placeholders(TEXTS.en[key]));
    }
  });

  test('are written anew in German: none is the English one, but for words that are the same', () => {
    const same = keys.filter((key) => TEXTS.de[key] === TEXTS.en[key]);
    expect(same.filter((key) => TEXTS.en[key].length > 24)).toEqual([]);
  });

  test('say of every status why, and what to do', () => {
    const { t } = translatorFor('de');
    for (const status of CONNECTION_STATUSES) {
      expect(t(`status_${status}_why`).length).toBeGreaterThan(20);
      expect(t(`status_${status}_next`).length).toBeGreaterThan(20);
    }
  });

  test('name every action that histories list', () => {
    const audit = { list: async () => ({ items: [] }) };
    const listed = openFeatures({ audit, accountPages: { templates: {}, products: [] } })
      .flatMap(({ actions }) => actions)
      .filter(({ target }) => target({ id: `con_${'a'.repeat(32)}` }) !== undefined);
    expect(listed.length).toBeGreaterThan(1);
    expect(listed.map(({ name }) => name).filter((name) => !isPlainKey(`happened_${name}`))).toEqual([]);
    expect(Object.values(API_ACTIONS).filter((name) => !isPlainKey(`happened_api_${name}`))).toEqual([]);
  });
});

const REFUSAL_CODES = [...new Set([...Object.keys(API_REFUSALS), ...Object.keys(REFUSALS)])].filter(isRefusalCode);

describe('refusals', () => {
  test.each(REFUSAL_CODES)('%s is said in German, in words of its own', (code) => {
    const { title, happened, next } = wordsOf('de', code);
    const english = wordsOf('en', code);
    for (const words of [title, happened, next]) expect(words).toMatch(/^\p{Lu}.{8,}/u);
    expect([title, happened, next].filter((words) => Object.values(english).includes(words))).toEqual([]);
    expect(title).not.toMatch(/\.$/);
    expect([happened, next].filter((words) => !words.endsWith('.'))).toEqual([]);
  });

  test.each(LANGUAGES)('in %s tell nobody who has pages and buttons to call a route', (language) => {
    const said = REFUSAL_CODES.flatMap((code) => Object.values(wordsOf(language, code)).map((words) => [code, words]));
    expect(said.filter(([, words]) => String(words).includes('/v1/'))).toEqual([]);
  });

  test('have German words for every code of GraphQL and every finding of an integration', () => {
    const folder = new URL('../../../functions/domain/integrations/findings/', import.meta.url);
    const source = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8'));
    const findings = [...source.join().matchAll(/(?:error|warning|missing)\(\s*'([A-Z_\d]+)'/g)].map(
      ([, code]) => code,
    );
    expect(findings.length).toBeGreaterThan(20);
    const wanted = [
      ...findings.map((code) => `integration_finding_${code}`),
      ...PROBLEM_CODES.map((code) => `integration_problem_${code}`),
    ];
    expect(wanted.filter((key) => !isPlainKey(key))).toEqual([]);
  });
});
