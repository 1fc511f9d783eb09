import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { channelKey } from '../../../../functions/adapters/dynamodb/channels/channel-item.ts';
import {
  type ChannelRepository,
  openChannelRepository,
} from '../../../../functions/adapters/dynamodb/channels/channel-repository.ts';
import { openChannelCounts } from '../../../../functions/adapters/dynamodb/channels/looks/channel-counts.ts';
import { parseProductId } from '../../../../functions/domain/ids.ts';
import type { Channel } from '../../../../functions/domain/sync/channel.ts';
import { parseConnectorName } from '../../../../functions/domain/sync/channel-ids.ts';
import { embeddedTable } from '../embedded-table.ts';
import { at, channelOf, ORDERS, STOCK } from './channel-setup.ts';
import { itemAt } from './items.ts';

let table: Awaited<ReturnType<typeof embeddedTable>>;
let channels: ChannelRepository;
beforeAll(async () => {
  table = await embeddedTable();
  channels = openChannelRepository(table, () => new Date(at(0)));
});
afterAll(() => table.close());

const demo = parseProductId('demo');
const REVIEWS = parseConnectorName('reviews');

describe('counts of channels', () => {
  const counts = (active: number) => ({
    statuses: { active, paused: 1, unavailable: 0 },
    lag: [active, 0, 0, 0, 0],
  });

  test('are those of the last window, whichever comes last', async () => {
    const { record, last } = openChannelCounts(table);
    expect(await last()).toBeUndefined();
    await record({ at: at(5), byProduct: new Map([[demo, counts(3)]]) });
    await record({ at: at(0), byProduct: new Map([[demo, counts(9)]]) });
    expect(await last()).toEqual({ at: at(5), byProduct: new Map([[demo, counts(3)]]) });
    await record({ at: at(10), byProduct: new Map() });
    expect(await last()).toEqual({ at: at(10), byProduct: new Map() });
  });
});

describe('a list of channels', () => {
  const failingSince = async ({ channel, product }: Channel) => {
    const { items } = await channels.byProduct(product, { limit: 100 });
    return items.find((one) => one.channel === channel)?.failingSince;
  };
  const problem = (minutes: number, code: 'store_timeout' | 'permission_missing' = 'store_timeout') => ({
    code,
    since: at(minutes),
  });

  test('shows since when the store cannot be read, by whichever connector has waited longest', async () => {
    const channel = await channels.create(channelOf());
    expect(await failingSince(channel)).toBeUndefined();
    await channels.recordLook(channel, { custom: false, found: { [ORDERS]: problem(7) } });
    expect(await failingSince(channel)).toBe(at(7));
    await channels.recordLook(channel, { custom: true, found: { [REVIEWS]: problem(3) } });
    expect(await failingSince(channel)).toBe(at(3));
    await channels.recordLook(channel, { custom: true, solved: [REVIEWS] });
    expect(await failingSince(channel)).toBe(at(7));
    await channels.recordLook(channel, { custom: false, solved: [ORDERS] });
    expect(await failingSince(channel)).toBeUndefined();
    expect(await itemAt(table, channelKey(channel.channel))).not.toHaveProperty('failure');
  });

  test('does not show what the store does not grant, which stays so', async () => {
    const channel = await channels.create(channelOf());
    await channels.recordLook(channel, { custom: false, found: { [STOCK]: problem(1, 'permission_missing') } });
    expect(await failingSince(channel)).toBeUndefined();
  });

  test('keeps it through a change of settings', async () => {
    const channel = await channels.create(channelOf());
    await channels.recordLook(channel, { custom: false, found: { [ORDERS]: problem(2) } });
    await channels.pause(channel.channel, 'olga', at(3));
    expect(await failingSince(channel)).toBe(at(2));
  });

  test('shows the truth where two functions record at once', async () => {
    const channel = await channels.create(channelOf());
    await channels.recordLook(channel, { custom: false, found: { [ORDERS]: problem(2) } });
    const known = { ...channel, problems: { [ORDERS]: problem(2) } };
    for (let round = 0; round < 20; round += 1) {
      await Promise.all([
        channels.recordLook(known, { custom: false, solved: [ORDERS] }),
        channels.recordLook(known, { custom: true, found: { [REVIEWS]: problem(5) } }),
      ]);
      expect(await failingSince(channel)).toBe(at(5));
      await Promise.all([
        channels.recordLook(known, { custom: false, found: { [ORDERS]: problem(2) } }),
        channels.recordLook(known, { custom: true, solved: [REVIEWS] }),
      ]);
      expect(await failingSince(channel)).toBe(at(2));
    }
  });
});
