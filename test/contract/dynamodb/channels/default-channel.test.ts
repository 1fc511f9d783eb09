import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type ChannelRepository,
  openChannelRepository,
} from '../../../../functions/adapters/dynamodb/channels/channel-repository.ts';
import { newConnectionId, parseProductId } from '../../../../functions/domain/ids.ts';
import { parseConnectorName } from '../../../../functions/domain/sync/channel-ids.ts';
import { defaultChannelMaker } from '../../../../functions/sync/dispatch/default-channel.ts';
import { embeddedTable } from '../embedded-table.ts';
import { at } from './channel-setup.ts';

let table: Awaited<ReturnType<typeof embeddedTable>>;
let channels: ChannelRepository;
beforeAll(async () => {
  table = await embeddedTable();
  channels = openChannelRepository(table, () => new Date(at(0)));
});
afterAll(() => table.close());

const reviews = {
  name: 'reviews',
  label: 'Reviews',
  resources: [],
  after: [],
  everyMinutes: 60,
  kind: 'changes',
  path: 'V1/reviews',
} as const;
function makerOf(...names: string[]) {
  const connectors = names.map((name) => ({ name: parseConnectorName(name), everyMinutes: 5 }));
  return defaultChannelMaker(
    channels,
    async () => ({ connectors }),
    [reviews],
    () => new Date(at(0)),
  );
}
const connectionOf = () =>
  JSON.parse(JSON.stringify({ connection: newConnectionId(), product: parseProductId('erp') }));

test('a connection that is announced several times at once gets one channel, and others get theirs', async () => {
  const make = makerOf('orders');
  const [one, other] = [connectionOf(), connectionOf()];
  const made = await Promise.all([one, one, one, other].map((connection) => make(connection)));
  expect(new Set(made.map((channel) => channel?.channel)).size).toBe(2);
  expect(await channels.ofConnection(one.connection)).toHaveLength(1);
  expect(await channels.ofConnection(other.connection)).toHaveLength(1);
});

test("connectors of the vendor's own are switched on in it as any other", async () => {
  const made = await makerOf('reviews')(connectionOf());
  expect(made?.connectors).toMatchObject({ reviews: { on: true, everyMinutes: 5 }, orders: { on: false } });
});
