import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConsoleAtScale, openConsoleAtScale } from './console-scale/open-console.ts';

let handfast: ConsoleAtScale;
beforeAll(async () => {
  handfast = await openConsoleAtScale();
}, 300_000);
afterAll(() => handfast?.close());

async function tooManyReads(): Promise<readonly string[]> {
  const found: string[] = [];
  for (const page of handfast.pages) {
    const reads = await handfast.reads(page);
    if (reads > page.reads) found.push(`${page.name}: ${reads} reads, at most ${page.reads}`);
  }
  return found;
}

test('each page of the console reads what its role grants, no more often among 1,000 stores than among 10', {
  timeout: 300_000,
}, async () => {
  await handfast.add(0, 10, 10);
  expect(await tooManyReads()).toEqual([]);
  await handfast.add(10, 1_000, 100);
  expect(await tooManyReads()).toEqual([]);
  expect(handfast.refused()).toEqual([]);
});
