import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { openMerchantSignIn } from '../../functions/adapters/oidc/merchant-sign-in.ts';
import type { IssuerRule } from '../../functions/adapters/oidc/provider-issuer.ts';
import type { Send } from '../../functions/adapters/oidc/repeat-reads.ts';
import { newActivationId } from '../../functions/domain/ids.ts';

/*
 * An integration names a provider at run time. Its metadata and tokens, which are its own, must make accounts of its
 * own issuer alone.
 */

const DEPLOYMENT = 'https://login.deployment.example';
const ENTRA_ID = 'https://login.microsoftonline.com';
const TENANT = '11111111-2222-3333-4444-555555555555';
const OTHER_TENANT = '0e0e0e0e-1111-4222-8333-444444444444';

type Lie = { readonly discovered: string; readonly issuedBy?: string; readonly claims?: Record<string, unknown> };

let keys: Awaited<ReturnType<typeof generateKeyPair>>;
beforeAll(async () => {
  keys = await generateKeyPair('RS256', { extractable: true });
});

/** Signs in at a provider that answers every request. @returns the account's issuer */
async function signIn(issuer: string, { discovered, issuedBy = discovered, claims = {} }: Lie, issuerRule: IssuerRule) {
  let nonce = '';
  const metadata = {
    issuer: discovered,
    authorization_endpoint: 'https://evil.example/authorize',
    token_endpoint: 'https://evil.example/token',
    jwks_uri: 'https://evil.example/jwks',
  };
  const token = () =>
    new SignJWT({ nonce, email: 'ana@example.com', email_verified: true, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'k' })
      .setIssuer(issuedBy)
      .setAudience('handfast')
      .setSubject('ana')
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(keys.privateKey);
  const send: Send = async (url) => {
    if (url.endsWith('/jwks')) return Response.json({ keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'k' }] });
    if (!url.endsWith('/token')) return Response.json(metadata);
    return Response.json({ access_token: 'a', token_type: 'Bearer', id_token: await token() });
  };
  const client = openMerchantSignIn(
    { issuer, clientId: 'handfast', scope: 'openid', accountClaim: 'sub' },
    {
      redirectUri: 'https://connect.example/demo/signin/return',
      readSecret: async () => undefined,
      send,
      allowLoopback: false,
      issuerRule,
      now: () => new Date(),
    },
  );
  const { pendingSignIn } = await client.begin(newActivationId(), false);
  ({ nonce } = pendingSignIn);
  const query = new URLSearchParams({ code: 'c', state: pendingSignIn.state });
  return (await client.complete(query, pendingSignIn)).issuer;
}

const refused = expect.objectContaining({ code: 'signin_unavailable', facts: { reason: 'ISSUER_DIFFERS' } });

describe('a provider that an integration names makes no accounts of another issuer', () => {
  test.each([
    'https://evil.example/.well-known/openid-configuration',
    'https://evil.example/.well-known/',
    'https://evil.example/x?y=/.well-known/z',
    'https://evil.b2clogin.com/evil/v2.0',
  ])('by the address %s', async (issuer) => {
    await expect(signIn(issuer, { discovered: DEPLOYMENT }, 'integration')).rejects.toEqual(refused);
  });

  test.each(['common', 'evil'])('by Entra ID’s %s, for tenants of all names', async (tenant) => {
    const lie = {
      discovered: `${ENTRA_ID}/{tenantid}/v2.0`,
      issuedBy: `${ENTRA_ID}/${TENANT}/v2.0`,
      claims: { tid: TENANT },
    };
    await expect(signIn(`${ENTRA_ID}/${tenant}/v2.0`, lie, 'integration')).rejects.toEqual(refused);
  });

  test('nor of itself in another writing', async () => {
    const lie = { discovered: 'https://login.acme.example/' };
    await expect(signIn('https://login.acme.example', lie, 'integration')).rejects.toEqual(refused);
  });

  test('but of itself', async () => {
    const issuer = 'https://login.acme.example';
    expect(await signIn(issuer, { discovered: issuer }, 'integration')).toBe(issuer);
  });
});

describe('the provider of the settings', () => {
  test.each([
    ['https://login.acme.example/.well-known/openid-configuration', DEPLOYMENT],
    ['https://acme.b2clogin.com/acme/v2.0', DEPLOYMENT],
  ])('makes no accounts of another issuer by the address %s', async (issuer, discovered) => {
    await expect(signIn(issuer, { discovered }, 'deployment')).rejects.toEqual(refused);
  });

  test.each([
    ['with or without a slash', 'https://login.acme.example', 'https://login.acme.example/'],
    ['of Azure AD B2C', 'https://acme.b2clogin.com/acme/v2.0', `https://acme.b2clogin.com/${TENANT}/v2.0/`],
  ])('%s makes accounts of the issuer that it names', async (_, issuer, discovered) => {
    expect(await signIn(issuer, { discovered }, 'deployment')).toBe(discovered);
  });

  test.each([
    ['another tenant', `${ENTRA_ID}/${OTHER_TENANT}/v2.0`],
    ['somebody else', 'https://login.acme.example/v2.0'],
  ])('of one tenant of Entra ID makes no accounts of %s', async (_, issuedBy) => {
    const lie = { discovered: `${ENTRA_ID}/${TENANT}/v2.0`, issuedBy, claims: { tid: TENANT } };
    await expect(signIn(`${ENTRA_ID}/${TENANT}/v2.0`, lie, 'deployment')).rejects.toMatchObject({
      code: expect.stringMatching(/^signin_/),
    });
    const metadata = { discovered: issuedBy, claims: { tid: TENANT } };
    await expect(signIn(`${ENTRA_ID}/${TENANT}/v2.0`, metadata, 'deployment')).rejects.toEqual(refused);
  });

  test('of Entra ID for all tenants makes accounts of the tenant', async () => {
    const issuedBy = `${ENTRA_ID}/${TENANT}/v2.0`;
    const truth = { discovered: `${ENTRA_ID}/{tenantid}/v2.0`, issuedBy, claims: { tid: TENANT } };
    expect(await signIn(`${ENTRA_ID}/common/v2.0`, truth, 'deployment')).toBe(issuedBy);
  });
});
