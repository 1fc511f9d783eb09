import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openDeliveryRepository } from '../../functions/adapters/dynamodb/integrations/delivery-repository.ts';
import { EVENTS_VERSION } from '../../functions/domain/events.ts';
import { deliveryIdOf } from '../../functions/domain/integrations/integration-ids.ts';
import { type LocalSetup, openLocalSetup } from '../journey/local-setup.ts';
import { tableOf } from '../journey/stored-data.ts';
import { openAuthority } from '../journey/webhooks/authority.ts';
import { killable } from '../journey/webhooks/killable-functions.ts';
import { openReceiver, type Receiver } from '../journey/webhooks/receiver.ts';
import { webhookQueueOf } from '../journey/webhooks/webhook-queue.ts';
import { writeIntegration } from '../journey/webhooks/written-integration.ts';

/*
 * A delivery has one step, and its faults are those of the function: the URL's own are in the journeys. Whatever happens, the
 * event arrives, every time under the same id, and one record says so.
 */

const VISIBLE_AGAIN_MS = 6 * 60_000 + 1_000;
const FUNCTION = /Webhooks/;

let setup: LocalSetup;
let receiver: Receiver;
let kill: () => void;
beforeAll(async () => {
  const authority = await openAuthority();
  const functions = killable(authority.hostFunctions);
  kill = () => functions.kill(FUNCTION);
  receiver = await openReceiver(authority);
  setup = await openLocalSetup({}, { hostFunctions: functions.hostFunctions, schedules: false });
}, 180_000);
afterAll(() => Promise.all([setup?.close(), receiver?.close()]));
beforeEach(() => {
  receiver.received.length = 0;
  receiver.answer({});
});

async function sent() {
  const at = setup.now().toISOString();
  const { id: integration } = await writeIntegration(setup.local, {
    urls: { createUrl: `${receiver.url}/created` },
    at,
  });
  const id = `evt_${randomUUID()}`;
  const shared = { id, version: EVENTS_VERSION, product: 'demo', host: 'shop.example', time: at };
  const detail = {
    ...shared,
    activation: 'act',
    connection: `con_${'a'.repeat(32)}`,
    account: 'https://id.example#ana',
  };
  const event = { source: 'handfast', 'detail-type': 'connection.created', detail };
  setup.local.queues.send(webhookQueueOf(setup.local), JSON.stringify(event));
  await setup.local.queues.idle();
  return {
    webhookId: deliveryIdOf(id, 'SUBSCRIPTION_ORDER', integration),
    record: () =>
      openDeliveryRepository(tableOf(setup.local)).find(deliveryIdOf(id, 'SUBSCRIPTION_ORDER', integration)),
  };
}

async function visibleAgain(): Promise<void> {
  setup.moveClock(VISIBLE_AGAIN_MS);
  await setup.local.queues.idle();
}

const idsReceived = () => receiver.received.map(({ headers }) => headers['webhook-id']);

test('a function that is killed after the POST: it is repeated, under the same id', async () => {
  receiver.answer(() => {
    if (receiver.received.length === 1) kill();
    return receiver.received.length === 1 ? { silent: true } : {};
  });
  const { webhookId, record } = await sent();
  expect(idsReceived()).toEqual([webhookId]);
  expect(await record()).toMatchObject({ status: 'WAITING', tries: 0 });
  await visibleAgain();
  expect(idsReceived()).toEqual([webhookId, webhookId]);
  expect(await record()).toMatchObject({ status: 'DELIVERED', tries: 1 });
});

test('a function that is killed while it waits for its second attempt: the first counts, the second is made', async () => {
  receiver.answer(() => {
    if (receiver.received.length > 1) return {};
    setTimeout(kill, 2_500);
    return { status: 500 };
  });
  const { webhookId, record } = await sent();
  expect(idsReceived()).toEqual([webhookId]);
  expect(await record()).toMatchObject({ status: 'WAITING', tries: 1 });
  await visibleAgain();
  expect(idsReceived()).toEqual([webhookId, webhookId]);
  expect(await record()).toMatchObject({ status: 'DELIVERED', tries: 2 });
});

test('a function that is killed over the same event again and again: the event is a dead letter, and raises an alarm', async () => {
  receiver.answer(() => {
    kill();
    return { silent: true };
  });
  await sent();
  for (let receive = 0; receive < 6; receive += 1) await visibleAgain();
  const lost = setup.local.stack.queues.find(({ name }) => /WebhooksLost/.test(name));
  expect(setup.local.queues.messages(lost?.arn ?? '')).toHaveLength(1);
  expect(receiver.received.length).toBeGreaterThanOrEqual(5);
});
