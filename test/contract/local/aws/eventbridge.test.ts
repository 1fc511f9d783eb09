import { readFileSync } from 'node:fs';
import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { BusEvent } from '../../../../infra/local/aws/eventbridge.ts';
import { describeEvent } from '../../../../infra/local/aws/eventbridge.ts';
import type { LittleLocal } from '../small-stack.ts';
import { reaching, startLittle } from '../small-stack.ts';

let local: LittleLocal;
const heard: BusEvent[] = [];

beforeAll(async () => {
  local = await startLittle({ onEvent: (event) => heard.push(event) });
});
beforeEach(() => void heard.splice(0));
afterAll(() => local.remove());

const detail = { id: 'evt_1', product: 'demo', host: 'shop.example', attempt: 2 };
function entry(over: PutEventsRequestEntry = {}): PutEventsRequestEntry {
  return {
    EventBusName: 'StackBus',
    Source: 'handfast',
    DetailType: 'connection.created',
    Detail: JSON.stringify(detail),
    ...over,
  };
}
function put(...Entries: PutEventsRequestEntry[]) {
  return new EventBridgeClient(reaching(local)).send(new PutEventsCommand({ Entries }));
}

test('announces an event in the shape in which targets get it, and keeps it as one line', async () => {
  const { FailedEntryCount, Entries } = await put(entry());
  expect(FailedEntryCount).toBe(0);
  expect(heard).toEqual([
    {
      version: '0',
      id: Entries?.[0]?.EventId,
      'detail-type': 'connection.created',
      source: 'handfast',
      account: '000000000000',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      region: 'us-east-1',
      resources: [],
      detail,
    },
  ]);
  expect(local.events.at(-1)).toEqual(heard[0]);
  expect(JSON.parse(readFileSync(local.eventsFile, 'utf8').trim().split('\n').at(-1) ?? '')).toEqual(heard[0]);
});

test('describes an event in one line, with its ids and host', async () => {
  await put(entry());
  const [event] = heard;
  expect(event && describeEvent(event)).toBe(
    'event  connection.created  id=evt_1  product=demo  host=shop.example  attempt=2',
  );
});

test('takes the good entries and names what is wrong with the others', async () => {
  const { FailedEntryCount, Entries } = await put(
    entry({ Detail: 'not JSON' }),
    entry({ DetailType: '' }),
    entry(),
    entry({ EventBusName: 'elsewhere' }),
  );
  expect(FailedEntryCount).toBe(3);
  expect(Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
    'MalformedDetail',
    'InvalidArgument',
    undefined,
    'ResourceNotFoundException',
  ]);
  expect(heard).toHaveLength(1);
});

test('takes at most ten entries, and 256 KB, at once', async () => {
  await expect(put(...Array.from({ length: 11 }, () => entry()))).rejects.toMatchObject({
    name: 'ValidationException',
  });
  const large = entry({ Detail: JSON.stringify({ text: 'x'.repeat(256 * 1024) }) });
  await expect(put(large)).rejects.toMatchObject({ name: 'ValidationException' });
  expect(heard).toEqual([]);
});
