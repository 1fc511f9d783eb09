import { describe, expect, test, vi } from 'vitest';
import type { Link } from '../../../functions/adapters/dynamodb/connections/link-connection.ts';
import { sealed } from '../../../functions/adapters/kms/sealed.ts';
import { answers as answersShape, credentials } from '../../../functions/adapters/kms/secret-shapes.ts';
import { accountKey } from '../../../functions/domain/account.ts';
import { addressDigest } from '../../../functions/domain/handshake/consumer-key.ts';
import { digestOf, newActivationId } from '../../../functions/domain/ids.ts';
import type { Connection } from '../../../functions/domain/stores/connection.ts';
import { storeAddress } from '../../../functions/domain/stores/store-address.ts';
import { linkStore } from '../../../functions/exchange/steps/link-store.ts';
import {
  activationAt,
  ana,
  ben,
  code,
  connection,
  consumer,
  event,
  now,
  product,
  ref,
  storeUrl,
  vault,
  yes,
} from './exchange-setup.ts';

describe('Link', () => {
  const standingOf = (account: typeof ana, more: Partial<Connection> = {}): Connection => ({
    connection,
    product,
    storeUrl,
    account,
    status: 'active',
    generations: ['2.4.8'],
    createdAt: '2025-01-01T00:00:00.000Z',
    connectedAt: '2025-01-01T00:00:00.000Z',
    activation: newActivationId(),
    kind: 'created',
    version: 7,
    accountKey: accountKey(account),
    ...more,
  });

  async function run(existing: Connection | undefined, consent: unknown = yes, wins = true, answers?: Uint8Array) {
    const put = vi.fn(async (_link: Link, _standing: number | undefined) => wins);
    const linked = vi.fn(async () => activationAt('linked'));
    const [close, askAgain] = [vi.fn(async () => true), vi.fn(async () => {})];
    const activations = {
      current: async () => activationAt('checked', { consent, ...(answers && { answers }) }),
      close,
      askAgain,
      linked,
    };
    const [announce, markPublished] = [vi.fn(async () => {}), vi.fn(async () => {})];
    const connections = { find: async () => existing, put, markPublished };
    const pointers = { find: async () => connection, claim: async () => connection };
    const [pin, requireBelowLimit] = [vi.fn(async () => {}), vi.fn(async () => {})];
    const keys = { find: async () => undefined, pin };
    const deps = { activations, connections, pointers, keys, requireBelowLimit, vault, now, announce };
    return { result: linkStore(deps)(event('Link')), put, linked, pin, askAgain, announce };
  }

  test('links a new store to the account, with credentials that open on its own item only', async () => {
    const { result, put, linked, pin } = await run(undefined);
    await result;
    const address = addressDigest(storeAddress(storeUrl));
    expect(pin).toHaveBeenCalledExactlyOnceWith(ref, { address, consumer, connection });
    const [made, existing] = put.mock.calls[0] ?? [];
    expect(made).toMatchObject({ connection, product, storeUrl, account: ana, status: 'active', kind: 'created' });
    expect(existing).toBeUndefined();
    const context = { item: `CONNECTION#${connection}`, product };
    await expect(vault.open(context, sealed.parse(made?.secrets), credentials)).resolves.toMatchObject({
      token: 'at',
      tokenSecret: 'ats',
    });
    expect(linked).toHaveBeenCalledExactlyOnceWith(ref, connection, { kind: 'created', movedFrom: undefined });
  });

  describe('binds to the connection, under a name of its own, what the merchant answered', () => {
    const here = { item: `ANSWERS#${connection}`, product };
    const given = () => vault.seal({ item: `ATTEMPT#${ref.activation}`, product }, { vat: 'DE1', terms: true });
    const earlier = () => vault.seal(here, { vat: 'old' });
    const readIn = async (put: Awaited<ReturnType<typeof run>>['put']) => {
      const [made] = put.mock.calls[0] ?? [];
      return made?.answers && vault.open(here, made.answers, answersShape);
    };

    test('in this attempt, in place of what they answered before', async () => {
      for (const existing of [undefined, standingOf(ana, { answers: await earlier() })]) {
        const { result, put } = await run(existing, yes, true, await given());
        await result;
        expect(await readIn(put)).toEqual({ vat: 'DE1', terms: true });
      }
    });

    test('before, where Reauthorize asked nothing', async () => {
      const { result, put } = await run(standingOf(ana, { answers: await earlier() }));
      await result;
      expect(await readIn(put)).toEqual({ vat: 'old' });
    });

    test('and never what somebody else did', async () => {
      const replaces = { connection, version: 7 };
      const existing = standingOf(ben, { answers: await earlier() });
      const { result, put } = await run(existing, { ...yes, replaces });
      await result;
      expect(put.mock.calls[0]?.[0].kind).toBe('moved');
      expect(await readIn(put)).toBeUndefined();
    });
  });

  test('keeps the day a store was first connected', async () => {
    const { result, put } = await run(standingOf(ana));
    await result;
    expect(put.mock.calls[0]?.[0]).toMatchObject({ kind: 'reauthorized', createdAt: '2025-01-01T00:00:00.000Z' });
    expect(put.mock.calls[0]?.[1]).toBe(7);
  });

  test('publishes an event that waits with the connection, before that is written over', async () => {
    const outbox = { id: 'evt_1', status: 'inactive', at: '2026-01-01T00:00:00.000Z' } as const;
    const { result, put, announce } = await run(standingOf(ana, { status: 'inactive', outbox }));
    await result;
    expect(announce).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ type: 'connection.inactive' }));
    expect(announce.mock.invocationCallOrder[0]).toBeLessThan(put.mock.invocationCallOrder[0] ?? 0);
  });

  test('never takes a store from another account silently', async () => {
    const { result, put, askAgain } = await run(standingOf(ben, { key: digestOf('other') }));
    await expect(result).rejects.toThrow(code('consent_outdated'));
    expect(askAgain).toHaveBeenCalledExactlyOnceWith(ref);
    expect(put).not.toHaveBeenCalled();
  });

  test('moves a store when the merchant has confirmed it for exactly the existing connection', async () => {
    const moved = await run(standingOf(ben, { key: digestOf('other') }), {
      ...yes,
      replaces: { connection, version: 7 },
    });
    await moved.result;
    const movedFrom = accountKey(ben);
    expect(moved.put.mock.calls[0]?.[0]).toMatchObject({ kind: 'moved', account: ana, movedFrom });
    expect(moved.linked).toHaveBeenCalledExactlyOnceWith(ref, connection, { kind: 'moved', movedFrom });
    const changedSince = await run(standingOf(ben, { version: 8, key: digestOf('other') }), {
      ...{ ...yes, replaces: { connection, version: 7 } },
    });
    await expect(changedSince.result).rejects.toThrow(code('consent_outdated'));
  });

  test('finds its own work when it is run again', async () => {
    const { result, put, linked } = await run(
      standingOf(ana, { activation: ref.activation, kind: 'moved', movedFrom: 'https://id.example#ben' }),
    );
    await result;
    expect(put).not.toHaveBeenCalled();
    expect(linked).toHaveBeenCalledExactlyOnceWith(ref, connection, {
      kind: 'moved',
      movedFrom: 'https://id.example#ben',
    });
  });

  test('gives up after a few rounds when somebody else is always faster', async () => {
    const { result, put, linked } = await run(standingOf(ana), yes, false);
    await expect(result).rejects.toThrow(code('interrupted'));
    expect(put.mock.calls.length).toBeLessThanOrEqual(5);
    expect(linked).not.toHaveBeenCalled();
  });
});
