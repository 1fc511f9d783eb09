import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleEntry, bundleWithConnectors } from '../../infra/functions/bundles.ts';

const entry = resolve('test/infra/example/own-connectors.ts');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'handfast-own-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const loaded = (bundle: string) => import(pathToFileURL(join(bundle, 'index.mjs')).href);

test('a function is bundled with the connectors of the vendor, whose processors are limited', async () => {
  const files = { connectors: [resolve('test/examples/cms-pages.ts')] };
  const { ownConnectors } = await loaded(bundleWithConnectors(entry, join(folder, 'own'), files));
  expect(ownConnectors.map(({ name }: { name: string }) => name)).toEqual(['cms-pages']);
  const page = { id: 1, identifier: 'home', title: 'Home', active: true };
  const made = ownConnectors[0].processor(page, { storeView: 'all' });
  expect(made).toBeInstanceOf(Promise);
  expect(await made).toEqual({ id: 1, path: '/home', title: 'Home', text: '' });
});

test('a function is bundled with the writers of the vendor, and without the connectors', async () => {
  const files = { writers: [resolve('test/examples/page-texts.ts')] };
  const { ownConnectors, ownWriters } = await loaded(bundleWithConnectors(entry, join(folder, 'writers'), files));
  expect(ownWriters.map(({ name }: { name: string }) => name)).toEqual(['page-texts']);
  expect(ownConnectors).toEqual([]);
});

test('every other bundle has none of their code', async () => {
  const bundle = bundleEntry(entry, join(folder, 'built-in'));
  expect(await loaded(bundle)).toMatchObject({ ownConnectors: undefined, ownWriters: undefined });
  expect(readFileSync(join(bundle, 'index.mjs'), 'utf8')).not.toContain('cms-pages');
});
