import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConsoleAtScale, openConsoleAtScale } from './console-scale/open-console.ts';

let handfast: ConsoleAtScale;
beforeAll(async () => {
  handfast = await openConsoleAtScale();
}, 180_000);
afterAll(() => handfast?.close());

async function readsOfPages() {
  const reads: Record<string, number> = {};
  for (const page of handfast.pages) reads[page.name] = await handfast.reads(page);
  return reads;
}

test('known numbers', { timeout: 300_000 }, async () => {
  handfast.pages = handfast.pages.filter(({ path }) => !/^.(channels|attempts|runs)/.test(path));
  await handfast.add(0, 10, 10);
  const few = await readsOfPages();
  await handfast.add(10, 1_000, 100);
  console.log(JSON.stringify({ few, many: await readsOfPages() }, null, 1));
  expect(1).toBe(1);
});
