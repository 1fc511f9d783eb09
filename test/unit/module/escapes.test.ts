import { expect, test } from 'vitest';
import { markdownText, phpString, sqlString, xmlComment } from '../../../cli/module/files/escapes.ts';

test.each([
  ['Acme', "'Acme'"],
  ["O'Neil", "'O\\'Neil'"],
  ['a\\', "'a\\\\'"],
  ["\\'", "'\\\\\\''"],
  ['$a {$b} "c"', `'$a {$b} "c"'`],
])('%s as a PHP string is %s', (text, php) => {
  expect(phpString(text)).toBe(php);
});

test.each([
  ['MIT', 'MIT'],
  ['a--b', 'a- -b'],
  ['a---b-', 'a- - -b- '],
])('%s inside a comment of XML is %s', (text, comment) => {
  expect(xmlComment(text)).toBe(comment);
});

test('Markdown is read as plain text', () => {
  expect(markdownText('*a* [b](c) <i>_d_</i> `e` #1 x|y')).toBe(
    '\\*a\\* \\[b\\](c) \\<i\\>\\_d\\_\\</i\\> \\`e\\` \\#1 x\\|y',
  );
});

test('a string of SQL cannot be left', () => {
  expect(sqlString("a' OR 1=1 \\'")).toBe("'a'' OR 1=1 \\\\'''");
});
