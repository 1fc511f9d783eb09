import { describe, expect, test } from 'vitest';
import { accountKey } from '../../../functions/domain/account.ts';
import { newConnectionId } from '../../../functions/domain/ids.ts';
import type { ConnectionStatus } from '../../../functions/domain/stores/connection-status.ts';
import { agreedLinkKind, linkKind } from '../../../functions/domain/stores/link-rule.ts';

const ana = accountKey({ issuer: 'https://id.example', id: 'ana' });
const ben = accountKey({ issuer: 'https://id.example', id: 'ben' });
const connection = newConnectionId();
const of = (account: typeof ana, status: ConnectionStatus) => ({ connection, accountKey: account, status, version: 7 });
const refused = (code: string) => expect.objectContaining({ code });

describe('what linking a store to Ana means', () => {
  const CONNECTED: readonly ConnectionStatus[] = ['active', 'inactive', 'unreachable', 'needs_reauthorization'];
  const cases = [
    { existing: undefined, keyUsedBefore: false, expected: 'created' },
    { existing: undefined, keyUsedBefore: true, expected: 'created' },
    ...CONNECTED.flatMap((status) => [
      { existing: of(ana, status), keyUsedBefore: false, expected: 'reauthorized' },
      { existing: of(ana, status), keyUsedBefore: true, expected: 'reauthorized' },
      { existing: of(ben, status), keyUsedBefore: false, expected: 'moved' },
      { existing: of(ben, status), keyUsedBefore: true, expected: 'integration_taken' },
    ]),
    { existing: of(ana, 'disconnected'), keyUsedBefore: false, expected: 'created' },
    { existing: of(ana, 'disconnected'), keyUsedBefore: true, expected: 'created' },
    { existing: of(ben, 'disconnected'), keyUsedBefore: false, expected: 'created' },
    // A disconnected key stays with its last account.
    { existing: of(ben, 'disconnected'), keyUsedBefore: true, expected: 'integration_taken' },
  ].map((one) => ({ ...one, owner: one.existing?.accountKey.split('#')[1], status: one.existing?.status }));

  test.each(cases)('owner $owner, $status, key used before: $keyUsedBefore -> $expected', (one) => {
    const question = { existing: one.existing, account: ana, keyUsedBefore: one.keyUsedBefore };
    if (one.expected === 'integration_taken') expect(() => linkKind(question)).toThrow(refused('integration_taken'));
    else expect(linkKind(question)).toBe(one.expected);
  });

  test.each(cases)('once agreed: owner $owner, $status, key used before: $keyUsedBefore', (one) => {
    const question = { existing: one.existing, account: ana, keyUsedBefore: one.keyUsedBefore };
    const unasked = () => agreedLinkKind(question, undefined);
    if (one.expected === 'integration_taken') expect(unasked).toThrow(refused('integration_taken'));
    else if (one.expected === 'moved') expect(unasked).toThrow(refused('consent_outdated'));
    else expect(unasked()).toBe(one.expected);
  });
});

describe('a move', () => {
  const question = { existing: of(ben, 'active'), account: ana, keyUsedBefore: false };
  test('is agreed to for the connection that is there', () => {
    expect(agreedLinkKind(question, { connection, version: 7 })).toBe('moved');
  });
  test.each([
    ['another version', { connection, version: 6 }],
    ['another connection', { connection: newConnectionId(), version: 7 }],
  ])('is not agreed to for %s', (_, shown) => {
    expect(() => agreedLinkKind(question, shown)).toThrow(refused('consent_outdated'));
  });
  test('is not made by a key that was used before, whatever was agreed', () => {
    const used = { ...question, keyUsedBefore: true };
    expect(() => agreedLinkKind(used, { connection, version: 7 })).toThrow(refused('integration_taken'));
  });
});
