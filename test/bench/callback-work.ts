import { sealed } from '../../functions/adapters/kms/sealed.ts';
import { receiveCallback } from '../../functions/callback/receive-callback.ts';
import { parseProductId } from '../../functions/domain/ids.ts';

const WARM_UP = 2_000;
const RUNS = 20_000;

/** Milliseconds of the callback's own work at the 99th percentile: all of it, but KMS and DynamoDB answer at once. */
export async function callbackOwnWork(): Promise<number> {
  const box = sealed.parse(new Uint8Array(200));
  const product = { id: parseProductId('demo'), name: 'Acme', brand: {} };
  const action = receiveCallback({
    findProduct: async () => product,
    callable: () => {},
    seal: async () => box,
    keys: { keep: async () => 'kept', refuse: async () => {} },
    recordRefused: async () => {},
    now: () => new Date(),
    log: () => {},
  });
  const samples: number[] = [];
  for (let run = 0; run < WARM_UP + RUNS; run += 1) {
    const body = Buffer.from(messageOf(run).toString());
    const begun = performance.now();
    await action({
      route: 'POST /{product}/callback',
      product: 'demo',
      query: new URLSearchParams(),
      contentType: 'application/x-www-form-urlencoded',
      acceptLanguage: '',
      cookies: new Map(),
      body,
    });
    if (run >= WARM_UP) samples.push(performance.now() - begun);
  }
  return samples.toSorted((one, other) => one - other)[Math.floor(RUNS * 0.99)] ?? Number.NaN;
}

/** A message as Magento posts it; `number` makes it one of a kind. */
export function messageOf(number: number): URLSearchParams {
  const unique = number.toString(36).padStart(32, '0');
  return new URLSearchParams({
    oauth_consumer_key: unique,
    oauth_consumer_secret: 's'.repeat(32),
    store_base_url: 'http://127.0.0.1:9/',
    oauth_verifier: unique,
  });
}
