import { beforeAll, describe, expect, test } from 'vitest';
import { FALSE_ANSWERS, FALSE_TOKENS } from '../corpus/false-tokens.ts';
import { tries } from '../harness/attack-count.ts';
import { type AttackEnv, activate, asksForConsent, signIn } from '../harness/attack-env.ts';
import { tokenAnswer } from '../harness/misbehaving-provider.ts';
import type { Visitor } from '../harness/visitor.ts';

export function signInAttacks(attackEnv: () => AttackEnv): void {
  let browser: Visitor;
  let activation = '';
  beforeAll(async () => {
    const pressed = await activate(attackEnv(), await attackEnv().store());
    activation = pressed.activation;
    browser = attackEnv().visitor();
    await browser.get(pressed.popup);
  });

  /** Off to the provider; the query of an honest way back. */
  async function begin(who = browser, attempt = activation): Promise<Record<string, string>> {
    const away = new URL((await who.get(`/demo/signin?activation=${attempt}`)).location);
    attackEnv().provider.asked(away);
    return { code: 'c', state: away.searchParams.get('state') ?? '', iss: attackEnv().provider.issuer };
  }
  const complete = (query: ConstructorParameters<typeof URLSearchParams>[0], who = browser) =>
    who.get(`/signin/return?${new URLSearchParams(query)}`);
  /** Whoever came back is not known, and is not asked anything. */
  async function expectNobody(who = browser, attempt = activation): Promise<void> {
    const page = await who.get(`/demo/login?activation=${attempt}`);
    expect(asksForConsent(page)).toBe(false);
    expect(page.body).not.toContain('ana');
  }

  describe('nobody is signed in by a token with', () => {
    test.each(Object.entries(FALSE_TOKENS))('%s', async (_, lie) => {
      const query = await begin();
      const { provider } = attackEnv();
      provider.behave(async () => tokenAnswer(await lie(provider)));
      const { code, status, location } = await complete(query);
      expect(code).toMatch(/^(?:signin_unavailable|account_unclear)$/);
      expect([status >= 400, location]).toEqual([true, '']);
      await expectNobody();
    });
  });

  describe('nobody is signed in by a token endpoint that answers', () => {
    test.each(Object.entries(FALSE_ANSWERS))('%s', async (_, behaviour) => {
      const query = await begin();
      attackEnv().provider.behave(behaviour);
      const { code, body, headers } = await complete(query);
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
      const query = await begin();
      const before = attackEnv().provider.exchanges();
      const { code, body } = await complete(change(query));
      expect(code).not.toBe('');
      expect(body).not.toContain('alert(1)');
      expect(attackEnv().provider.exchanges()).toBe(before);
      await expectNobody();
    });

    test('another browser’s state, whatever cookies that browser has', async (context) => {
      tries(context, { attacks: 3, honest: 1 });
      const query = await begin();
      const other = attackEnv().visitor();
      const pressed = await activate(attackEnv(), await attackEnv().store());
      await other.get(pressed.popup);
      const theirs = await begin(other, pressed.activation);
      const before = attackEnv().provider.exchanges();
      for (const [stolen, who] of [
        [query, attackEnv().visitor()],
        [query, other],
        [theirs, browser],
      ] as const) {
        const { code, location } = await complete(stolen, who);
        expect([code, location]).toEqual(['signin_elsewhere', '']);
      }
      expect(attackEnv().provider.exchanges()).toBe(before);
      await expectNobody();
      await expectNobody(other, pressed.activation);
      // Nobody was counted as a second browser by it: both attempts go on.
      expect((await begin())['state']).not.toBe('');
      expect((await begin(other, pressed.activation))['state']).not.toBe('');
    });
  });

  test('a way back is good for one code: a replay finds its ticket used, and brings no code anywhere', async (context) => {
    tries(context, { attacks: 2, honest: 1 });
    const pressed = await activate(attackEnv(), await attackEnv().store());
    const merchant = attackEnv().visitor();
    await merchant.get(pressed.popup);
    const beforeSignIn = new Map(merchant.cookies);
    const question = await signIn(attackEnv(), merchant, pressed.activation);
    expect(asksForConsent(question)).toBe(true);
    const { provider } = attackEnv();
    const query = await begin(merchant, pressed.activation);
    provider.behave(async () => tokenAnswer(await provider.signed({ sub: 'ben' })));
    await complete(query, merchant);
    const before = provider.exchanges();
    expect((await complete(query, merchant)).location).toContain('/demo/login');
    const thief = attackEnv().visitor();
    for (const [name, value] of beforeSignIn) thief.cookies.set(name, value);
    expect((await complete(query, thief)).code).toBe('signin_elsewhere');
    expect(provider.exchanges()).toBe(before);
  });

  test('signing in gives a new cookie and a new form token: one that was planted before is worth nothing', async () => {
    const pressed = await activate(attackEnv(), await attackEnv().store());
    const victim = attackEnv().visitor();
    await victim.get(pressed.popup);
    const [[name, planted] = ['', '']] = [...victim.cookies];
    await signIn(attackEnv(), victim, pressed.activation);
    expect(victim.cookies.get(name)).not.toBe(planted);
    const attacker = attackEnv().visitor();
    attacker.cookies.set(name, planted);
    await expectNobody(attacker, pressed.activation);
  });
}
