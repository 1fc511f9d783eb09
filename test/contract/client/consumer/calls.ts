import {
  type Access,
  type Authorize,
  type CallOptions,
  type Handfast,
  HandfastError,
  handfast,
  type OwnAccess,
  type ReceivedHeaders,
  type Store,
  type TokenAccess,
  type UnsignedRequest,
  type Verified,
  type VerifyOptions,
  verifyEventUrlCall,
  verifyWebhook,
} from '@handfast/client';

/*
 * A vendor's backend that calls every method. Compiled in a project of its own with the packed package: see
 * `package.test.ts`.
 */

const tokens: TokenAccess = { tokenUrl: 'https://issuer.example/token', clientId: 'a', clientSecret: 'b', scope: 'c' };
const access: Access = { url: 'https://connect.example', numbers: 'text', retries: 1, fetch, ...tokens };
const authorize: Authorize = async ({ headers }: UnsignedRequest) => ({ authorization: headers['accept'] ?? '' });
const own: OwnAccess = { authorize };
export const api: Handfast = handfast(access);
export const signing: Handfast = handfast({ url: 'https://connect.example', ...own });

export async function connections(
  { signal }: AbortController,
  { connections, connection }: Handfast,
): Promise<string[]> {
  const options: CallOptions = { signal };
  const { id, store, status } = await connections.get('con_1', options);
  await connections.disconnect(id, options);
  await connections.move(id, { id: 'a', label: 'A' }, options);
  const { result } = await connections.check(id);
  const { consumerKey } = await connections.credentials(id);
  const { answers } = await connections.answers(id);
  const calls: Store = connection(id);
  const { body } = await calls.call<{ name: string }>({ method: 'GET', path: ['V1', 'products', 'a'] }, options);
  const orders = calls.items<{ entity_id: number }>('V1/orders', {}, { store: 'all', pageSize: 5, signal });
  let sum = 0;
  for await (const order of orders) sum += order.entity_id;
  const { total, next } = await orders.page({ cursor: 'a', limit: 5 });
  const listed = await connections.list({ status: 'active' }, options).page();
  return [
    store.host,
    status,
    result,
    consumerKey,
    String(answers['vat']),
    body.name,
    `${sum + total}${next}`,
    `${listed.next}`,
  ];
}

export async function channels({ channels, runs, channel }: Handfast): Promise<void> {
  const made = await channels.create('con_1', { type: 'magento2', connectors: { orders: { everyMinutes: 10 } } });
  await channels.change(made.id, { revision: made.revision, label: null });
  for await (const { id } of channels.list({ status: 'active' })) await channels.get(id);
  await channels.ofConnection('con_1');
  await channels.pause(made.id);
  await channels.resume(made.id);
  const run = await channels.sync(made.id, { full: 'compare' });
  for await (const { counts } of channels.runs(made.id)) console.log(counts.delivered);
  await runs.get(run.id);
  await runs.stop(run.id);
  await runs.confirm(run.id);
  const one = channel(made.id);
  for await (const { record, op } of one.changes('orders', { cursor: 'a', followSeconds: 5 })) {
    console.log(op, record?.increment_id, record?.items?.[0]?.sku);
  }
  const page = await one.changes('own').page({ limit: 5 });
  const pushed = await one.push('stock', [{ change: { sku: 'a', quantity: 1 } }], { idempotencyKey: 'monday' });
  const { counts } = await pushed.finished();
  for await (const { line } of pushed.results({ status: 'failed' })) console.log(page.more, counts.done, line);
  for await (const batch of one.batches()) await one.batch(batch.id, { status: 'failed', limit: 5 });
  for await (const { code } of one.results('bat_1')) console.log(code);
  await one.cancel('bat_1');
  await channels.remove(made.id);
}

export async function others({ activations, deployment, events, graphql }: Handfast): Promise<void> {
  console.log((await deployment()).version);
  for await (const { stage, advice } of activations.list({ from: '2026-11-01' })) console.log(stage, advice);
  const { steps } = await activations.get('act_1');
  console.log(steps[0]?.what);
  const { type, status } = await events.get('dlv_1');
  await events.sendResult('dlv_1', { success: true, accountIdentifier: type + status });
  const { products } = await graphql<{ products: { nodes: { id: string }[] } }>('{ products { nodes { id } } }', {});
  console.log(products.nodes[0]?.id);
}

export async function receive(headers: ReceivedHeaders, body: string): Promise<Verified | undefined> {
  const options: VerifyOptions = { toleranceSeconds: 60, now: () => new Date() };
  try {
    const { event, ...verified } = await verifyWebhook(headers, body, ['whsec_a', 'whsec_b'], options);
    if (event.type === 'records.available') console.log(event.data.from, event.data.delivered);
    else if (event.data.eventType === 'SUBSCRIPTION_ORDER') console.log(event.data.answers?.['vat']);
    else if (event.data.eventType === 'SUBSCRIPTION_NOTICE') console.log(event.data.noticeType, event.data.reason);
    return verified;
  } catch (error) {
    if (!(error instanceof HandfastError)) throw error;
    if (error.code === 'webhook_refused') return verifyEventUrlCall(new Headers(), 'whsec_a');
    console.log(
      error.status,
      error.detail,
      error.problems,
      error.retryAfter,
      error.storeStatus,
      error.begin,
      error.data,
    );
    return undefined;
  }
}

export async function mistakes({ connections, channel }: Handfast): Promise<void> {
  // @ts-expect-error No such status.
  connections.list({ status: 'broken' });
  // @ts-expect-error A quantity is a number.
  await channel('chn_1').push('stock', [{ change: { sku: 'a', quantity: '1' } }]);
  // @ts-expect-error Neither a client's id and secret, nor a hook.
  handfast({ url: 'https://connect.example' });
}
