import { describe, expect, test } from 'vitest';
import { accountOf } from '../../../functions/adapters/oidc/account-claims.ts';

const ISSUER = 'https://id.example';

describe('the account', () => {
  test.each([
    [{ sub: 'u1' }, 'sub', { id: 'u1', label: 'u1' }],
    [{ sub: 'u1', name: 'Ana' }, 'sub', { id: 'u1', label: 'Ana' }],
    [{ sub: 'u1', name: 'Ana', email: 'ana@example.com' }, 'sub', { id: 'u1', label: 'ana@example.com' }],
    [{ sub: 'u1', preferred_username: 'ana', email: '' }, 'sub', { id: 'u1', label: 'ana' }],
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
    expect(accountOf(ISSUER, { sub: 'u1', email: 'x'.repeat(300) }, 'sub').label).toHaveLength(120);
  });
});
