import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const CLIENT = fileURLToPath(new URL('../../../client/', import.meta.url));

test('the client can be copied as a folder: it imports its own files, and nothing else', () => {
  const sources = readdirSync(CLIENT).map((file) => readFileSync(CLIENT + file, 'utf8'));
  const imported = sources.flatMap((text) => [...text.matchAll(/\b(?:from|import)\s*\(?\s*'([^']+)'/g)]);
  expect(imported.length).toBeGreaterThan(5);
  expect(imported.map(([, name]) => name).filter((name) => !/^\.\/[a-z]+\.ts$/.test(name ?? ''))).toEqual([]);
});
