import { describe, expect, test } from 'vitest';
import { ALLOW_LOOPBACK_STORES } from '../../../functions/adapters/lambda/environment.ts';
import { readSettings, SettingsError } from '../../../infra/settings/settings.ts';

const good = {
  products: [{ id: 'erp', name: 'Acme ERP' }],
  signIn: { issuer: 'https://id.example', clientId: 'handfast' },
};

const CERTIFICATE = 'arn:aws:acm:eu-central-1:111122223333:certificate/0f1e2d3c-aaaa-bbbb-cccc-123456789012';

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
  test('need no more than a product', () => {
    expect(readSettings({ products: good.products })).toMatchObject({
      userPool: { selfSignUp: true },
      storePorts: [],
      logRetentionDays: 30,
      removalPolicy: 'retain',
      dashboard: true,
    });
    expect(readSettings(good).signIn).toMatchObject({ scope: 'openid email', accountClaim: 'sub' });
  });

  test('that are missing are named with what is allowed', () => {
    expect(problemsOf(undefined)).toEqual([
      expect.stringMatching(/^products: must be set: a list of products, such as \[/),
    ]);
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
      domain: { name: 'https://connect.acme.example' },
      alarmEmail: 'ops',
      logRetentionDays: 31,
      removalPolicy: 'keep',
      reservedConcurrency: { callback: 0 },
      connectionsPerAccount: 0,
      throttle: { ratePerSecond: 1.5, burst: 1, routes: { 'GET /': { ratePerSecond: 1, burst: 1 } } },
    });
    expect(problems.map((line) => line.split(':')[0])).toEqual(
      expect.arrayContaining([
        'products.0.id',
        'products.0.name',
        'signIn.issuer',
        'signIn.scope',
        'storePorts.0',
        'domain.name',
        'domain.certificateArn',
        'alarmEmail',
        'logRetentionDays',
        'removalPolicy',
        'reservedConcurrency.callback',
        'connectionsPerAccount',
        'throttle.ratePerSecond',
        'products.2.id',
        'colour',
      ]),
    );
    expect(problems.join()).toContain('a-z, 0-9 and -');
    expect(problems).toContain('connectionsPerAccount: must be a whole number of stores from 1 to 100,000');
    expect(problems.join()).toContain('colour');
    expect(problems.join()).toContain('is taken by products.1');
    expect(problems.join()).toContain('request one for the domain in AWS Certificate Manager');
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

  test('with a domain but no certificate, or the other way round, are refused with the remedy', () => {
    const [missing] = problemsOf({ ...good, domain: { name: 'connect.acme.example' } });
    expect(missing).toMatch(
      /^domain.certificateArn: must be set: the ARN of an issued certificate.*Certificate Manager/,
    );
    const [nameless] = problemsOf({ ...good, domain: { certificateArn: CERTIFICATE } });
    expect(nameless).toMatch(/^domain.name: must be set: a host name such as connect.example.com/);
    expect(problemsOf({ ...good, domain: { name: 'connect.acme.example', certificateArn: CERTIFICATE } })).toEqual([]);
  });

  test('that say one thing in two ways are refused', () => {
    const domain = { name: 'connect.acme.example', certificateArn: CERTIFICATE };
    expect(problemsOf({ ...good, userPool: {}, domain, publicUrl: 'https://connect.acme.example' })).toEqual([
      'userPool: must be left out: signIn names a provider of your own',
      'publicUrl: must be left out: domain says it',
    ]);
  });

  test('throttle routes that exist only', () => {
    const routes = { 'GET /erp/login': { ratePerSecond: 1, burst: 1 } };
    const [problem] = problemsOf({ ...good, throttle: { ratePerSecond: 1, burst: 1, routes } });
    expect(problem).toMatch(/^throttle.routes.GET \/erp\/login: must be one of POST \/\{product\}\/callback, /);
  });

  test('with more products than fit into the environment of a function are refused before AWS does', () => {
    const products = Array.from({ length: 40 }, (_, index) => ({ id: `p-${index}`, name: 'x'.repeat(60) }));
    expect(problemsOf({ ...good, products })[0]).toMatch(
      /^products: ids and names take \d+ bytes of the 2800 that fit/,
    );
  });
});
