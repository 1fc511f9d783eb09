import { expect, vi } from 'vitest';
import { parseActivation } from '../../../functions/adapters/dynamodb/activations/activation-item.ts';
import { sealed } from '../../../functions/adapters/kms/sealed.ts';
import type { EncryptionContext, Vault } from '../../../functions/adapters/kms/vault.ts';
import type { Activation, ActivationRef } from '../../../functions/domain/handshake/activation.ts';
import { type ConsumerKey, consumerIdOf, type KeptToken } from '../../../functions/domain/handshake/consumer-key.ts';
import { digestOf, newActivationId, newConnectionId, parseProductId } from '../../../functions/domain/ids.ts';
import { Refusal, type RefusalCode } from '../../../functions/domain/refusals/refusal.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';
import type { StepEvent } from '../../../functions/exchange/step.ts';

export const product = parseProductId('demo');
export const storeUrl = parseStoreUrl('https://shop.example/');
export const ref: ActivationRef = { product, key: digestOf('consumer'), activation: newActivationId() };
export const connection = newConnectionId();
export const consumer = consumerIdOf('cs', storeUrl);
export const ana = { issuer: 'https://id.example', id: 'ana', label: 'ana@example.com' };
export const ben = { issuer: 'https://id.example', id: 'ben', label: 'ben@example.com' };
export const keys = { consumerKey: 'ck', consumerSecret: 'cs', verifier: 'first verifier' };
export const yes = { decision: 'yes', account: ana, at: '2026-01-01T00:00:00.000Z' } as const;
export const now = () => new Date('2026-01-02T00:00:00Z');
export const quiet = () => {};

/** A vault whose boxes are plain to read in tests, and bound to their context like the real one's. */
export const vault: Pick<Vault, 'seal' | 'open'> = {
  seal: async (context, secret) => sealed.parse(new TextEncoder().encode(JSON.stringify([context, secret]))),
  open: async (context, box, shape) => {
    const [sealedAt, secret] = JSON.parse(new TextDecoder().decode(box));
    expect(context).toEqual(sealedAt);
    return shape.parse(secret);
  },
};
export const here: EncryptionContext = { item: `ACTIVATION#demo#${ref.key}`, product };
export const read = (box: Uint8Array) => JSON.parse(new TextDecoder().decode(box))[1];

export const requestTokenOf = (store: string) =>
  vault.seal(here, { token: 'rt', tokenSecret: 'rts', verifier: 'first verifier', store });

export async function activationAt(stage: string, more: Record<string, unknown> = {}): Promise<Activation> {
  return parseActivation({
    ...ref,
    storeUrl,
    stage,
    consumer,
    verifierDigest: 'x',
    receivedAt: '2026-01-01T00:00:00.000Z',
    expiresAt: 2_000_000_000,
    secrets: await vault.seal(here, keys),
    credentials: await vault.seal(here, { consumerKey: 'ck', consumerSecret: 'cs', token: 'at', tokenSecret: 'ats' }),
    generations: ['2.4.8'],
    connection,
    kind: 'created',
    failure: { code: 'store_busy', at: '' },
    ...more,
  });
}

/** What is known of the key: by default, the request token of this very consumer. */
export async function known(more: Partial<ConsumerKey> = {}): Promise<ConsumerKey> {
  const tokens = [await keptToken()];
  return { product, key: ref.key, messages: [], pins: [], tokens, ...more };
}

export async function keptToken(more: Partial<KeptToken> = {}): Promise<KeptToken> {
  const token = await requestTokenOf('https://shop.example/');
  return { consumer, token, verifierDigest: 'x', at: '2026-01-01T00:00:00.000Z', ...more };
}

export const MINUTE_MS = 60_000;
/** Says nothing for ever, as a table does whose writes are tried again and again. */
export const never = () => new Promise<never>(() => {});
export const event = (task: string, more: Partial<StepEvent> = {}): StepEvent => ({ task, ...ref, ...more });
export const code = (name: RefusalCode) => expect.objectContaining({ code: name });
export const refusing = (name: RefusalCode) => vi.fn(() => Promise.reject(new Refusal(name)));
