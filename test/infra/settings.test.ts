import { describe, expect, test } from 'vitest';
import { ALLOW_LOOPBACK_STORES } from '../../functions/adapters/edge/environment.ts';
import { readSettings, SettingsError } from '../../infra/settings.ts';

const good = {
  products: [{ id: 'erp', name: 'Acme ERP' }],
  signIn: { issuer: 'https://id.example', clientId: 'handfast' },
};

/** The problems that reading the settings ends in. */
function problemsOf(input: unknown): readonly string[] {
  try {
    readSettings(input);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
}

describe('settings', () => {
  test('need no more than a product and a sign-in', () => {
    expect(readSettings(good)).toMatchObject({
      storePorts: [],
      signIn: { scope: 'openid email', accountClaim: 'sub' },
    });
  });

  test('that are missing are all named at once', () => {
    expect(problemsOf(undefined).map((line) => line.split(':')[0])).toEqual(['products', 'signIn']);
  });

  test('that are wrong are all named at once, by path, with what is allowed', () => {
    const problems = problemsOf({
      products: [
        { id: 'a/b', name: '' },
        { id: 'erp', name: 'One' },
        { id: 'erp', name: 'Two' },
      ],
      signIn: { issuer: 'id.example', clientId: 'x', scope: 'email' },
      storePorts: [0],
      colour: 'red',
    });
    expect(problems.map((line) => line.split(':')[0])).toEqual(
      expect.arrayContaining([
        'products.0.id',
        'products.0.name',
        'signIn.issuer',
        'signIn.scope',
        'storePorts.0',
        '(all)',
      ]),
    );
    expect(problems.join()).toContain('a-z, 0-9 and -');
    expect(problems.join()).toContain('colour');
  });

  test('with two products of one id are refused', () => {
    const products = [...good.products, { id: 'erp', name: 'Other' }];
    expect(problemsOf({ ...good, products })).toEqual(['products.1.id: is taken by products.0']);
  });

  test.each(['signin', 'v1'])('with the product id %s are refused: it is an address of our own', (id) => {
    expect(problemsOf({ ...good, products: [{ id, name: 'x' }] })[0]).toMatch(/^products.0.id: must not be one of/);
  });

  test('take an issuer or a public URL without https only with the loud switch', () => {
    const plain = {
      ...good,
      signIn: { ...good.signIn, issuer: 'http://id.example' },
      publicUrl: 'http://handfast.example',
    };
    expect(problemsOf(plain)).toEqual(['signIn.issuer: must be an https URL', 'publicUrl: must be an https URL']);
    expect(problemsOf({ ...plain, allowLoopbackStores: ALLOW_LOOPBACK_STORES })).toEqual([]);
  });

  test('take the loud switch as the whole phrase only', () => {
    for (const loose of [true, 'true', 'yes']) {
      expect(problemsOf({ ...good, allowLoopbackStores: loose })[0]).toMatch(
        /^allowLoopbackStores: must be the phrase/,
      );
    }
  });

  test('take a public URL without a path only', () => {
    expect(problemsOf({ ...good, publicUrl: 'https://acme.example/connect' })[0]).toMatch(
      /^publicUrl: must be an origin/,
    );
  });
});
