import { globSync, readFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { logUnexpectedError } from '../../../functions/adapters/lambda/log.ts';

afterEach(() => vi.restoreAllMocks());

/** The lines that a handle logs. */
function linesOf(handle: () => void): Record<string, unknown>[] {
  const written: string[] = [];
  const write = (chunk: string | Uint8Array) => written.push(String(chunk)) > 0;
  vi.spyOn(process.stdout, 'write').mockImplementation(write);
  vi.spyOn(process.stderr, 'write').mockImplementation(write);
  handle();
  vi.restoreAllMocks();
  return written.map((line) => JSON.parse(line));
}

test('an error of an AWS service is logged in one line, with what AWS said', () => {
  const error = Object.assign(new Error('not authorized to perform: kms:Encrypt'), {
    name: 'AccessDeniedException',
    $metadata: {},
  });
  const lines = linesOf(() => logUnexpectedError(error, { task: 'Link' }));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({
    error: 'AccessDeniedException',
    reason: 'not authorized to perform: kms:Encrypt',
    task: 'Link',
  });
});

test('the words of any other error are not logged: a parser quotes what it could not read', () => {
  const lines = linesOf(() => logUnexpectedError(new SyntaxError('Unexpected token in "hunter2"'), {}));
  expect(lines[0]).toMatchObject({ error: 'SyntaxError' });
  expect(JSON.stringify(lines)).not.toContain('hunter2');
});

test('every line of the catalogue is logged somewhere', () => {
  const file = 'functions/adapters/lambda/log.ts';
  const [, catalogue = ''] = /const CATALOGUE = \{(.*?)\n\} as const/s.exec(readFileSync(file, 'utf8')) ?? [];
  const events = [...catalogue.matchAll(/^ {2}(\w+):/gm)].map(([, event = '']) => event);
  expect(events.length).toBeGreaterThan(20);
  const sources = globSync('functions/**/*.ts').filter((path) => path !== file);
  const code = sources.map((path) => readFileSync(path, 'utf8')).join('');
  expect(events.filter((event) => !code.includes(`'${event}'`))).toEqual([]);
});
