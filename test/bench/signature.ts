import { createHmac } from 'node:crypto';
import OAuth from 'oauth-1.0a';
import { authorizationHeader } from '../../functions/adapters/magento/signing/signature.ts';

const RUN_MILLISECONDS = 1_000;
const WARM_UP_MILLISECONDS = 200;
const BATCH = 500;

const url = 'https://shop.example/rest/V1/store/storeConfigs';
const consumerKey = 'c'.repeat(32);
const consumerSecret = 's'.repeat(32);
const token = 't'.repeat(32);
const tokenSecret = 'u'.repeat(32);

/**
 * Signatures per second of a plain GET, nonce and timestamp included, on one core: ours, those of the package
 * underneath used as it is, and of a bare HMAC-SHA256 over a base string of the same length.
 */
export async function signaturesPerSecond(): Promise<{ handfast: number; oauth10a: number; hmac: number }> {
  const hash = (base: string, key: string): string => createHmac('sha256', key).update(base).digest('base64');
  const plain = new OAuth({
    consumer: { key: consumerKey, secret: consumerSecret },
    signature_method: 'HMAC-SHA256',
    hash_function: hash,
  });
  const base = 'b'.repeat(310);
  const key = `${consumerSecret}&${tokenSecret}`;
  return {
    handfast: perSecond(() =>
      authorizationHeader({ method: 'GET', url, consumerKey, consumerSecret, token, tokenSecret, generation: '2.4.8' }),
    ),
    oauth10a: perSecond(() =>
      plain.toHeader(plain.authorize({ method: 'GET', url }, { key: token, secret: tokenSecret })),
    ),
    hmac: perSecond(() => hash(base, key)),
  };
}

function perSecond(sign: () => unknown): number {
  runFor(WARM_UP_MILLISECONDS, sign);
  const { count, milliseconds } = runFor(RUN_MILLISECONDS, sign);
  return Math.round((count * 1_000) / milliseconds);
}

function runFor(milliseconds: number, sign: () => unknown): { count: number; milliseconds: number } {
  const start = performance.now();
  let count = 0;
  while (performance.now() - start < milliseconds) {
    for (let index = 0; index < BATCH; index += 1) sign();
    count += BATCH;
  }
  return { count, milliseconds: performance.now() - start };
}
