import { describe, expect, test } from 'vitest';
import { accountOf, merged } from '../../../functions/adapters/oidc/account-claims.ts';

const ISSUER = 'https://id.example';
const VERIFIED = { sub: 'u1', name: 'Ana', email: 'ana@example.com', email_verified: true };

describe('the account', () => {
  test.each([
    [{ sub: 'u1' }, 'sub', { id: 'u1', label: 'u1' }],
    [{ sub: 'u1', name: 'Ana' }, 'sub', { id: 'u1', label: 'Ana (u1)' }],
    [VERIFIED, 'sub', { id: 'u1', label: 'ana@example.com' }],
    [VERIFIED, 'email', { id: 'ana@example.com', label: 'ana@example.com' }],
    [{ ...VERIFIED, email_verified: false }, 'sub', { id: 'u1', label: 'Ana (u1)' }],
    [{ ...VERIFIED, email_verified: 'true' }, 'sub', { id: 'u1', label: 'Ana (u1)' }],
    [{ ...VERIFIED, email_verified: undefined }, 'sub', { id: 'u1', label: 'Ana (u1)' }],
    [{ sub: 'u1', name: 'ana@example.com' }, 'sub', { id: 'u1', label: 'u1' }],
    [{ sub: 'u1', preferred_username: 'ana@example.com' }, 'sub', { id: 'u1', label: 'u1' }],
    [{ sub: 'u1', name: 'A\u202ena' }, 'sub', { id: 'u1', label: 'Ana (u1)' }],
    [{ sub: 'u1', preferred_username: 'ana', email: '' }, 'sub', { id: 'u1', label: 'ana (u1)' }],
    [{ sub: 'u1', org: 0 }, 'org', { id: '0', label: '0' }],
    [{ sub: 'u1', 'https://acme.example/org': 'o' }, 'https://acme.example/org', { id: 'o', label: 'o' }],
    [{ sub: 'u1', org: { id: 'o', name: 'Acme' } }, ['org', 'id'], { id: 'o', label: 'o' }],
    [{ sub: 'u1', 'https://acme.example/org': { id: 7 } }, ['https://acme.example/org', 'id'], { id: '7', label: '7' }],
  ])('that %j names by %j is %j', (claims, claim, account) => {
    expect(accountOf(ISSUER, claims, claim)).toEqual({ issuer: ISSUER, ...account });
  });

  test.each([
    [{}],
    [{ org: '' }],
    [{ org: ' ' }],
    [{ org: null }],
    [{ org: ['o1', 'o2'] }],
    [{ org: { id: 'o' } }],
    [{ org: true }],
    [{ org: 2 ** 53 }],
    [{ org: 1.5 }],
    [{ org: 'x'.repeat(256) }],
  ])('that %j leaves open is not guessed', (claims) => {
    expect(() => accountOf(ISSUER, { sub: 'u1', ...claims }, 'org')).toThrow(
      expect.objectContaining({ code: 'account_unclear' }),
    );
  });

  test.each([
    ['that every object inherits', 'constructor', {}],
    ['that lies in something inherited', ['constructor', 'name'], {}],
    ['of one list among several', ['orgs', '0'], { orgs: ['o1', 'o2'] }],
    ['of a text', ['org', '0'], { org: 'o1' }],
    ['of nothing', ['org', 'id'], { org: null }],
    ['whose name is a path', 'org.id', { org: { id: 'o' } }],
  ])('is not one %s', (_, claim, claims) => {
    expect(() => accountOf(ISSUER, { sub: 'u1', ...claims }, claim)).toThrow(
      expect.objectContaining({ code: 'account_unclear' }),
    );
  });

  test('has a label that fits on the page', () => {
    expect(accountOf(ISSUER, { sub: 'u1', email: 'x'.repeat(300), email_verified: true }, 'sub').label).toHaveLength(
      120,
    );
  });

  test('keeps its id in view behind the longest name', () => {
    expect(accountOf(ISSUER, { sub: 'u1', name: 'x'.repeat(300) }, 'sub').label).toMatch(/^x{60} \(u1\)$/);
  });

  test.each([false, undefined, 'true', 1])('is no e-mail address that is verified: %j', (verified) => {
    expect(() => accountOf(ISSUER, { ...VERIFIED, email_verified: verified }, 'email')).toThrow(
      expect.objectContaining({ code: 'email_unverified' }),
    );
  });
});

describe('what the userinfo endpoint adds', () => {
  test('never makes another address of the ID token a verified one', () => {
    const other = { email: 'ben@example.com', email_verified: true };
    expect(merged(other, { sub: 'u1', email: 'ana@example.com' })).toEqual({ sub: 'u1', email: 'ana@example.com' });
    const same = { email: 'ana@example.com', email_verified: true, org: 'o' };
    expect(merged(same, { sub: 'u1', email: 'ana@example.com' })).toEqual({ sub: 'u1', ...same });
    const claimed = merged({ email: 'ana@example.com', email_verified: false }, { sub: 'u1', email_verified: true });
    expect(claimed).toMatchObject({ email: 'ana@example.com', email_verified: false });
  });
});
