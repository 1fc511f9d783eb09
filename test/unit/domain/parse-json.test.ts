import { expect, test } from 'vitest';
import { parseJson } from '../../../functions/domain/parse-json.ts';

const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

test.each<[string, unknown]>([
  ['null', null],
  ['{"a":[1,"b"]}', { a: [1, 'b'] }],
  ['', undefined],
  ['{', undefined],
  ['NaN', undefined],
])('%j is read as %j', (text, value) => {
  expect(parseJson(text)).toEqual(value);
});

test('what is nested 512 levels deep is read, one level more is not', () => {
  expect(parseJson(nested(512))).toBeDefined();
  expect(parseJson(nested(513))).toBeUndefined();
  expect(parseJson(`${'{"a":'.repeat(513)}1${'}'.repeat(513)}`)).toBeUndefined();
});

test('a million levels are refused without exhausting the stack', () => {
  expect(parseJson('['.repeat(1_000_000))).toBeUndefined();
});

test('the limit can be lower', () => {
  expect(parseJson(nested(3), 3)).toEqual([[[]]]);
  expect(parseJson(nested(4), 3)).toBeUndefined();
});

test('brackets within strings and levels that were closed do not count', () => {
  const brackets = '['.repeat(1_000);
  expect(parseJson(JSON.stringify(`${brackets}"\\${brackets}`))).toBe(`${brackets}"\\${brackets}`);
  expect(parseJson(`["\\\\",${Array(1_000).fill('[]').join()}]`)).toHaveLength(1_001);
});
