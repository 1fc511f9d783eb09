import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWrittenVersions } from '../../../../../functions/adapters/dynamodb/channels/changes/written-versions.ts';
import type { WrittenVersions } from '../../../../../functions/domain/sync/changes/change-batch.ts';
import { newChannelId } from '../../../../../functions/domain/sync/channel-ids.ts';
import { embeddedTable } from '../../embedded-table.ts';
import { at, ORDERS } from '../channel-setup.ts';
import { STOCK } from './batch-setup.ts';

let table: Awaited<ReturnType<typeof embeddedTable>>;
let written: WrittenVersions;
let now = at(0);
beforeAll(async () => {
  table = await embeddedTable();
  written = openWrittenVersions(table, () => new Date(now));
});
afterAll(() => table.close());

test('what was written is told apart from what was not, by channel, connector, id and version', async () => {
  const channel = newChannelId();
  const ours = Array.from({ length: 60 }, (_, id) => ({ id: `sku ${id}`, version: `v${id}` }));
  await written.add(channel, STOCK, [...ours, ...ours]);
  const others = [
    { id: 'sku 1', version: 'v2' },
    { id: 'sku 60', version: 'v60' },
  ];
  expect(await written.among(channel, STOCK, [...others, ...ours])).toEqual(new Set(ours));
  expect(await written.among(channel, ORDERS, ours)).toEqual(new Set());
  expect(await written.among(newChannelId(), STOCK, ours)).toEqual(new Set());
});

test('it is forgotten after a week', async () => {
  const channel = newChannelId();
  const one = { id: '1', version: 'v1' };
  await written.add(channel, STOCK, [one]);
  now = at(7 * 24 * 60 - 1);
  expect(await written.among(channel, STOCK, [one])).toEqual(new Set([one]));
  now = at(7 * 24 * 60 + 1);
  expect(await written.among(channel, STOCK, [one])).toEqual(new Set());
});
