import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  isSecretOf,
  newClientId,
  newClientSecret,
  parseClientId,
} from '../../../functions/domain/api/registered-client.ts';

test('a secret has 256 random bits, and what is kept of it is a salted SHA-256', () => {
  const { secret, salt, digest } = newClientSecret();
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
  expect(salt).toMatch(/^[0-9a-f]{32}$/);
  expect(digest).toBe(createHash('sha256').update(`${salt}${secret}`).digest('hex'));
  expect(digest).not.toBe(createHash('sha256').update(secret).digest('hex'));
});

test('a secret is that of its client alone', () => {
  const [own, other] = [newClientSecret(), newClientSecret()];
  expect(isSecretOf(own, own.secret)).toBe(true);
  expect(isSecretOf(other, own.secret)).toBe(false);
  expect(isSecretOf(own, '')).toBe(false);
  expect(isSecretOf(own, `${own.secret}\0`)).toBe(false);
});

test('nothing is the secret of a client that is not there', () => {
  expect(isSecretOf(undefined, newClientSecret().secret)).toBe(false);
  expect(isSecretOf(undefined, '')).toBe(false);
});

test('a client’s id says what kind it is', () => {
  expect(newClientId('integration')).toMatch(/^inc_[0-9a-f]{24}$/);
  expect(newClientId('operator')).toMatch(/^cli_[0-9a-f]{24}$/);
  expect(parseClientId(newClientId('operator'))).toBeDefined();
});

test.each([
  '',
  'inc_',
  `inc_${'g'.repeat(24)}`,
  `abc_${'0'.repeat(24)}`,
  `cli_${'0'.repeat(24)}\n`,
  `cli_${'0'.repeat(25)}`,
])('no client is called %j', (text) => expect(parseClientId(text)).toBeUndefined());
