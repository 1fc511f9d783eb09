import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openBundleCache } from '../../infra/functions/bundle-cache.ts';

let parent: string;
let source: string;
let folder: string;
let builds: number;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'handfast-cache-'));
  source = join(parent, 'source.ts');
  folder = join(parent, 'cache');
  builds = 0;
  write('one');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

/** Writes the source as if it had been so for a minute. */
function write(text: string): void {
  writeFileSync(source, text);
  const then = Date.now() / 1000 - 60;
  utimesSync(source, then, then);
}

/** What the next process gets. */
function bundle(recipe = 'minified', whileBuilding = () => {}): string[] {
  const files = openBundleCache(folder)(recipe, () => {
    builds += 1;
    whileBuilding();
    return { files: [{ path: 'index.mjs', contents: Buffer.from(`build ${builds}`) }], inputs: [source] };
  });
  return files.map(({ path, contents }) => `${path}: ${Buffer.from(contents).toString()}`);
}

test('a bundle is built once while its sources stay the same', () => {
  expect(bundle()).toEqual(['index.mjs: build 1']);
  expect(bundle()).toEqual(['index.mjs: build 1']);
});

test('a bundle is built anew when a source was changed, though it looks as old and as long as before', () => {
  bundle();
  write('two');
  expect(bundle()).toEqual(['index.mjs: build 2']);
});

test('a bundle is built anew when a source is gone, or there where it was not', () => {
  bundle();
  rmSync(source);
  expect(bundle()).toEqual(['index.mjs: build 2']);
  write('one');
  expect(bundle()).toEqual(['index.mjs: build 3']);
});

test('a bundle is built anew when it is to be built in another way', () => {
  bundle();
  expect(bundle('readable')).toEqual(['index.mjs: build 2']);
});

test('a bundle is not kept when a source was changed while it was built', () => {
  bundle('minified', () => writeFileSync(source, 'two'));
  expect(bundle()).toEqual(['index.mjs: build 2']);
});

test('a bundle is built anew when the kept one cannot be read', () => {
  bundle();
  for (const name of readdirSync(folder)) writeFileSync(join(folder, name), '{"digests":{}');
  expect(bundle()).toEqual(['index.mjs: build 2']);
});
