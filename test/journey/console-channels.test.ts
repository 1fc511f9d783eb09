import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { DemoStore } from '../../infra/local/demo-store/demo-store.ts';
import { runHandshake } from './api/api-setup.ts';
import { type Operator, openOperator } from './console-operator.ts';
import { type LocalSetup, openLocalSetup } from './local-setup.ts';
import { syncOf } from './sync/sync-setup.ts';

const HOUR_MS = 60 * 60_000;

let setup: LocalSetup;
let store: DemoStore & { readonly id: number };
let olga: Operator;
let here: string;
beforeAll(async () => {
  setup = await openLocalSetup(
    { products: [{ id: 'demo', name: 'Handfast Demo', channel: { connectors: { products: 5 } } }] },
    { schedules: false },
  );
  const sync = syncOf(setup.local, setup.now);
  store = await setup.store();
  store.data.products.addProducts(5, { from: new Date(setup.now().getTime() - HOUR_MS) });
  await runHandshake(store);
  const channel = await vi.waitFor(
    async () => {
      const found = await sync.channelOf(store);
      const runs = found && (await sync.runsOf(found));
      if (!runs?.length || runs.some(({ status }) => status !== 'completed')) throw new Error('not imported yet');
      return found;
    },
    { timeout: 120_000, interval: 200 },
  );
  here = `/console/channels/${channel?.channel}`;
  olga = openOperator(setup.local.url);
}, 300_000);
afterAll(() => setup?.close());

test('a run that somebody starts is watched until it is done', { timeout: 120_000 }, async () => {
  const list = await olga.open('/console/channels');
  expect(list.document.querySelectorAll('tbody a').map((link) => link.getAttribute('href'))).toContain(here);
  const started = await olga.press(await olga.open(here), '/start-over', { full: 'redeliver' });
  expect(started.text).toContain('The run was started.');
  const done = await olga.until(new URL(started.url).pathname, 'Everything was read and delivered.');
  expect(done.text).toMatch(/Delivered\s*[1-9]/);
  expect((await olga.open(here)).text).toContain('Reading of everything started by hand by olga@example.com');
});

test('a connector is switched off, and a channel paused and resumed', { timeout: 120_000 }, async () => {
  const page = await olga.open(here);
  const saved = await olga.press(page, '/connectors', { on_products: '', every_products: '30' });
  expect(saved.text).toContain('Saved.');
  expect(saved.document.querySelector('input[name=on_products]')?.hasAttribute('checked')).toBe(false);
  expect((await olga.press(saved, '/pause')).text).toContain('Somebody has paused this channel');
  expect((await olga.press(await olga.open(here), '/resume')).text).toContain('The channel is read again.');
});

test('the attempt that connected the store is told step by step', { timeout: 120_000 }, async () => {
  const attempts = await olga.open('/console/attempts');
  const link = attempts.document.querySelector('tbody a')?.getAttribute('href') ?? '';
  const attempt = await olga.open(link);
  expect(attempt.text).toContain('The merchant agreed.');
  expect(attempt.text).toContain('The store was connected to the account.');
});
