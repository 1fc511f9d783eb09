import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { KeysUnavailable } from '../../../functions/adapters/access-tokens/issuer-keys.ts';
import { openIssuerTokens } from '../../../functions/adapters/access-tokens/issuer-tokens.ts';
import { type Claims, openIssuer } from './issuer.ts';

/*
 * What API Gateway's own JWT authorizer compares, by its documentation ("Control access to HTTP APIs with JWT
 * authorizers"), and what an issuer can get wrong.
 */

const now = () => new Date();
let issuer: Awaited<ReturnType<typeof openIssuer>>;
beforeAll(async () => {
  issuer = await openIssuer(now);
});
beforeEach(() => {
  issuer.state.asked = [];
  issuer.state.fault = undefined;
  issuer.state.discovery = {};
  issuer.state.keys = [issuer.jwk];
});
afterAll(() => issuer.close());

const opened = (of = issuer.issuer) => openIssuerTokens({ issuer: of, audience: ['handfast', 'client-1'] }, now);
const verified = async (token: string) => opened()(token, now());
const seconds = () => Math.floor(Date.now() / 1000);
const others = await generateKeyPair('RS256');
const elliptic = await generateKeyPair('ES256', { extractable: true });

describe('a token is taken', () => {
  test.each<[string, Claims]>([
    ['with one of several audiences', { aud: ['elsewhere', 'handfast'] }],
    ["with a client's id where it has no audience, as Cognito's", { aud: undefined, client_id: 'client-1' }],
    ['of an access token of Cognito', { token_use: 'access' }],
  ])('%s', async (_, claims) => {
    expect(await verified(await issuer.signed(claims))).toMatchObject({ scopes: ['connections:read'] });
  });

  test.each<[string, Claims, object]>([
    ['scopes in a text', { scope: 'a:b c:d' }, { client: 'erp', scopes: ['a:b', 'c:d'] }],
    ['scopes in a list, by the name scp', { scope: undefined, scp: ['a:b'] }, { client: 'erp', scopes: ['a:b'] }],
    ['a client by azp', { client_id: undefined, azp: 'crm' }, { client: 'crm' }],
    ['a client by sub', { client_id: undefined, sub: 'crm' }, { client: 'crm' }],
    ['its end', { exp: 4_000_000_000 }, { expiresAt: 4_000_000_000 }],
  ])('and tells %s', async (_, claims, told) => {
    expect(await verified(await issuer.signed(claims))).toMatchObject(told);
  });

  test.each(['at+jwt', 'AT+JWT', 'application/at+jwt', 'JWT'])('with the type %s', async (typ) => {
    expect(await verified(await issuer.signed({}, undefined, { typ }))).toBeDefined();
  });
});

