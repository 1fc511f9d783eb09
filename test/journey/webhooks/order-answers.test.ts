import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { deliveryKey } from '../../../functions/adapters/dynamodb/integrations/delivery-item.ts';
import { openDeliveryRepository } from '../../../functions/adapters/dynamodb/integrations/delivery-repository.ts';
import type { FormField } from '../../../functions/domain/integrations/integration.ts';
import { parseDeliveryId } from '../../../functions/domain/integrations/integration-ids.ts';
import { createMerchant } from '../../../infra/local/demo-store/merchant.ts';
import { type ApiClientSetup, openApiClientSetup } from '../api/api-setup.ts';
import { tableOf } from '../stored-data.ts';
import { openAuthority } from './authority.ts';
import { openReceiver, type Received, type Receiver } from './receiver.ts';
import { webhookQueueOf } from './webhook-queue.ts';
import { type Wanted, writeIntegration } from './written-integration.ts';

const FIELDS: readonly FormField[] = [
  { key: 'vat', type: 'TEXT', labels: { en: 'VAT number' }, required: true },
  { key: 'orders', type: 'NUMBER', labels: { en: 'Orders a month' }, required: false },
];
const ANSWERS = { vat: 'DE-only-the-vendor-reads', orders: 1200 };

let setup: ApiClientSetup;
let receiver: Receiver;
beforeAll(async () => {
  const authority = await openAuthority();
  receiver = await openReceiver(authority);
  setup = await openApiClientSetup({ hostFunctions: authority.hostFunctions, schedules: false });
}, 180_000);
afterAll(() => Promise.all([setup?.close(), receiver?.close()]));
beforeEach(() => {
  receiver.received.length = 0;
  receiver.answer({});
});

/** A store whose merchant has answered, and the first event of it. */
async function ordered(wanted: Partial<Wanted> = {}): Promise<{ readonly id: string; readonly first: Received }> {
  const urls = { createUrl: `${receiver.url}/created`, assignUrl: `${receiver.url}/assigned` };
  await writeIntegration(setup.local, { urls, formFields: FIELDS, at: setup.now().toISOString(), ...wanted });
  setup.moveClock(61_000);
  const store = await setup.store();
  const merchant = createMerchant();
  const pressed = await store.activate(store.id);
  if (!pressed.delivered) throw new Error(pressed.problem);
  const question = await merchant.signIn(await merchant.visit(pressed.popupUrl));
  const given = { 'answer.vat': ANSWERS.vat, 'answer.orders': String(ANSWERS.orders), decision: 'yes' };
  const end = await merchant.settle(await merchant.submit(question, given));
  expect(end.url).toBe(store.successCallback);
  const first = await vi.waitFor(() => {
    const [one] = receiver.at('/created');
    if (one === undefined) throw new Error('nothing has come yet');
    return one;
  }, 5_000);
  await setup.local.queues.idle();
  return { id: (await setup.connectionOf(store))?.connection ?? '', first };
}

const dataOf = ({ body }: Pick<Received, 'body'> = { body: '{"data":{}}' }): Record<string, unknown> =>
  Object(Object(JSON.parse(body)).data);

async function replayed({ headers }: Received): Promise<Received | undefined> {
  const id = parseDeliveryId(String(headers['webhook-id']));
  if (id === undefined) throw new Error('no delivery');
  receiver.received.length = 0;
  await openDeliveryRepository(tableOf(setup.local)).requeue(id, setup.now().toISOString());
  setup.local.queues.send(webhookQueueOf(setup.local), JSON.stringify({ due: true }));
  await setup.local.queues.idle();
  return receiver.at('/created')[0];
}

describe('what a merchant answered', () => {
  test('goes out with the order, at every attempt, and with no other event', async () => {
    receiver.answer(() => (receiver.at('/created').length === 1 ? { status: 500 } : {}));
    await ordered();
    expect(receiver.at('/created').map((one) => dataOf(one)['answers'])).toEqual([ANSWERS, ANSWERS]);
    expect(receiver.at('/assigned').map((one) => dataOf(one)['eventType'])).toEqual(['USER_ASSIGNMENT']);
    expect(dataOf(receiver.at('/assigned')[0])).not.toHaveProperty('answers');
  });

  test('lies in no delivery, log or event', async () => {
    const { first } = await ordered();
    const { client, name: TableName } = tableOf(setup.local);
    const id = parseDeliveryId(String(first.headers['webhook-id'])) ?? '';
    const { Item } = await client.send(new GetCommand({ TableName, Key: { pk: deliveryKey(id) } }));
    expect(Item).toMatchObject({ state: 'DELIVERED' });
    const log = readFileSync(join(setup.dataFolder, 'handfast.log'), 'utf8');
    expect(log).toContain('delivery_tried');
    for (const text of [JSON.stringify(Item), log, JSON.stringify(setup.local.events)]) {
      expect(text).not.toContain(ANSWERS.vat);
    }
  });

  test('is sent again with a replay, but not once the store has passed to somebody else', async () => {
    const { id, first } = await ordered();
    expect(dataOf(await replayed(first))['answers']).toEqual(ANSWERS);
    const { account } = await setup.api.connections.get(id);
    await setup.api.connections.move(id, { ...account, id: 'ben' });
    expect(dataOf(await replayed(first))).toMatchObject({ connection: id });
    expect(dataOf(receiver.at('/created')[0])).not.toHaveProperty('answers');
  });

  test('is no part of an event that is fetched: it has a route and a scope of its own', async () => {
    const { id, first } = await ordered({
      urls: { createUrl: `${receiver.url}/created?event={eventUrl}` },
      payloadStyle: 'EVENT_URL',
    });
    const eventUrl = new URL(first.path, receiver.url).searchParams.get('event') ?? '';
    const authorization = `Bearer ${await setup.token('events:read')}`;
    const text = await (await fetch(eventUrl, { headers: { authorization } })).text();
    expect(text).toContain(id);
    expect(`${text}${first.path}${first.body}`).not.toContain(ANSWERS.vat);
    expect((await setup.api.connections.answers(id)).answers).toEqual(ANSWERS);
  });
});
