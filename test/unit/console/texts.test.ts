import { describe, expect, test } from 'vitest';
import { openFeatures } from '../../../functions/console/features.ts';
import { TEXTS } from '../../../functions/console/texts/all-texts.ts';
import { LANGUAGES } from '../../../functions/console/texts/languages.ts';
import { isPlainKey, type TextKey, translatorFor } from '../../../functions/console/texts/translator.ts';
import { CONNECTION_STATUSES } from '../../../functions/domain/stores/connection-status.ts';

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
    const listed = openFeatures({ audit })
      .flatMap(({ actions }) => actions)
      .filter(({ target }) => target({ id: `con_${'a'.repeat(32)}` }) !== undefined);
    expect(listed.length).toBeGreaterThan(1);
    expect(listed.map(({ name }) => name).filter((name) => !isPlainKey(`happened_${name}`))).toEqual([]);
  });
});
