import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readSettings, SettingsError } from '../../../infra/settings/settings.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
const scripts: unknown = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts;

test('every npm script that the README names is there', () => {
  const named = [...readme.matchAll(/npm (?:run )?(start|test|[a-z:]+)(?=[`\s])/g)].map(([, name]) => name);
  const run = named.filter((name) => name !== 'ci' && name !== 'run' && name !== undefined);
  expect(run).toEqual(expect.arrayContaining(['start', 'test', 'demo', 'check', 'synth', 'bench']));
  for (const name of run) expect(scripts, name).toHaveProperty([name ?? '']);
});

test('every file that the README links to is there', () => {
  const links = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)].map(([, path]) => path ?? '');
  expect(links.length).toBeGreaterThan(2);
  for (const link of links) expect(existsSync(join(ROOT, link)), link).toBe(true);
});

test('every setting in the README is one that can be set', () => {
  const paths = [...readme.matchAll(/^\| `((?:products\[\]|signIn|domain)\.[^`]*)` \|/gm)];
  expect(paths.length).toBeGreaterThan(4);
  for (const [, path = ''] of paths) expect(unknownKeys(path), path).toEqual([]);
});

test('the first screen of the README names both commands', () => {
  const first = readme.split('\n').slice(0, 20).join('\n');
  expect(first).toContain('npm ci && npm start');
  expect(first).toContain('npm ci && npm test');
});

test.each([
  ['per 1,000 handshakes', '1,000 handshakes'],
  ['per 1,000 connections and month', '1,000 connections and month'],
  ['a month without any traffic', 'month without traffic'],
])('the README says the same as the guide of what it costs %s', (inReadme, inGuide) => {
  const guide = readFileSync(join(ROOT, 'docs/operators.md'), 'utf8');
  const [, table = ''] = guide.split(`Per **${inGuide}**`);
  const sum = /\*\*sum\*\* \| \| \*\*([\d.]+)\*\*/.exec(table)?.[1];
  expect(readme.replace(/\s+/g, ' ')).toContain(`${sum} USD ${inReadme}`);
});

/** The keys of a setting's path that the settings do not know; a wrong value is of no interest here. */
function unknownKeys(path: string): string[] {
  const nested = path.split('.').reduceRight<unknown>((inner, part) => {
    const name = part.replace('[]', '');
    return part.endsWith('[]') ? { [name]: [inner] } : { [name]: inner };
  }, null);
  try {
    readSettings(nested);
    return [];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.problems.filter((line) => line.includes('is not a setting'));
  }
}
