import { expect, test } from 'vitest';
import { accountKey, samlIssuer } from '../../../functions/domain/account.ts';

test('an account of a SAML identity provider is never that of the OpenID provider whose issuer is its entity id', () => {
  const [issuer, id] = ['https://idp.example', 'ann'];
  expect(samlIssuer(issuer)).toBe('saml:https://idp.example');
  expect(accountKey({ issuer: samlIssuer(issuer), id })).not.toBe(accountKey({ issuer, id }));
});

test('two SAML accounts have one key only when entity id and id are the same', () => {
  expect(samlIssuer('urn:a#b')).toBe('saml:urn:a%23b');
  expect(samlIssuer('urn:a%23b')).toBe('saml:urn:a%2523b');
  const keys = [
    ['urn:a', 'b#c'],
    ['urn:a#b', 'c'],
    ['urn:a%23b', 'c'],
  ].map(([entityId = '', id = '']) => accountKey({ issuer: samlIssuer(entityId), id }));
  expect(new Set(keys).size).toBe(3);
});
