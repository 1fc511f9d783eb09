import { onTestFinished } from 'vitest';
import type { DemoStore, DemoStoreOptions, IntegrationState } from '../../../infra/local/demo-store/demo-store.ts';
import { startDemoStore } from '../../../infra/local/demo-store/demo-store.ts';
import { openEndpoint } from './endpoint.ts';
import type { Reply } from './oauth/signed-call.ts';
import { signedCall } from './oauth/signed-call.ts';

export type Keys = { consumerKey: string; consumerSecret: string; verifier: string };
export type Token = { token: string; secret: string };
export type Shop = DemoStore & { id: number; clock: { now: Date } };

/** A demo store with one integration, whose endpoint answers at once, and a clock that the test moves. */
export async function openShop(options: DemoStoreOptions = {}): Promise<Shop> {
  const endpoint = await openEndpoint();
  const clock = { now: new Date('2026-11-21T12:00:00Z') };
  const integrations = [{ name: 'Acme', endpointUrl: endpoint.url, identityLinkUrl: 'http://127.0.0.1:1/login' }];
  const demoStore = await startDemoStore({ now: () => clock.now, integrations, ...options });
  onTestFinished(() => demoStore.close());
  const [first] = demoStore.states();
  return { ...demoStore, id: first?.id ?? 0, clock };
}

export function later(shop: Shop, seconds: number): void {
  shop.clock.now = new Date(shop.clock.now.getTime() + seconds * 1000);
}

/** The integration's rows; a test that asks for a deleted one is wrong. */
export function rowsOf(shop: Shop): IntegrationState {
  const state = shop.state(shop.id);
  if (state === undefined) throw new Error('the integration is gone');
  return state;
}

/** The keys as the last POST held them: the verifier of the newest unused row, or of the only row. */
export function keysOf(shop: Shop): Keys {
  const { consumer, tokens } = rowsOf(shop);
  const row = tokens.find(({ type }) => type === 'verifier') ?? tokens[0];
  return { consumerKey: consumer.key, consumerSecret: consumer.secret, verifier: row?.verifier ?? '' };
}

export function requestCall(shop: Shop, keys: Keys): Promise<Reply> {
  return signedCall({ method: 'POST', url: `${shop.baseUrl}oauth/token/request`, ...keys, now: shop.clock.now });
}

export function accessCall(shop: Shop, keys: Keys, token: Token, verifier = keys.verifier): Promise<Reply> {
  const extra = { oauth_verifier: verifier };
  return signedCall({
    method: 'POST',
    url: `${shop.baseUrl}oauth/token/access`,
    ...keys,
    token,
    extra,
    now: shop.clock.now,
  });
}

export function restCall(shop: Shop, path: string, keys: Keys, token: Token): Promise<Reply> {
  return signedCall({ method: 'GET', url: `${shop.baseUrl}${path}`, ...keys, token, now: shop.clock.now });
}

/** The whole exchange. */
export async function connect(shop: Shop): Promise<{ keys: Keys; token: Token }> {
  await shop.activate(shop.id);
  const keys = keysOf(shop);
  const request = tokenIn(await requestCall(shop, keys));
  return { keys, token: tokenIn(await accessCall(shop, keys, request)) };
}

export function tokenIn({ body }: Reply): Token {
  const fields = new URLSearchParams(body);
  return { token: fields.get('oauth_token') ?? '', secret: fields.get('oauth_token_secret') ?? '' };
}

export function problemIn({ body }: Reply): string | null {
  return new URLSearchParams(body).get('oauth_problem');
}
