import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const CLIENT = fileURLToPath(new URL('../../../client/', import.meta.url));

test('the client depends on nothing: it imports its own files, and no package', () => {
  const found = readdirSync(CLIENT, { recursive: true, encoding: 'utf8' });
  const files = found.filter((file) => file.endsWith('.ts') && !file.startsWith('dist'));
  const imported = files.flatMap((file) =>
    [...readFileSync(CLIENT + file, 'utf8').matchAll(/\b(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, name = '']) =>
      name.startsWith('.') ? join(dirname(file), name) : name,
    ),
  );
  expect(imported.length).toBeGreaterThan(5);
  expect(imported.filter((name) => !files.includes(name))).toEqual([]);
});
