import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EVENTS_VERSION } from '../../../functions/domain/events.ts';
import { DELIVERY } from '../../infra/docs/costs.ts';
import { type Count, countingHost } from '../handshake/counting-host.ts';
import { type LocalSetup, openLocalSetup } from '../local-setup.ts';
import { openAuthority } from './authority.ts';
import { openReceiver, type Receiver } from './receiver.ts';
import { webhookQueueOf } from './webhook-queue.ts';
import { writeIntegration } from './written-integration.ts';

const EVENTS = 20;

let setup: LocalSetup;
let receiver: Receiver;
let count: Count;
beforeAll(async () => {
  const authority = await openAuthority();
  const counted = countingHost(authority.hostFunctions);
  count = counted.count;
  receiver = await openReceiver(authority);
  setup = await openLocalSetup({}, { hostFunctions: counted.host, schedules: false });
}, 180_000);
afterAll(() => Promise.all([setup?.close(), receiver?.close()]));

/** The cost table in docs/operators.md rests on these counts. */
test('a delivery that is taken at once reads, writes and decrypts no more than is paid for', async () => {
  await writeIntegration(setup.local, { urls: { createUrl: `${receiver.url}/created` } });
  for (let number = 0; number < EVENTS; number += 1) {
    const time = setup.now().toISOString();
    const shared = {
      id: `evt_act_${randomUUID()}`,
      version: EVENTS_VERSION,
      product: 'demo',
      host: 'shop.example',
      time,
    };
    const connected = {
      activation: `act_${randomUUID()}`,
      connection: `con_${'a'.repeat(32)}`,
      account: 'https://login.example#ana',
    };
    const event = { source: 'handfast', 'detail-type': 'connection.created', detail: { ...shared, ...connected } };
    setup.local.queues.send(webhookQueueOf(setup.local), JSON.stringify(event));
    await setup.local.queues.idle();
  }
  expect(receiver.received).toHaveLength(EVENTS);
  expect(count.units.write / EVENTS).toBeLessThanOrEqual(DELIVERY.tableWrites);
  expect(count.units.read / EVENTS).toBeLessThanOrEqual(DELIVERY.tableReads);
  const keyCalls = [...count.calls].filter(([name]) => name.startsWith('TrentService.'));
  expect(keyCalls.reduce((sum, [, times]) => sum + times, 0) / EVENTS).toBeLessThanOrEqual(DELIVERY.keyCalls);
});
