import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { tries } from './harness/attack-count.ts';

const file = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const model = readFileSync(file('SECURITY.md'), 'utf8');
const rows = model
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(1)
  .map((line) => line.slice(2, -2).split(' | '));

/** The tests that a cell names: a file, then the titles in it, or parts of them. */
function testsIn(cell: string): { readonly path: string; readonly titles: readonly string[] }[] {
  return [...cell.matchAll(/`(test\/[^`]+)`((?:,? "[^"]+")*)/g)].map(([, path = '', titles = '']) => ({
    path,
    titles: [...titles.matchAll(/"([^"]+)"/g)].map(([, title = '']) => title),
  }));
}

describe('the threat model', () => {
  test('says of every attacker what they want, where, what stops them, and which test shows it', (context) => {
    tries(context, {});
    expect(rows.length).toBeGreaterThanOrEqual(15);
    for (const row of rows) {
      expect(row).toHaveLength(5);
      expect(row.filter((cell) => cell.trim().length < 3)).toEqual([]);
    }
  });

  test.for(rows.map((row) => [row[1] ?? '', row[4] ?? ''] as const))(
    '%s: is shown by tests that exist',
    ([, shown], context) => {
      tries(context, {});
      const tests = testsIn(shown);
      expect(tests.length).toBeGreaterThan(0);
      for (const { path, titles } of tests) {
        expect(existsSync(file(path)), path).toBe(true);
        expect(titles.length, path).toBeGreaterThan(0);
        const source = readFileSync(file(path), 'utf8');
        for (const title of titles) expect(source, `${path}: ${title}`).toContain(title);
      }
    },
  );

  test('names the tests of every attack surface', (context) => {
    tries(context, {});
    const surfaces = readdirSync(file('test/attacks/surfaces')).map((name) => `test/attacks/surfaces/${name}`);
    expect(surfaces.length).toBeGreaterThan(0);
    expect(surfaces.filter((path) => !model.includes(path))).toEqual([]);
  });

  test('says how to report without naming a vendor', (context) => {
    tries(context, {});
    expect(model).toContain('private security advisory');
    expect(model).not.toMatch(/github|gitlab|mailto:|@[a-z]+\.com/i);
  });
});