describe('a token is not taken', () => {
  const past = () => seconds() - 5;
  const cases: Readonly<Record<string, () => Promise<string> | string>> = {
    'that is none': () => 'a.b.c',
    'of another key': () => issuer.signed({}, others.privateKey),
    'of another key that it names itself': async () =>
      issuer.signed({}, others.privateKey, { jwk: await exportJWK(others.publicKey) }),
    'with a signature that is not RSA': async () => {
      issuer.state.keys = [issuer.jwk, { ...(await exportJWK(elliptic.publicKey)), kid: 'elliptic', alg: 'ES256' }];
      return issuer.signed({}, elliptic.privateKey, { alg: 'ES256', kid: 'elliptic' });
    },
    'without a signature': async () => {
      const [, payload] = (await issuer.signed()).split('.');
      return `${Buffer.from('{"alg":"none","kid":"mine"}').toString('base64url')}.${payload}.`;
    },
    'that is signed with the public key as a secret': async () =>
      new SignJWT({ iss: issuer.issuer, aud: 'handfast', exp: seconds() + 60 })
        .setProtectedHeader({ alg: 'HS256', kid: 'mine' })
        .sign(new TextEncoder().encode(JSON.stringify(issuer.jwk))),
    'that is signed with a symmetric key of the set': async () => {
      const secret = new TextEncoder().encode('a secret of the issuer, 32 bytes');
      issuer.state.keys = [{ kty: 'oct', kid: 'mine', k: Buffer.from(secret).toString('base64url') }];
      const claims = { iss: issuer.issuer, aud: 'handfast', exp: seconds() + 60 };
      return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'mine' }).sign(secret);
    },
    'with a critical header that nobody understands': async () => {
      const claims = { iss: issuer.issuer, aud: 'handfast', exp: seconds() + 60, client_id: 'erp' };
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid: 'mine', crit: ['bound'], bound: 1 })
        .sign(issuer.privateKey, { crit: { bound: true } });
    },
    'of another issuer': () => issuer.signed({ iss: 'https://elsewhere.example' }),
    'of an issuer with a slash after ours': () => issuer.signed({ iss: `${issuer.issuer}/` }),
    'of no issuer': () => issuer.signed({ iss: undefined }),
    'for another audience': () => issuer.signed({ aud: 'elsewhere' }),
    'for an audience in other case': () => issuer.signed({ aud: 'Handfast' }),
    "for another audience, whatever its client's id": () => issuer.signed({ aud: 'elsewhere', client_id: 'client-1' }),
    'for nobody': () => issuer.signed({ aud: undefined }),
    'of no client': () => issuer.signed({ client_id: undefined }),
    'of a client that is no text': () => issuer.signed({ client_id: ['erp'] }),
    'that has ended': () => issuer.signed({ exp: past() }),
    'that never ends': () => issuer.signed({ exp: undefined }),
    'whose end is a text': () => issuer.signed({ exp: String(seconds() + 60) }),
    'that is not issued yet': () => issuer.signed({ iat: past() + 100 }),
    'that does not hold yet': () => issuer.signed({ nbf: past() + 100 }),
    "that tells who signed in, as Cognito's": () => issuer.signed({ token_use: 'id' }),
    'whose use is no text': () => issuer.signed({ token_use: ['access', 'id'] }),
    'of a type for something else': () => issuer.signed({}, undefined, { typ: 'logout+jwt' }),
  };

  test.each(Object.entries(cases))('%s', async (_, token) => {
    const made = await token();
    expect(await verified(made)).toBeUndefined();
    issuer.state.keys = [issuer.jwk];
    expect(await verified(await issuer.signed())).toBeDefined();
  });

  test.each(['../../etc/passwd', 'https://evil.example/keys', "' OR 1=1", '__proto__', 'x'.repeat(5_000), ''])(
    'whatever key it names: %s',
    async (kid) => {
      expect(await verified(await issuer.signed({}, others.privateKey, { kid }))).toBeUndefined();
      expect(new Set(issuer.state.asked)).toEqual(new Set(['/.well-known/openid-configuration', '/keys']));
    },
  );

  test('wherever it says that its keys are: nothing is asked there', async () => {
    const elsewhere = await openIssuer(now);
    const header = { jku: `${elsewhere.issuer}/keys`, x5u: `${elsewhere.issuer}/keys` };
    expect(await verified(await issuer.signed({}, elsewhere.privateKey, header))).toBeUndefined();
    expect(await verified(await issuer.signed({}, undefined, header))).toBeDefined();
    expect(elsewhere.state.asked).toEqual([]);
    await elsewhere.close();
  });
});

