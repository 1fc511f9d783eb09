import { EncryptJWT } from 'jose';
import { describe, expect, test, vi } from 'vitest';
import { openAccessTokens, openTokenKeyring } from '../../../functions/adapters/access-tokens/access-tokens.ts';
import { openCookieKeyring } from '../../../functions/adapters/cookies/session-cookies.ts';
import { newClientId } from '../../../functions/domain/api/registered-client.ts';
import { ACCESS_TOKEN_SECONDS } from '../../../functions/domain/api/token-lifetime.ts';
import { newIntegrationId } from '../../../functions/domain/integrations/integration-ids.ts';

const API = 'https://api.example/v1';
const NOW = new Date('2026-11-26T10:00:00Z');
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

function open({
  secrets = { AWSCURRENT: 'a'.repeat(64), AWSPREVIOUS: '' },
  issuer = API,
  openKeys = openTokenKeyring,
} = {}) {
  const read = vi.fn(
    async (_: string, stage: 'AWSCURRENT' | 'AWSPREVIOUS' = 'AWSCURRENT') => secrets[stage] || undefined,
  );
  const keyring = openKeys(read, 'secret', () => NOW);
  return { read, secrets, keyring, tokens: openAccessTokens(keyring, issuer) };
}

const claims = () => ({
  client: newClientId('integration'),
  scopes: ['events:read', 'connections:read'],
  integration: newIntegrationId(),
});

describe('an access token', () => {
  test('brings back whose it is, for what and for which integration', async () => {
    const { tokens } = open();
    const own = claims();
    expect(await tokens.verify(await tokens.issue(own, NOW), NOW)).toEqual({
      ...own,
      expiresAt: NOW.getTime() / 1000 + 3_600,
    });
  });

  test('of an operator’s client belongs to no integration', async () => {
    const { tokens } = open();
    const own = { client: newClientId('operator'), scopes: ['connections:read'] };
    expect(await tokens.verify(await tokens.issue(own, NOW), NOW)).toEqual({
      ...own,
      expiresAt: NOW.getTime() / 1000 + 3_600,
    });
  });

  test('counts for an hour, to the second', async () => {
    const { tokens } = open();
    const token = await tokens.issue(claims(), NOW);
    expect(ACCESS_TOKEN_SECONDS).toBe(3600);
    expect(await tokens.verify(token, later(3599))).toBeDefined();
    expect(await tokens.verify(token, later(3600))).toBeUndefined();
  });

  test('hides what it says from whoever holds it', async () => {
    const own = claims();
    const token = await open().tokens.issue(own, NOW);
    const parts = token.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'));
    expect(parts[0]).toBe('{"alg":"dir","enc":"A256GCM","typ":"at+jwt"}');
    expect(parts.join()).not.toContain(own.client);
  });

  test('is another one each time', async () => {
    const { tokens } = open();
    const own = claims();
    expect(await tokens.issue(own, NOW)).not.toBe(await tokens.issue(own, NOW));
  });

  test.each([
    ['empty', () => ''],
    ['cut off', (token: string) => token.slice(0, -4)],
    ['tampered with', (token: string) => token.replace(/.(?=.{40}$)/, (found) => (found === 'A' ? 'B' : 'A'))],
    ['of five parts of rubbish', () => 'a.b.c.d.e'],
    ['of another type', (token: string) => token.replace(/^[^.]+/, head({ alg: 'dir', enc: 'A256GCM', typ: 'JWT' }))],
    ['without encryption', () => `${head({ alg: 'none' })}.e30.`],
    ['with the key of its choice', (token: string) => token.replace(/^[^.]+/, head({ alg: 'A256KW', enc: 'A256GCM' }))],
    ['very long', (token: string) => `${token}${'A'.repeat(9_000)}`],
  ])('that is %s says nothing', async (_, spoil) => {
    const { tokens } = open();
    expect(await tokens.verify(spoil(await tokens.issue(claims(), NOW)), NOW)).toBeUndefined();
  });

  test('that is very long is not even read', async () => {
    const { tokens, read } = open();
    await tokens.verify('A'.repeat(9_000), NOW);
    expect(read).not.toHaveBeenCalled();
  });

  test.each([
    ['another key', { secrets: { AWSCURRENT: 'z'.repeat(64), AWSPREVIOUS: '' } }],
    ['another address, though the key is the same', { issuer: 'https://other.example/v1' }],
    ['the cookies, though the secret is the same', { openKeys: openCookieKeyring }],
  ])('of a deployment with %s says nothing', async (_, other) => {
    expect(await open().tokens.verify(await open(other).tokens.issue(claims(), NOW), NOW)).toBeUndefined();
  });

  test.each(['exp', 'iat', 'jti', 'sub', 'scope'])('without %s says nothing', async (name) => {
    const { tokens, keyring } = open();
    const all = { iss: API, aud: API, sub: newClientId('operator'), jti: 'j', iat: 1_764_151_200, exp: 9_999_999_999 };
    const { [name]: _, ...payload }: Record<string, unknown> = { ...all, scope: 'connections:read' };
    const made = (content: Record<string, unknown>) =>
      keyring
        .current()
        .then((key) =>
          new EncryptJWT(content).setProtectedHeader({ alg: 'dir', enc: 'A256GCM', typ: 'at+jwt' }).encrypt(key),
        );
    expect(
      await tokens.verify(await made({ ...payload, [name]: Reflect.get({ ...all, scope: 's' }, name) }), NOW),
    ).toBeDefined();
    expect(await tokens.verify(await made(payload), NOW)).toBeUndefined();
  });
});

describe('the secret of access tokens', () => {
  test('may be rotated: tokens of the last one still count', async () => {
    const { tokens, secrets } = open();
    const token = await tokens.issue(claims(), NOW);
    const rotated = { AWSCURRENT: 'b'.repeat(64), AWSPREVIOUS: secrets.AWSCURRENT };
    expect(await open({ secrets: rotated }).tokens.verify(token, NOW)).toBeDefined();
    const twice = { AWSCURRENT: 'c'.repeat(64), AWSPREVIOUS: 'b'.repeat(64) };
    expect(await open({ secrets: twice }).tokens.verify(token, NOW)).toBeUndefined();
  });

  test('that is missing is an error, and says which', async () => {
    const { tokens } = open({ secrets: { AWSCURRENT: '', AWSPREVIOUS: '' } });
    await expect(tokens.issue(claims(), NOW)).rejects.toThrow('The secret of the access tokens has no value');
  });
});

function head(header: object): string {
  return Buffer.from(JSON.stringify(header)).toString('base64url');
}
