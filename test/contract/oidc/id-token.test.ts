import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { openMerchantSignIn } from '../../../functions/adapters/oidc/merchant-sign-in.ts';
import type { PendingOpenIdSignIn } from '../../../functions/adapters/oidc/pending-sign-in.ts';
import { newActivationId } from '../../../functions/domain/ids.ts';
import { CLIENT_ID, CLIENT_SECRET, REDIRECT_URI } from './provider.ts';
import { type Begun, begun, refusal } from './started-sign-in.ts';

const KEY = generateKeyPairSync('rsa', { modulusLength: 2048 });
const OTHER_KEY = generateKeyPairSync('rsa', { modulusLength: 2048 });

type Forgery = { readonly claims?: Record<string, unknown>; readonly key?: typeof KEY; readonly alg?: string };

/** A provider whose signing key is known here. */
const begunWithKnownKey = (): Promise<Begun> =>
  begun({ changes: { jwks: { keys: [{ ...KEY.privateKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256' }] } } });

function identityAt(issuer: string) {
  return openMerchantSignIn(
    { issuer, clientId: CLIENT_ID, clientSecretId: 'id', scope: 'openid email', accountClaim: 'sub' },
    {
      redirectUri: REDIRECT_URI,
      readSecret: async () => CLIENT_SECRET,
      allowLoopback: true,
      issuerRule: 'deployment',
      now: () => new Date(),
    },
  );
}

async function tokenOf(issuer: string, { nonce }: PendingOpenIdSignIn, { claims, key = KEY, alg = 'RS256' }: Forgery) {
  const now = Math.floor(Date.now() / 1000);
  const payload = {
    iss: issuer,
    aud: CLIENT_ID,
    sub: 'eve',
    email: 'eve@example.com',
    nonce,
    iat: now,
    exp: now + 600,
  };
  const signer = new SignJWT({ ...payload, ...claims }).setProtectedHeader({ alg, kid: 'k' });
  return signer.sign(alg === 'HS256' ? Buffer.from(CLIENT_SECRET) : key.privateKey);
}

/** Signs in at a provider that answers with an ID token of ours. */
async function arriveWith(forgery: Forgery) {
  const { issuer, visit, stage } = await begunWithKnownKey();
  const identity = identityAt(issuer);
  const { url, pendingSignIn } = await identity.begin(newActivationId(), false);
  const query = await visit(url);
  const token = await tokenOf(issuer, pendingSignIn, forgery);
  stage.intercept = (request, response) => {
    if (request.url !== '/token') return false;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ access_token: 'x', token_type: 'Bearer', id_token: token }));
    return true;
  };
  return identity.complete(query, pendingSignIn);
}

const seconds = (ahead: number) => Math.floor(Date.now() / 1000) + ahead;

describe('an ID token', () => {
  test('that is as it should be names the account', async () => {
    expect(await arriveWith({})).toMatchObject({ id: 'eve' });
  });

  test.each<[string, Forgery]>([
    ['another issuer', { claims: { iss: 'https://evil.example' } }],
    ['another audience', { claims: { aud: 'another-client' } }],
    ['several audiences, of which another is meant', { claims: { aud: [CLIENT_ID, 'x'], azp: 'x' } }],
    ['another nonce', { claims: { nonce: 'x' } }],
    ['no nonce', { claims: { nonce: undefined } }],
    ['no subject', { claims: { sub: undefined } }],
    ['an end that has passed', { claims: { exp: seconds(-180) } }],
    ['a beginning that is to come', { claims: { nbf: seconds(300) } }],
    ['the signature of another key', { key: OTHER_KEY }],
    ['a signature by the client secret', { alg: 'HS256' }],
  ])('with %s is not believed', async (_, forgery) => {
    await expect(arriveWith(forgery)).rejects.toThrow(refusal('signin_unavailable'));
  });

  test.each([60, -60])('of a provider whose clock is %i s ahead is believed', async (ahead) => {
    const { issuer, visit, stage } = await begun();
    const identity = identityAt(issuer);
    stage.clockAheadMs = ahead * 1000;
    const { url, pendingSignIn } = await identity.begin(newActivationId(), false);
    expect(await identity.complete(await visit(url), pendingSignIn)).toMatchObject({ id: 'ana' });
  });

  test.each([60, -60])('of a minute, from a clock that is %i s ahead, is believed', async (ahead) => {
    expect(await arriveWith({ claims: { iat: seconds(ahead), exp: seconds(ahead + 60) } })).toMatchObject({
      id: 'eve',
    });
  });
});

describe('an answer of another provider than the one that was asked', () => {
  /** RFC 9207: the answer says who gives it. */
  test.each([
    ['says so', 'https://evil.example'],
    ['does not say who gives it', undefined],
  ])('is not taken when it %s, and its code is not sent', async (_, iss) => {
    const { issuer, visit, stage } = await begun();
    const identity = identityAt(issuer);
    const { url, pendingSignIn } = await identity.begin(newActivationId(), false);
    const query = await visit(url);
    expect(query.get('iss')).toBe(issuer);
    if (iss === undefined) query.delete('iss');
    else query.set('iss', iss);
    await expect(identity.complete(query, pendingSignIn)).rejects.toThrow(refusal('signin_unavailable'));
    expect(stage.seen).not.toContain('POST /token');
  });

  test('is of no use with a code that was asked for by another merchant', async () => {
    const { issuer, visit, stage } = await begun();
    const identity = identityAt(issuer);
    const [own, foreign] = [
      await identity.begin(newActivationId(), false),
      await identity.begin(newActivationId(), false),
    ];
    stage.answer = { login: { accountId: 'ben' } };
    const [query, theirs] = [await visit(own.url), await visit(foreign.url)];
    query.set('code', theirs.get('code') ?? '');
    await expect(identity.complete(query, own.pendingSignIn)).rejects.toThrow(
      refusal('signin_refused', 'invalid_grant'),
    );
  });
});