describe('the keys of the issuer', () => {
  const minute = 60_000;
  const later = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds);
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] });
    return () => vi.useRealTimers();
  });

  test('are asked for once, not once a token', async () => {
    const verify = opened();
    for (let round = 0; round < 5; round += 1) expect(await verify(await issuer.signed(), now())).toBeDefined();
    expect(issuer.state.asked).toEqual(['/.well-known/openid-configuration', '/keys']);
  });

  test('may be rotated: a new one is found, one that was withdrawn is forgotten within ten minutes', async () => {
    const verify = opened();
    const next = await generateKeyPair('RS256');
    const old = issuer.signed;
    expect(await verify(await old(), now())).toBeDefined();
    issuer.state.keys = [{ ...(await exportJWK(next.publicKey)), kid: 'next' }];
    later(minute);
    expect(await verify(await issuer.signed({}, next.privateKey, { kid: 'next' }), now())).toBeDefined();
    expect(await verify(await issuer.signed(), now())).toBeUndefined();
  });

  test('that do not exist are asked for every half a minute at most, however many are named', async () => {
    const verify = opened();
    expect(await verify(await issuer.signed(), now())).toBeDefined();
    for (let round = 0; round < 20; round += 1) {
      expect(await verify(await issuer.signed({}, others.privateKey, { kid: `none-${round}` }), now())).toBeUndefined();
    }
    expect(issuer.state.asked).toHaveLength(2);
    later(minute);
    expect(await verify(await issuer.signed({}, others.privateKey, { kid: 'none' }), now())).toBeUndefined();
    expect(issuer.state.asked).toHaveLength(4);
  });

  const FAULTS: Readonly<Record<string, () => void>> = {
    'with an error': () => {
      issuer.state.fault = (_, response) => Boolean(response.writeHead(503).end());
    },
    'with a redirect': () => {
      issuer.state.fault = (_, response) => Boolean(response.writeHead(302, { location: '/keys' }).end());
    },
    'with what is no JSON': () => {
      issuer.state.fault = (_, response) => Boolean(response.end('<html>'));
    },
    'with more than anybody needs': () => {
      issuer.state.fault = (_, response) => Boolean(response.end(`{"keys":["${'x'.repeat(1_000_000)}"]}`));
    },
    'not at all': () => {
      issuer.state.fault = (_, response) => Boolean(response.destroy());
    },
    'for another issuer': () => {
      issuer.state.discovery = { issuer: 'https://elsewhere.example' };
    },
    'with keys elsewhere, without TLS': () => {
      issuer.state.discovery = { jwks_uri: 'http://elsewhere.example/keys' };
    },
    'with keys in a file': () => {
      issuer.state.discovery = { jwks_uri: 'file:///etc/passwd' };
    },
    'with no keys at all': () => {
      issuer.state.discovery = { jwks_uri: `${issuer.issuer}/none` };
    },
  };

  test.each(Object.entries(FAULTS))(
    'are unknown while it answers %s, which is an error; later they are found',
    async (_, fail) => {
      const verify = opened();
      fail();
      await expect(verify(await issuer.signed(), now())).rejects.toThrow(KeysUnavailable);
      issuer.state.fault = undefined;
      issuer.state.discovery = {};
      later(6_000);
      expect(await verify(await issuer.signed(), now())).toBeDefined();
    },
  );

  test('are not asked for again for five seconds after a failure: nobody waits', async () => {
    const verify = opened();
    issuer.state.fault = (_, response) => Boolean(response.writeHead(503).end());
    for (let round = 0; round < 5; round += 1) {
      await expect(verify(await issuer.signed(), now())).rejects.toThrow(KeysUnavailable);
    }
    expect(issuer.state.asked).toHaveLength(1);
  });

  test('stay in use for two hours while it does not answer, and no longer', async () => {
    const verify = opened();
    expect(await verify(await issuer.signed(), now())).toBeDefined();
    issuer.state.fault = (_, response) => Boolean(response.writeHead(503).end());
    for (let passed = 0; passed < 110; passed += 11) {
      later(11 * minute);
      expect(await verify(await issuer.signed(), now()), `${passed} minutes`).toBeDefined();
    }
    later(11 * minute);
    await expect(verify(await issuer.signed(), now())).rejects.toThrow(KeysUnavailable);
  });

  test('are waited for five seconds at most', { timeout: 15_000 }, async () => {
    const verify = opened();
    issuer.state.fault = () => true;
    const startedAt = performance.now();
    await expect(verify(await issuer.signed(), now())).rejects.toThrow(KeysUnavailable);
    expect(performance.now() - startedAt).toBeLessThan(6_500);
  });
});
