import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { readSettings, SettingsError } from '../../../infra/settings/settings.ts';
import { settingsSchema } from '../../../infra/settings/settings-schema.ts';

const products = [{ id: 'erp', name: 'Acme ERP' }];
const domain = {
  name: 'connect.acme.example',
  certificateArn: 'arn:aws:acm:eu-central-1:111122223333:certificate/0f1e2d3c-aaaa-bbbb-cccc-123456789012',
};

function problemsOf(input: object): readonly string[] {
  try {
    readSettings({ products, ...input });
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
}

describe('a setting that must be there says so, and what it is', () => {
  test.each([
    [
      { products: undefined },
      'products: must be set: a list of products, such as [{ "id": "erp", "name": "Acme ERP" }]',
    ],
    [
      { products: [{ name: 'Acme ERP' }] },
      'products.0.id: must be set: 1 to 32 characters of a-z, 0-9 and -, beginning with a letter; it becomes part of URLs',
    ],
    [{ products: [{ id: 'erp' }] }, 'products.0.name: must be set: what merchants read, such as "Acme ERP"'],
    [
      { signIn: { clientId: 'x' } },
      'signIn.issuer: must be set: the issuer URL of your OpenID provider, such as https://login.acme.example',
    ],
    [
      { signIn: { issuer: 'https://id.example/.well-known/openid-configuration', clientId: 'x' } },
      'signIn.issuer: must be the issuer, not the address of its discovery document: leave out /.well-known/…',
    ],
    [
      { signIn: { issuer: 'https://id.example' } },
      'signIn.clientId: must be set: the client id that your provider gave you',
    ],
    [
      { signIn: { issuer: 'https://id.example', clientId: 'x', clientAuthentication: 'private_key_jwt' } },
      'signIn.clientSecretName: must be set when clientAuthentication is',
    ],
    [
      { domain: { certificateArn: domain.certificateArn } },
      'domain.name: must be set: a host name such as connect.example.com, without https:// and without a path',
    ],
    [
      { domain: { name: domain.name } },
      expect.stringMatching(
        /^domain\.certificateArn: must be set: the ARN of an issued certificate, such as arn:aws:acm:/,
      ),
    ],
    [{ throttle: { burst: 1 } }, 'throttle.ratePerSecond: must be set: a whole number of requests from 1 to 10,000'],
    [{ throttle: { ratePerSecond: 1 } }, 'throttle.burst: must be set: a whole number of requests from 1 to 5,000'],
  ])('%j', (input, problem) => {
    expect(problemsOf(input)).toEqual([problem]);
  });
});

describe('a number names its range', () => {
  test.each([
    [
      'products.0.channel.connectors.orders',
      { products: [{ ...products[0], channel: { connectors: { orders: 4 } } }] },
      'a whole number of minutes from 5 to 1,440',
    ],
    ['storePorts.0', { storePorts: [0] }, 'a port from 1 to 65,535'],
    ['storePorts.0', { storePorts: [65_536] }, 'a port from 1 to 65,535'],
    ['storePorts.0', { storePorts: [80.5] }, 'a port from 1 to 65,535'],
    [
      'throttle.ratePerSecond',
      { throttle: { ratePerSecond: 0, burst: 1 } },
      'a whole number of requests from 1 to 10,000',
    ],
    ['throttle.burst', { throttle: { ratePerSecond: 1, burst: 5_001 } }, 'a whole number of requests from 1 to 5,000'],
    [
      'throttle.routes.GET /notice.burst',
      { throttle: { ratePerSecond: 1, burst: 1, routes: { 'GET /notice': { ratePerSecond: 1, burst: '9' } } } },
      'a whole number of requests from 1 to 5,000',
    ],
    [
      'firewall.requestsPerFiveMinutes',
      { firewall: { requestsPerFiveMinutes: 9 } },
      'a whole number of requests from 10 to 2,000,000,000',
    ],
  ])('%s in %j', (path, input, allowed) => {
    expect(problemsOf(input)).toEqual([`${path}: must be ${allowed}`]);
  });

  test('that has no upper end names the lower one', () => {
    expect(problemsOf({ reservedConcurrency: { api: 1.5 } })).toEqual([
      'reservedConcurrency.api: must be a whole number of instances, at least 1',
    ]);
    expect(problemsOf({ reservedConcurrency: { api: 0 } })).toEqual([
      'reservedConcurrency.api: must be at least 1: 0 would switch the function off',
    ]);
  });
});

describe('an unknown key comes with the nearest known one', () => {
  test.each([
    [{ alarmMail: 'ops@acme.example' }, 'alarmMail: is not a setting; did you mean "alarmEmail"?'],
    [{ DASHBOARD: true }, 'DASHBOARD: is not a setting; did you mean "dashboard"?'],
    [{ sign_in: {} }, 'sign_in: is not a setting; did you mean "signIn"?'],
    [
      { products: [{ ...products[0], color: '#fff' }] },
      'products.0.color: is not a setting; did you mean "accentColor"?',
    ],
    [
      { domain: { ...domain, certificate: 'x' } },
      'domain.certificate: is not a setting; did you mean "certificateArn"?',
    ],
    [
      { api: { clients: [{ name: 'x', scope: ['read'] }] } },
      'api.clients.0.scope: is not a setting; did you mean "scopes"?',
    ],
    [
      {
        throttle: { ratePerSecond: 1, burst: 1, routes: { 'GET /notice': { ratePerSecond: 1, burst: 1, bursts: 1 } } },
      },
      'throttle.routes.GET /notice.bursts: is not a setting; did you mean "burst"?',
    ],
    [{ reservedConcurrency: { health: 3 } }, expect.stringMatching(/^reservedConcurrency\.health: is not a setting; /)],
  ])('%j', (input, problem) => {
    expect(problemsOf(input)).toEqual([problem]);
  });

  test('or with where it belongs', () => {
    expect(problemsOf({ clientSecretName: 'x', accentColor: '#fff' })).toEqual([
      'clientSecretName: is not a setting here; did you mean "signIn.clientSecretName" or "console.signIn.clientSecretName"?',
      'accentColor: is not a setting here; did you mean "products[].accentColor"?',
    ]);
  });

  test('one line for each, at every place at once', () => {
    expect(
      problemsOf({ dashbord: true, throtle: {}, userPool: { selfSignup: true } }).map((line) => line.split(':')[0]),
    ).toEqual(['userPool.selfSignup', 'dashbord', 'throtle']);
  });
});

type Schema = { properties?: Record<string, Schema>; items?: Schema; additionalProperties?: Schema };

/** Paths of all settings, as lists of keys; 0 for the first of a list. */
function pathsOf(schema: Schema, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  const below = Object.entries(schema.properties ?? {}).map(([key, child]) => [key, child] as const);
  const [items, values] = [schema.items, schema.additionalProperties];
  const all = [
    ...below,
    ...(items === undefined ? [] : [[0, items] as const]),
    ...(values?.properties === undefined ? [] : [['GET /notice', values] as const]),
  ];
  return all.flatMap(([key, child]) => [[...path, key], ...pathsOf(child, [...path, key])]);
}

const SCHEMA: Schema = JSON.parse(
  JSON.stringify(z.toJSONSchema(settingsSchema, { io: 'input', unrepresentable: 'any' })),
);
const PATHS = pathsOf(SCHEMA);

/** An input that holds a value at a path, and what must be there around it. */
function inputWith(path: readonly (string | number)[], value: unknown): object {
  return Object(path.reduceRight((inner, key) => (key === 0 ? [inner] : { [key]: inner }), value));
}

describe('every setting says what it must be', () => {
  test('of which there are many', () => {
    expect(PATHS.length).toBeGreaterThan(45);
  });

  test.each(PATHS.map((path) => [path.join('.'), path] as const))('%s', (name, path) => {
    for (const wrong of [{ of: 'another kind' }, 'no such word', -1.5, [[]], null]) {
      const lines = problemsOf(inputWith(path, wrong)).filter((line) => line.startsWith(`${name}: `));
      for (const line of lines) {
        expect(line).toMatch(/: (?:must (?:be|name|hold|not) |names a file)/);
        expect(line).not.toMatch(/undefined|Invalid|Too |expected/);
      }
    }
    expect(problemsOf(inputWith(path, null)).filter((line) => line.startsWith(`${name}: `))).not.toEqual([]);
  });
});
