import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  channelsWithOpenBulks,
  openAbandonedBulks,
} from '../../../../../functions/adapters/dynamodb/channels/changes/abandoned-bulks.ts';
import type { AbandonedBulks } from '../../../../../functions/domain/sync/changes/abandoned-bulk.ts';
import { newChannelId, parseConnectorName } from '../../../../../functions/domain/sync/channel-ids.ts';
import { embeddedTable } from '../../embedded-table.ts';
import { at } from '../channel-setup.ts';
import { memoryObjects } from '../memory-objects.ts';

const PRODUCTS = parseConnectorName('products');
const DAY = 24 * 60 * 60 * 1000;

let table: Awaited<ReturnType<typeof embeddedTable>>;
let bulks: AbandonedBulks;
let now = Date.parse(at(0));
const objects = memoryObjects();
beforeAll(async () => {
  table = await embeddedTable();
  bulks = openAbandonedBulks(table, objects, () => new Date(now));
});
afterAll(() => table.close());

const bulkOf = (name: string) => ({
  uuid: '5a12c1bd-a8b5-41d4-8c00-3f5bcaa6d3c7',
  rows: [{ at: 2, record: 'a', sent: { name: 'old' }, word: { name } }],
  ...{ operations: 3, until: now + 30 * DAY, saves: 0 },
});

test('one is kept for each channel and writer, with one object, until it expires', async () => {
  const channel = newChannelId();
  expect(await bulks.find(channel, PRODUCTS)).toBeUndefined();
  expect(await bulks.save(channel, PRODUCTS, bulkOf('new'))).toEqual({ ...bulkOf('new'), saves: 1 });
  await bulks.save(channel, PRODUCTS, { ...bulkOf('newer'), saves: 1 });
  expect(await bulks.find(channel, PRODUCTS)).toEqual({ ...bulkOf('newer'), saves: 2 });
  expect(await bulks.find(newChannelId(), PRODUCTS)).toBeUndefined();
  expect([...objects.objects.keys()].filter((key) => key.startsWith(`changes/${channel}/`))).toHaveLength(1);
  now += 31 * DAY;
  expect(await bulks.find(channel, PRODUCTS)).toMatchObject({ rows: [], saves: 2 });
});

test('whoever has not seen the last saving saves nothing', async () => {
  const channel = newChannelId();
  await bulks.save(channel, PRODUCTS, bulkOf('first'));
  const [one, other] = await Promise.all(
    ['second', 'third'].map((name) => bulks.save(channel, PRODUCTS, { ...bulkOf(name), saves: 1 })),
  );
  expect([one, other].filter((saved) => saved === undefined)).toHaveLength(1);
  expect(await bulks.find(channel, PRODUCTS)).toEqual(one ?? other);
});

test('channels with one that may run are listed, until it is over', async () => {
  const listed = async () => {
    const found: string[] = [];
    for await (const channel of channelsWithOpenBulks(table)) found.push(channel);
    return found;
  };
  const [channel, other] = [newChannelId(), newChannelId()];
  await bulks.save(channel, PRODUCTS, bulkOf('new'));
  await bulks.save(other, PRODUCTS, bulkOf('new'));
  await bulks.save(channel, PRODUCTS, { ...bulkOf('new'), rows: [], saves: 1 });
  expect(await listed()).toContain(other);
  expect(await listed()).not.toContain(channel);
});
