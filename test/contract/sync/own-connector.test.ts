import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import cmsPages from '../../examples/cms-pages.ts';
import { demoSession, firstPage } from './demo-session.ts';

test('a connector of the vendor takes fewer than 40 lines', () => {
  const lines = readFileSync(new URL('../../examples/cms-pages.ts', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
  expect(lines.length).toBeLessThan(40);
});

test('it reads a store as those that are built in do', async () => {
  const { session } = await demoSession();
  const { items, total } = await firstPage(cmsPages, session, { pageSize: 2 });
  expect({ given: items.length, total: (total ?? 0) > 2 }).toEqual({ given: 2, total: true });
  const made = items.map((raw) => {
    const item = cmsPages.item.safeParse(raw);
    return item.success && cmsPages.processor(item.data, { storeView: 'all' });
  });
  expect(made).toEqual([
    { id: 1, path: '/home', title: 'Home page', text: 'Content of page 1' },
    { id: 2, path: '/page-2', title: 'Page 2', text: 'Content of page 2' },
  ]);
});

test('it leaves records out, and refuses those that break its schema', () => {
  const page = { id: 7, identifier: 'a', title: 'A', content: null, active: false };
  const read = cmsPages.item.safeParse(page);
  expect(read.success && cmsPages.processor(read.data, { storeView: 'all' })).toBeUndefined();
  expect(cmsPages.item.safeParse({ ...page, active: 'no' }).success).toBe(false);
});
