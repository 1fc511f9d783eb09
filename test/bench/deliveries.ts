import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { openDeliveryRepository } from '../../functions/adapters/dynamodb/integrations/delivery-repository.ts';
import { SOURCE } from '../../functions/adapters/eventbridge/event-bus.ts';
import { EVENTS_VERSION } from '../../functions/domain/events.ts';
import { deliveryIdOf, type IntegrationId } from '../../functions/domain/integrations/integration-ids.ts';
import { type Local, startLocal } from '../../infra/local/local.ts';
import { tableOf } from '../journey/stored-data.ts';
import { openAuthority } from '../journey/webhooks/authority.ts';
import { openReceiver } from '../journey/webhooks/receiver.ts';
import { writeIntegration } from '../journey/webhooks/written-integration.ts';

export type Delivered = {
  readonly sent: number;
  /** Of the URLs that answer: 95 of 100 arrived within so many milliseconds of the event. */
  readonly p95Ms: number;
  /** Neither arrived at a URL that answers, nor waiting for one that does not. */
  readonly lost: number;
};

const PRODUCTS = ['alpha', 'beta', 'gamma', 'delta', 'dead'] as const;

/** Events at a steady rate, for five products by turns; the URLs of one of them let every request time out. */
export async function deliverSteadily(perSecond: number, seconds: number): Promise<Delivered> {
  await using opened = new AsyncDisposableStack();
  const authority = await openAuthority();
  const receiver = await openReceiver(authority);
  opened.defer(receiver.close);
  const arrived = new Map<string, number>();
  receiver.answer(({ path, headers, at }) => {
    if (path === '/dead') return { silent: true };
    const id = String(headers['webhook-id']);
    if (!arrived.has(id)) arrived.set(id, at);
    return {};
  });
  const { path: dataFolder } = opened.use(await mkdtempDisposable(join(tmpdir(), 'handfast-bench-')));
  const settings = { products: PRODUCTS.map((id) => ({ id, name: id })) };
  const { hostFunctions } = authority;
  const local = opened.use(await startLocal({ port: 0, dataFolder, demoStore: false, settings, hostFunctions }));
  const integrations = new Map<string, IntegrationId>();
  for (const product of PRODUCTS) {
    const { id } = await writeIntegration(local, { product, urls: { createUrl: `${receiver.url}/${product}` } });
    integrations.set(product, id);
  }
  const sent = await publish(local, perSecond, seconds);
  await pause(5_000);
  const deliveries = openDeliveryRepository(tableOf(local));
  let lost = 0;
  const times: number[] = [];
  for (const { id, product, at } of sent) {
    const integration = integrations.get(product);
    const delivery = integration && deliveryIdOf(id, 'SUBSCRIPTION_ORDER', integration);
    if (delivery === undefined) continue;
    const time = arrived.get(delivery);
    if (product !== 'dead' && time !== undefined) times.push(time - at);
    const waits = product === 'dead' && (await deliveries.find(delivery))?.status === 'WAITING';
    if (!waits && time === undefined) lost += 1;
  }
  times.sort((one, other) => one - other);
  return { sent: sent.length, lost, p95Ms: times[Math.floor(times.length * 0.95)] ?? Number.NaN };
}

type Sent = { readonly id: string; readonly product: string; readonly at: number };

async function publish(local: Local, perSecond: number, seconds: number): Promise<readonly Sent[]> {
  const client = new EventBridgeClient({ ...local.tableAccess, endpoint: local.awsUrl });
  const begun = performance.now();
  const sent: Sent[] = [];
  const flying: Promise<unknown>[] = [];
  for (let number = 0; number < perSecond * seconds; number += 1) {
    const early = begun + (number * 1_000) / perSecond - performance.now();
    if (early > 1) await pause(early);
    const product = PRODUCTS[number % PRODUCTS.length] ?? 'alpha';
    const [id, at] = [`evt_bench_${number}`, Date.now()];
    const shared = { id, version: EVENTS_VERSION, product, host: 'shop.example', time: new Date(at).toISOString() };
    const connected = { activation: 'act', connection: `con_${'a'.repeat(32)}`, account: 'https://id.example#ana' };
    const Detail = JSON.stringify({ ...shared, ...connected });
    const entry = { EventBusName: local.stack.buses[0], Source: SOURCE, DetailType: 'connection.created', Detail };
    flying.push(client.send(new PutEventsCommand({ Entries: [entry] })));
    sent.push({ id, product, at });
  }
  await Promise.all(flying);
  client.destroy();
  return sent;
}
