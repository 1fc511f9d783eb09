import { createHmac } from 'node:crypto';
import type { Behaviour, MisbehavingProvider } from '../harness/misbehaving-provider.ts';

type Lie = (provider: MisbehavingProvider) => Promise<unknown> | unknown;

const now = () => Math.floor(Date.now() / 1000);
const hmac = (token: string, key: string) =>
  `${token}${createHmac('sha256', key).update(token.slice(0, -1)).digest('base64url')}`;

/** ID tokens that no relying party may take, by what is wrong with them. */
export const FALSE_TOKENS: Readonly<Record<string, Lie>> = {
  'another issuer': ({ signed }) => signed({ iss: 'https://evil.example' }),
  'the issuer with a slash': ({ issuer, signed }) => signed({ iss: `${issuer}/` }),
  'no issuer': ({ signed }) => signed({ iss: undefined }),
  'a list of issuers': ({ issuer, signed }) => signed({ iss: [issuer] }),
  'another audience': ({ signed }) => signed({ aud: 'another-client' }),
  'no audience': ({ signed }) => signed({ aud: undefined }),
  'a list of other audiences': ({ signed }) => signed({ aud: ['another-client', 'a-third'] }),
  'an audience in capitals': ({ signed }) => signed({ aud: 'HANDFAST-UNDER-ATTACK' }),
  'another authorised party': ({ signed }) => signed({ aud: ['handfast-under-attack', 'another'], azp: 'another' }),
  'no nonce': ({ signed }) => signed({ nonce: undefined }),
  'another nonce': ({ signed }) => signed({ nonce: 'x'.repeat(43) }),
  'an empty nonce': ({ signed }) => signed({ nonce: '' }),
  'a list of nonces': ({ claims, signed }) => signed({ nonce: [claims()['nonce']] }),
  'a time that is over': ({ signed }) => signed({ exp: now() - 600, iat: now() - 900 }),
  'no end': ({ signed }) => signed({ exp: undefined }),
  'an end in words': ({ signed }) => signed({ exp: 'tomorrow' }),
  'a time to come': ({ signed }) => signed({ nbf: now() + 600 }),
  'no time of issue': ({ signed }) => signed({ iat: undefined }),
  'no subject': ({ signed }) => signed({ sub: undefined }),
  'a number for a subject': ({ signed }) => signed({ sub: 7 }),
  'a list for a subject': ({ signed }) => signed({ sub: ['ana'] }),
  'a blank subject': ({ signed }) => signed({ sub: ' ' }),
  'a subject of 300 characters': ({ signed }) => signed({ sub: 'a'.repeat(300) }),
  'alg none': ({ unsigned }) => unsigned({ alg: 'none' }),
  'alg None': ({ unsigned }) => unsigned({ alg: 'None', kid: 'first' }),
  'alg NONE and an empty object for a signature': ({ unsigned }) => unsigned({ alg: 'NONE' }, {}, 'e30'),
  'no alg': ({ unsigned }) => unsigned({ kid: 'first' }, {}, 'AAAA'),
  'HS256 with the public key as PEM': ({ unsigned, publicPem }) =>
    hmac(unsigned({ alg: 'HS256', kid: 'first' }), publicPem),
  'HS256 with the public key as JWK': ({ unsigned, publicJwk }) =>
    hmac(unsigned({ alg: 'HS256' }), JSON.stringify(publicJwk)),
  'HS256 with the modulus': ({ unsigned, publicJwk }) => hmac(unsigned({ alg: 'HS256' }), String(publicJwk.n)),
  'HS256 with the client id': ({ unsigned }) => hmac(unsigned({ alg: 'HS256' }), 'handfast-under-attack'),
  'HS256 with an empty key': ({ unsigned }) => hmac(unsigned({ alg: 'HS256' }), ''),
  'a stranger’s key under our kid': ({ signed, strangersKey }) => signed({}, {}, strangersKey),
  'a stranger’s key under its own kid': ({ signed, strangersKey }) => signed({}, { kid: 'second' }, strangersKey),
  'a key that it brings along': ({ signed, strangersKey, publicJwk }) => signed({}, { jwk: publicJwk }, strangersKey),
  'the address of a key': ({ signed, strangersKey }) => signed({}, { jku: 'http://127.0.0.1:9/jwks' }, strangersKey),
  'a critical header': ({ unsigned }) => unsigned({ alg: 'RS256', kid: 'first', crit: ['x'], x: 1 }, {}, 'AAAA'),
  'no signature': ({ unsigned }) => unsigned({ alg: 'RS256', kid: 'first' }),
  'the signature of another token': async ({ signed, unsigned }) =>
    unsigned({ alg: 'RS256', kid: 'first' }, { sub: 'ben' }, (await signed()).split('.')[2]),
  'two parts': async ({ signed }) => (await signed()).split('.').slice(0, 2).join('.'),
  'four parts': async ({ signed }) => `${await signed()}.x`,
  'words instead of a token': () => 'ana',
  'an object instead of a token': ({ claims }) => claims(),
  'nothing instead of a token': () => undefined,
};

/** Answers of the token endpoint that are none. */
export const FALSE_ANSWERS: Readonly<Record<string, Behaviour>> = {
  'an error with markup': () => ({
    status: 400,
    body: '{"error":"<script>alert(1)</script>","error_description":"<b>"}',
  }),
  'an error with a line feed': () => ({ status: 400, body: '{"error":"a\\r\\nSet-Cookie: evil=1"}' }),
  'a page': () => ({ type: 'text/html', body: '<script>alert(1)</script>' }),
  'JSON of the wrong shape': () => ({ body: '[]' }),
  'half of an answer': () => ({ body: '{"access_token":' }),
  'a redirect': () => ({ status: 302, location: 'http://127.0.0.1:9/', body: '' }),
  nothing: () => ({ body: '' }),
  'eight megabytes': () => ({ body: JSON.stringify({ id_token: 'a'.repeat(8 * 1024 * 1024) }) }),
};
