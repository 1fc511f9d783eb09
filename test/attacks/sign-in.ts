import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Behaviour, type MisbehavingProvider, tokenAnswer } from './misbehaving-provider.ts';
import { activate, asksForConsent, type Siege, signIn } from './siege.ts';
import { tries } from './tally.ts';
import type { Visitor } from './visitor.ts';

type Lie = (provider: MisbehavingProvider) => Promise<unknown> | unknown;

const now = () => Math.floor(Date.now() / 1000);
const hmac = (token: string, key: string) =>
  `${token}${createHmac('sha256', key).update(token.slice(0, -1)).digest('base64url')}`;

/** ID tokens that no relying party may take, by what is wrong with them. */
const FALSE_TOKENS: Readonly<Record<string, Lie>> = {
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
const FALSE_ANSWERS: Readonly<Record<string, Behaviour>> = {
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

export function signInAttacks(siege: () => Siege): void {
  let browser: Visitor;
  let activation = '';
  beforeAll(async () => {
    const pressed = await activate(siege(), await siege().store());
    activation = pressed.activation;
    browser = siege().visitor();
    await browser.get(pressed.popup);
  });

  /** Off to the provider; the query of an honest way back. */
  async function depart(who = browser, attempt = activation): Promise<Record<string, string>> {
    const away = new URL((await who.get(`/demo/signin?activation=${attempt}`)).location);
    siege().provider.asked(away);
    return { code: 'c', state: away.searchParams.get('state') ?? '', iss: siege().provider.issuer };
  }
  const arrive = (query: ConstructorParameters<typeof URLSearchParams>[0], who = browser) =>
    who.get(`/signin/return?${new URLSearchParams(query)}`);
  /** Whoever came back is not known, and is not asked anything. */
  async function expectNobody(who = browser, attempt = activation): Promise<void> {
    const page = await who.get(`/demo/login?activation=${attempt}`);
    expect(asksForConsent(page)).toBe(false);
    expect(page.body).not.toContain('ana');
  }

  describe('nobody is signed in by a token with', () => {
    test.each(Object.entries(FALSE_TOKENS))('%s', async (_, lie) => {
      const query = await depart();
      const { provider } = siege();
      provider.behave(async () => tokenAnswer(await lie(provider)));
      const { code, status, location } = await arrive(query);
      expect(code).toMatch(/^(?:signin_unavailable|account_unclear)$/);
      expect([status >= 400, location]).toEqual([true, '']);
      await expectNobody();
    });
  });

  describe('nobody is signed in by a token endpoint that answers', () => {
    test.each(Object.entries(FALSE_ANSWERS))('%s', async (_, behaviour) => {
      const query = await depart();
      siege().provider.behave(behaviour);
      const { code, body, headers } = await arrive(query);
      expect(code).toMatch(/^signin_(?:unavailable|refused)$/);
      expect(body).not.toContain('alert(1)');
      expect(headers['set-cookie']).toBeUndefined();
      await expectNobody();
    });
  });

  describe('no code is brought to the provider for a way back with', () => {
    const CHANGES: Readonly<Record<string, (query: Record<string, string>) => [string, string][]>> = {
      'another issuer (mix-up)': (query) => Object.entries({ ...query, iss: 'https://evil.example' }),
      'no issuer': ({ iss: _, ...query }) => Object.entries(query),
      'no state': ({ state: _, ...query }) => Object.entries(query),
      'another state': (query) => Object.entries({ ...query, state: `${query['state']}x` }),
      'a state of this activation, made up': (query) =>
        Object.entries({ ...query, state: `${activation}.${'A'.repeat(43)}` }),
      'the state in capitals': (query) => Object.entries({ ...query, state: query['state']?.toUpperCase() ?? '' }),
      'two states': (query) => [...Object.entries(query), ['state', 'x']],
      'no code': ({ code: _, ...query }) => Object.entries(query),
      'two codes': (query) => [...Object.entries(query), ['code', 'd']],
      'two issuers': (query) => [...Object.entries(query), ['iss', 'https://evil.example']],
      'an error': (query) => Object.entries({ ...query, error: 'access_denied' }),
      'an error with markup': (query) =>
        Object.entries({ ...query, error: '<script>alert(1)</script>', error_description: '<b>x</b>' }),
      'an ID token (implicit flow)': (query) => Object.entries({ ...query, id_token: 'e30.e30.', access_token: 'x' }),
      'a signed response': (query) => Object.entries({ ...query, response: 'e30.e30.' }),
    };
    test.each(Object.entries(CHANGES))('%s', async (_, change) => {
      const query = await depart();
      const before = siege().provider.exchanges();
      const { code, body } = await arrive(change(query));
      expect(code).not.toBe('');
      expect(body).not.toContain('alert(1)');
      expect(siege().provider.exchanges()).toBe(before);
      await expectNobody();
    });

    test('another browser’s state, whatever cookies that browser has', async (context) => {
      tries(context, { attacks: 3 });
      const query = await depart();
      const other = siege().visitor();
      const pressed = await activate(siege(), await siege().store());
      await other.get(pressed.popup);
      const theirs = await depart(other, pressed.activation);
      const before = siege().provider.exchanges();
      expect((await arrive(query, siege().visitor())).code).toBe('session_missing');
      expect((await arrive(query, other)).code).toBe('session_missing');
      expect((await arrive(theirs)).code).toBe('session_missing');
      expect(siege().provider.exchanges()).toBe(before);
    });
  });

  test('a way back is good for one code: a replay finds its ticket used, and brings no code anywhere', async (context) => {
    tries(context, { attacks: 2, honest: 1 });
    const pressed = await activate(siege(), await siege().store());
    const merchant = siege().visitor();
    await merchant.get(pressed.popup);
    const beforeSignIn = new Map(merchant.cookies);
    const question = await signIn(siege(), merchant, pressed.activation);
    expect(asksForConsent(question)).toBe(true);
    const { provider } = siege();
    const query = await depart(merchant, pressed.activation);
    provider.behave(async () => tokenAnswer(await provider.signed({ sub: 'ben' })));
    await arrive(query, merchant);
    const before = provider.exchanges();
    expect((await arrive(query, merchant)).location).toContain('/demo/login');
    const thief = siege().visitor();
    for (const [name, value] of beforeSignIn) thief.cookies.set(name, value);
    expect((await arrive(query, thief)).code).toBe('session_missing');
    expect(provider.exchanges()).toBe(before);
  });

  test('signing in gives a new cookie and a new form token: one that was planted before is worth nothing', async () => {
    const pressed = await activate(siege(), await siege().store());
    const victim = siege().visitor();
    await victim.get(pressed.popup);
    const [[name, planted] = ['', '']] = [...victim.cookies];
    await signIn(siege(), victim, pressed.activation);
    expect(victim.cookies.get(name)).not.toBe(planted);
    const attacker = siege().visitor();
    attacker.cookies.set(name, planted);
    await expectNobody(attacker, pressed.activation);
  });
}
