import { describe, expect, test, vi } from 'vitest';
import { handshakeStore } from '../../../functions/exchange/handshake-store.ts';
import { code, never, quiet, storeUrl } from './exchange-setup.ts';

const lease = { pk: 'LEASE#handshake:shop.example#0', holder: 'holder' };
const keys = { consumerKey: 'ck', consumerSecret: 'cs' };

function open({
  wait = async (): Promise<typeof lease | undefined> => lease,
  release = async () => {},
}: {
  readonly wait?: () => Promise<typeof lease | undefined>;
  readonly release?: () => Promise<void>;
}) {
  const requestToken = vi.fn(async () => ({ token: 'rt', tokenSecret: 'rts' }));
  const magento = { requestToken, accessToken: vi.fn(), check: vi.fn(), rest: vi.fn() };
  const log = vi.fn(quiet);
  const leases = { wait: vi.fn(wait), release: vi.fn(release) };
  return { store: handshakeStore({ magento, leases, log }), requestToken, leases, log };
}

describe('a store called for a handshake', () => {
  test('gives its answer before its lease is released, which may take long', async () => {
    const { store } = open({ release: never });
    await expect(store.requestToken(storeUrl, keys)).resolves.toEqual({ token: 'rt', tokenSecret: 'rts' });
  });

  test('has settled once every lease is released', async () => {
    const releasing = Promise.withResolvers<void>();
    const { store, leases } = open({ release: () => releasing.promise });
    await store.requestToken(storeUrl, keys);
    const settled = vi.fn();
    const waiting = store.settled().then(settled);
    await Promise.resolve();
    expect(settled).not.toHaveBeenCalled();
    releasing.resolve();
    await waiting;
    expect(leases.release).toHaveBeenCalledExactlyOnceWith(lease);
  });

  test('settles when a lease cannot be released, and says so in the log', async () => {
    const { store, log } = open({ release: () => Promise.reject(new Error('no right')) });
    await store.requestToken(storeUrl, keys);
    await store.settled();
    expect(log).toHaveBeenCalledExactlyOnceWith('lease_not_released', { error: 'Error' });
  });

  test('is not called without a lease', async () => {
    const { store, requestToken } = open({ wait: async () => undefined });
    await expect(store.requestToken(storeUrl, keys)).rejects.toThrow(code('store_busy'));
    expect(requestToken).not.toHaveBeenCalled();
  });
});
