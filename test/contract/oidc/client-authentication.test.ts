import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { describe, expect, test, vi } from 'vitest';
import { openMerchantSignIn } from '../../../functions/adapters/oidc/merchant-sign-in.ts';
import { newActivationId } from '../../../functions/domain/ids.ts';
import { CLIENT_ID, CLIENT_SECRET, REDIRECT_URI } from './provider.ts';
import { type Begun, begun, refusal } from './started-sign-in.ts';

type Method = 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt';
type Keys = { readonly privateKey: KeyObject; readonly publicKey: KeyObject };

const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 });
const EC = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ED = generateKeyPairSync('ed25519');

const jwk = ({ privateKey }: Keys, more: object = {}) =>
  JSON.stringify({ ...privateKey.export({ format: 'jwk' }), ...more });
const pem = ({ privateKey }: Keys, type: 'pkcs8' | 'pkcs1' | 'sec1' = 'pkcs8') =>
  String(privateKey.export({ format: 'pem', type }));

/** A provider at which the client is registered with a public key. */
const begunWithKey = ({ publicKey }: Keys, alg: string, more: object = {}): Promise<Begun> =>
  begun({
    changes: { clientAuthMethods: ['private_key_jwt'], enabledJWA: { clientAuthSigningAlgValues: [alg] as 'RS256'[] } },
    clientChanges: {
      client_secret: undefined,
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [{ ...publicKey.export({ format: 'jwk' }), ...more }] },
    },
  });

function identityAt(issuer: string, secret: string, clientAuthentication?: Method) {
  const signIn = {
    issuer,
    clientId: CLIENT_ID,
    clientSecretId: 'id',
    ...(clientAuthentication === undefined ? {} : { clientAuthentication }),
    scope: 'openid email',
    accountClaim: 'sub',
  };
  const access = { redirectUri: REDIRECT_URI, allowLoopback: true, now: () => new Date() };
  return openMerchantSignIn(signIn, { ...access, issuerRule: 'deployment', readSecret: async () => secret });
}

/** Signs in. @returns what the provider was sent for the code */
async function signIn({ issuer, visit }: Begun, secret: string, method?: Method) {
  const send = vi.spyOn(globalThis, 'fetch');
  const identity = identityAt(issuer, secret, method);
  const { url, pendingSignIn } = await identity.begin(newActivationId(), false);
  const account = await identity.complete(await visit(url), pendingSignIn);
  const [, asked] = send.mock.calls.find(([address]) => String(address).endsWith('/token')) ?? [];
  return {
    account,
    authorization: new Headers(asked?.headers).get('authorization'),
    form: new URLSearchParams(String(asked?.body)),
  };
}

describe('a client with a secret', () => {
  test.each([
    ['client_secret_basic', true],
    ['client_secret_post', false],
  ] as const)('that is set to %s uses that, whatever else the provider takes', async (method, inHeader) => {
    const provider = await begun({
      changes: { clientAuthMethods: ['client_secret_basic', 'client_secret_post'] },
      clientChanges: { token_endpoint_auth_method: method },
    });
    const { account, authorization, form } = await signIn(provider, CLIENT_SECRET, method);
    expect(account.id).toBe('ana');
    expect(authorization?.startsWith('Basic ') ?? false).toBe(inHeader);
    expect(form.get('client_secret')).toBe(inHeader ? null : CLIENT_SECRET);
  });
});

describe('a client with a private key', () => {
  test.each([
    ['a JWK', RSA, 'RS256', jwk(RSA)],
    ['a JWK that names its algorithm', RSA, 'PS384', jwk(RSA, { alg: 'PS384' })],
    ['a PEM', RSA, 'RS256', pem(RSA)],
    ['a PEM of OpenSSL’s older sort', RSA, 'RS256', pem(RSA, 'pkcs1')],
    ['a JWK on a curve', EC, 'ES256', jwk(EC)],
    ['a PEM on a curve', EC, 'ES256', pem(EC, 'sec1')],
    ['an Ed25519 key', ED, 'Ed25519', pem(ED)],
  ])('signs in with %s', async (_, keys, alg, secret) => {
    const provider = await begunWithKey(keys, alg);
    const { account, authorization, form } = await signIn(provider, secret, 'private_key_jwt');
    expect(account.id).toBe('ana');
    expect(authorization).toBeNull();
    expect(form.has('client_secret')).toBe(false);
    expect(decodeProtectedHeader(form.get('client_assertion') ?? '').alg).toBe(alg);
  });

  test('names the key by its kid, and nobody but this provider as the audience', async () => {
    const provider = await begunWithKey(RSA, 'RS256', { kid: 'second' });
    const { form } = await signIn(provider, jwk(RSA, { kid: 'second' }), 'private_key_jwt');
    const assertion = form.get('client_assertion') ?? '';
    expect(decodeProtectedHeader(assertion).kid).toBe('second');
    expect(decodeJwt(assertion)).toMatchObject({ iss: CLIENT_ID, sub: CLIENT_ID, aud: provider.issuer });
  });

  test.each([60, -60])('is believed by a provider whose clock is %i s ahead', async (seconds) => {
    const provider = await begunWithKey(RSA, 'RS256');
    provider.stage.clockAheadMs = seconds * 1000;
    expect((await signIn(provider, pem(RSA), 'private_key_jwt')).account.id).toBe('ana');
  });

  test('proves itself for less than five minutes, and never twice with the same proof', async () => {
    const provider = await begunWithKey(RSA, 'RS256');
    const proofs = [];
    for (let round = 0; round < 2; round += 1) {
      const { form } = await signIn(provider, pem(RSA), 'private_key_jwt');
      proofs.push(decodeJwt(form.get('client_assertion') ?? ''));
      vi.restoreAllMocks();
    }
    const [one, two] = proofs;
    expect((one?.exp ?? Number.NaN) - (one?.iat ?? Number.NaN)).toBeLessThan(300);
    expect(one?.jti).not.toBe(two?.jti);
  });

  test('that is not the registered one is reported as the operator’s problem, not the merchant’s', async () => {
    const provider = await begunWithKey(RSA, 'RS256');
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
    await expect(signIn(provider, pem(other), 'private_key_jwt')).rejects.toThrow(
      refusal('signin_unavailable', 'invalid_client'),
    );
  });

  test.each([
    ['a text that is no key', 'hunter2-hunter2', 'CLIENT_KEY_UNREADABLE'],
    ['half a JWK', '{"kty":"RSA","d":"hunter2"}', 'CLIENT_KEY_UNREADABLE'],
    ['JSON that breaks off', '{"kty":"hunter2', 'CLIENT_KEY_UNREADABLE'],
    ['a public key', String(RSA.publicKey.export({ format: 'pem', type: 'spki' })), 'CLIENT_KEY_UNREADABLE'],
    ['a key for encryption', pem(generateKeyPairSync('x25519')), 'CLIENT_KEY_UNSUPPORTED'],
    ['an algorithm of secrets', jwk(RSA, { alg: 'HS256' }), 'CLIENT_KEY_UNSUPPORTED'],
  ])('is refused %s, which is quoted nowhere', async (_, secret, reason) => {
    const { issuer } = await begun();
    const thrown = await identityAt(issuer, secret, 'private_key_jwt')
      .begin(newActivationId(), false)
      .catch((error: unknown) => error);
    expect(thrown).toEqual(refusal('signin_unavailable', reason));
    expect(JSON.stringify(thrown, Object.getOwnPropertyNames(thrown))).not.toContain('hunter2');
  });
});
