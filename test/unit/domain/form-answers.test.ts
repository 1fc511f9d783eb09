import { describe, expect, test } from 'vitest';
import { ANSWER_MAX_CHARACTERS, askable, readAnswers } from '../../../functions/domain/integrations/form-answers.ts';
import type { FormField } from '../../../functions/domain/integrations/integration.ts';
import { matchesPattern } from '../../../functions/popup/answers/matches-pattern.ts';

const labels = { en: 'Label' };
const field = (key: string, more: Partial<FormField> = {}): FormField => ({
  ...{ key, type: 'TEXT', labels, required: false },
  ...more,
});
const read = (fields: readonly FormField[], given: Record<string, string>) =>
  readAnswers(fields, given, matchesPattern);
const one = (more: Partial<FormField>, text: string) => {
  const { answers, problems } = read([field('a', more)], { a: text });
  return problems['a'] ?? answers['a'];
};

describe('an answer', () => {
  const choices = [{ value: 'basic', labels }];
  test.each([
    [{ type: 'TEXT' }, '  Ana ', 'Ana'],
    [{ type: 'TEXT' }, '   ', undefined],
    [{ type: 'TEXT', required: true }, '   ', 'missing'],
    [{ type: 'TEXT' }, 'x'.repeat(ANSWER_MAX_CHARACTERS), 'x'.repeat(ANSWER_MAX_CHARACTERS)],
    [{ type: 'TEXT' }, 'x'.repeat(ANSWER_MAX_CHARACTERS + 1), 'too_long'],
    [{ type: 'TEXT' }, 'a\u0000b', 'mismatch'],
    [{ type: 'TEXT' }, 'a\nb', 'mismatch'],
    [{ type: 'TEXT', pattern: '[A-Z]{2}[0-9]+' }, 'DE12', 'DE12'],
    [{ type: 'TEXT', pattern: '[A-Z]{2}[0-9]+' }, 'xDE12x', 'mismatch'],
    [{ type: 'TEXT', pattern: 'a|b' }, 'ab', 'mismatch'],
    [
      { type: 'TEXT', pattern: '(' },
      'a pattern that is none counts for nothing',
      'a pattern that is none counts for nothing',
    ],
    [{ type: 'NUMBER' }, '12.5', 12.5],
    [{ type: 'NUMBER' }, '-3', -3],
    [{ type: 'NUMBER' }, '1e400', 'not_a_number'],
    [{ type: 'NUMBER' }, '0x10', 'not_a_number'],
    [{ type: 'NUMBER' }, '1234567890123456', 'not_a_number'],
    [{ type: 'NUMBER', required: true }, '', 'missing'],
    [{ type: 'CHOICE', choices }, 'basic', 'basic'],
    [{ type: 'CHOICE', choices }, 'BASIC', 'not_listed'],
    [{ type: 'CHOICE' }, 'basic', 'not_listed'],
    [{ type: 'CHECKBOX' }, 'true', true],
    [{ type: 'CHECKBOX' }, '', false],
    [{ type: 'CHECKBOX' }, 'yes', false],
    [{ type: 'CHECKBOX', required: true }, '', 'missing'],
  ] as const)('to %j of %j is %j', (more, text, expected) => {
    expect(one(more, text)).toBe(expected);
  });

  test('to a pattern that takes for ever is refused in a fraction of a second', () => {
    const begun = performance.now();
    expect(one({ pattern: '(a+)+b' }, `${'a'.repeat(100)}!`)).toBe('mismatch');
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  test('to what nobody asks is left out, whatever it is called', () => {
    const given = Object.fromEntries([
      ['a', 'x'],
      ['b', 'y'],
      ['constructor', 'z'],
      ['__proto__', 'z'],
    ]);
    expect(read([field('a')], given)).toEqual({ answers: { a: 'x' }, problems: {} });
  });
});

test('eight answers as long as they may be fit into what KMS encrypts', () => {
  const fields = Array.from({ length: 8 }, (_, index) => field(`k${index}`.padEnd(32, 'x')));
  for (const letter of ['あ', '"', '\\', '𝒳']) {
    const text = letter.repeat(ANSWER_MAX_CHARACTERS / letter.length);
    const { answers, problems } = read(fields, Object.fromEntries(fields.map(({ key }) => [key, text])));
    expect(problems).toEqual({});
    expect(Buffer.byteLength(JSON.stringify(answers))).toBeLessThan(4_096);
  }
});

test('of the fields of a form, the first eight with keys of their own can be asked', () => {
  const keys = ['a', 'a', '1x', 'b c', '"><b>', '', '__proto__', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
  expect(askable(keys.map((key) => field(key))).map(({ key }) => key)).toEqual([...'abcdefgh']);
});
