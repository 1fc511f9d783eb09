import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { entraId } from '../../unit/saml/metadata-samples.ts';
import { ACME_SECRET, ENVIRONMENT, openGraphQlServer } from './graphql-server.ts';

const FULL = {
  id: '6f1c1b5e-77a4-4f0b-9a53-5d0f0c9b8a11',
  number: 34827,
  name: 'Acme',
  createUrl: 'https://acme.example/events',
  cancelUrl: 'https://acme.example/events',
  payloadStyle: 'STANDARD_WEBHOOK',
  outboundCredentials: {
    type: 'OAUTH2',
    clientId: 'handfast',
    clientSecret: { fromEnvironment: 'ACME_SECRET' },
    tokenUri: 'https://acme.example/token',
    scope: 'events',
  },
  formFields: [
    { key: 'vat', type: 'TEXT', labels: [{ language: 'en', text: 'VAT id' }], required: true, pattern: '[A-Z]+' },
    {
      key: 'size',
      type: 'CHOICE',
      labels: [
        { language: 'de', text: 'Größe' },
        { language: 'en', text: 'Size' },
      ],
      choices: [{ value: 's', labels: [{ language: 'en', text: 'Small' }] }],
    },
  ],
  singleSignOn: {
    openIdConnect: {
      clientCreationMethod: 'PER_SUBSCRIPTION',
      grantTypes: ['AUTHORIZATION_CODE'],
      redirectUrls: ['https://acme.example/back'],
      allowOidcScope: true,
      initiateLoginUrl: 'https://acme.example/login',
    },
  },
  merchantSignIn: {
    openIdConnect: {
      issuer: 'https://login.acme.example',
      clientId: 'handfast',
      clientSecret: { fromEnvironment: 'ACME_SECRET' },
    },
  },
  channel: { connectors: [{ name: 'orders', everyMinutes: 5 }] },
};
const SMALL = { id: '1b4e28ba-2fa1-4d3b-8a3f-6b0c8f1f3c55', name: 'Small', createUrl: 'https://small.example/' };

const changesShape = z.object({ revision: z.number(), changes: z.array(z.object({ path: z.string() })) });

const folder = mkdtempSync(join(tmpdir(), 'handfast-integration-'));
const path = join(folder, 'integration.json');
let server: Awaited<ReturnType<typeof openGraphQlServer>>;
beforeAll(async () => {
  server = await openGraphQlServer();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await server?.close();
});

const selfSigned = () => generate([{ name: 'commonName', value: 'idp' }], { keySize: 2048, algorithm: 'sha256' });

async function on(verb: 'apply' | 'diff', file: unknown, ...more: readonly string[]) {
  writeFileSync(path, typeof file === 'string' ? file : JSON.stringify(file));
  return server.run(['integrations', verb, path, ...more]);
}

async function pathsOn(verb: 'apply' | 'diff', file: unknown, ...more: readonly string[]) {
  const { said } = await on(verb, file, '--json', ...more);
  return changesShape.parse(JSON.parse(said)).changes.map((change) => change.path);
}

describe('apply', () => {
  test('creates the integration with everything in the file, and changes nothing the second time', async () => {
    const created = await on('apply', FULL);
    expect(created).toMatchObject({ code: 0 });
    expect(created.said).toMatch(
      new RegExp(
        `Created: ${FULL.id} is at revision 4\\.\nSigning secret: whsec_\\S+\nKeep it: it is shown only here\\.`,
      ),
    );
    expect(await on('diff', FULL)).toMatchObject({
      code: 0,
      said: `No difference: ${FULL.id} is at revision 4.`,
    });
    server.bodies.length = 0;
    expect(await on('apply', FULL)).toMatchObject({
      code: 0,
      said: `Nothing to change: ${FULL.id} is at revision 4.`,
    });
    expect(server.bodies.filter((body) => body.includes('mutation'))).toEqual([]);
  });

  test('sends the secrets that the environment holds, to be stored and never shown', () => {
    const secrets = server.setup.sealedSecrets.map(({ secret }) => JSON.stringify(secret));
    expect(secrets.filter((secret) => secret.includes(ACME_SECRET))).toHaveLength(2);
  });

  test('takes what "show --as-file" prints as no change', async () => {
    const { said } = await server.run(['integrations', 'show', '34827', '--as-file']);
    expect(await pathsOn('diff', said)).toEqual([]);
  });

  test('changes what differs alone, and removes what the file leaves out', async () => {
    const { cancelUrl: _, channel: __, ...rest } = FULL;
    const changed = { ...rest, name: 'Acme 2', merchantSignIn: undefined };
    const expected = [
      '~ name: "Acme" → "Acme 2"',
      '- cancelUrl: "https://acme.example/events"',
      '- merchantSignIn.openIdConnect.scope: "openid email"',
      '- merchantSignIn.openIdConnect.accountClaim: ["sub"]',
      '- merchantSignIn.openIdConnect.issuer: "https://login.acme.example"',
      '- merchantSignIn.openIdConnect.clientId: "handfast"',
      '- channel.connectors.orders: 5',
    ];
    const { code, said } = await on('diff', changed);
    expect({ code, lines: said.split('\n').toSorted() }).toEqual({
      code: 1,
      lines: [...expected, `${FULL.id} is at revision 4.`].toSorted(),
    });
    await on('apply', changed);
    expect(
      await server.setup.read(FULL.id, 'revision name cancelUrl merchantSignIn { __typename } channel { __typename }'),
    ).toEqual({
      revision: 7,
      name: 'Acme 2',
      cancelUrl: null,
      merchantSignIn: null,
      channel: null,
    });
    await on('apply', FULL);
    expect(await pathsOn('diff', FULL)).toEqual([]);
  });

  test('sends a secret again where Handfast drops it, and where it is told to', async () => {
    const moved = { ...FULL, outboundCredentials: { ...FULL.outboundCredentials, tokenUri: 'https://acme.example/t' } };
    expect(await pathsOn('diff', moved)).toEqual(['outboundCredentials.tokenUri', 'outboundCredentials.clientSecret']);
    await on('apply', moved);
    expect(await server.setup.read(FULL.id, 'outboundCredentials { hasSecret }')).toEqual({
      outboundCredentials: { hasSecret: true },
    });
    await on('apply', FULL);
    expect(await pathsOn('diff', FULL, '--send-secrets')).toEqual([
      'outboundCredentials.clientSecret',
      'merchantSignIn.openIdConnect.clientSecret',
    ]);
    const before = server.setup.sealedSecrets.length;
    await on('apply', FULL, '--send-secrets');
    expect(server.setup.sealedSecrets.length - before).toBe(2);
  });

  test('sends a password again when a URL leads elsewhere', async () => {
    const basic = { type: 'BASIC', username: 'handfast', password: { fromEnvironment: 'ACME_SECRET' } };
    await on('apply', { ...SMALL, outboundCredentials: basic });
    const moved = { ...SMALL, createUrl: 'https://other.example/', outboundCredentials: basic };
    expect(await pathsOn('apply', moved)).toEqual(['createUrl', 'outboundCredentials.password']);
    expect(await server.setup.read(SMALL.id, 'outboundCredentials { hasSecret }')).toEqual({
      outboundCredentials: { hasSecret: true },
    });
  });

  test('replaces one way into the product by another, and removes members that are gone', async () => {
    const bookmark = { ...SMALL, singleSignOn: { bookmark: { url: 'https://small.example/app' } } };
    const saml = {
      version: '2.0',
      serviceProviderEntityId: 'https://small.example/sp',
      assertionConsumerServiceUrl: 'https://small.example/acs',
    };
    for (const singleSignOn of [
      bookmark.singleSignOn,
      { saml: { ...saml, relayState: 'x' } },
      { saml },
      { bookmark: { url: 'https://small.example/other' } },
      undefined,
    ]) {
      expect(await on('apply', { ...SMALL, singleSignOn })).toMatchObject({ code: 0 });
      expect(await pathsOn('diff', { ...SMALL, singleSignOn })).toEqual([]);
    }
  });

  test('reads SAML metadata from the file that it names, and knows it again', async () => {
    const pems = await Promise.all([selfSigned(), selfSigned()]);
    const [first = '', second = ''] = pems.map(({ cert }) => cert.replaceAll(/-----[A-Z ]+-----|\s/g, ''));
    writeFileSync(join(folder, 'idp.xml'), entraId(first, second));
    const file = {
      ...SMALL,
      merchantSignIn: { saml: { metadataXml: { fromFile: 'idp.xml' }, accountAttribute: 'org' } },
    };
    expect(await on('apply', file)).toMatchObject({ code: 0 });
    expect(await pathsOn('diff', file)).toEqual([]);
    writeFileSync(join(folder, 'idp.xml'), '<no-metadata/>');
    expect(await on('apply', file)).toMatchObject({
      code: 2,
      complained: expect.stringMatching(/^merchantSignIn\.saml\.metadataXml: /),
    });
  });
});

describe('what is refused', () => {
  test('is another number, which never changes', async () => {
    expect(await on('diff', { ...FULL, number: 7 })).toEqual({
      code: 2,
      said: '',
      complained: 'number: the integration has 34827, which never changes. Leave it out.',
    });
  });

  test('shows no secret where GraphQL quotes what it cannot read', async () => {
    server.quote('Variable "$input" got invalid value');
    try {
      const outcome = await on('apply', FULL, '--send-secrets');
      expect(outcome).toMatchObject({ code: 1, complained: expect.stringContaining('"clientSecret":"(a secret)"') });
    } finally {
      server.quote(undefined);
    }
  });
});

describe('what somebody else does meanwhile', () => {
  test('is not overwritten: the change is refused', async () => {
    await on('apply', SMALL);
    const real = server.setup.deps.integrations;
    const { find } = real;
    let reads = 0;
    real.find = async (id) => {
      reads += 1;
      if (reads === 2) await server.setup.change('updateProductIntegration', { id: SMALL.id, name: 'Theirs' });
      return find(id);
    };
    try {
      const outcome = await on('apply', { ...SMALL, name: 'Ours' });
      expect(outcome).toMatchObject({ code: 1, complained: expect.stringContaining('This is revision') });
    } finally {
      real.find = find;
    }
    expect(await server.setup.read(SMALL.id, 'name')).toEqual({ name: 'Theirs' });
  });

  test('leaves what was done before a refusal, which is named', async () => {
    const refused = { ...SMALL, name: 'Half', channel: { connectors: [{ name: 'orders', everyMinutes: 1 }] } };
    const outcome = await on('apply', refused);
    expect(outcome).toMatchObject({ code: 1 });
    expect(outcome.complained.split('\n')).toEqual([
      'Applying',
      'Refused by setProductIntegrationChannel:',
      'connectors.0.everyMinutes: everyMinutes must be a whole number of minutes from 5 to 1440.',
      'Done before: updateProductIntegration. Mend the file, and apply it again for the rest.',
    ]);
  });
});

describe('a file that cannot be used', () => {
  const wrong = (file: unknown) => on('apply', file).then(({ code, complained }) => [code, ...complained.split('\n')]);

  test('is refused before anything is sent, with all that is wrong with it and what was meant', async () => {
    server.bodies.length = 0;
    expect(
      await wrong({
        ...SMALL,
        id: 'small',
        creatUrl: 'https://small.example/',
        payloadStyle: 'WEBHOOK',
        outboundCredentials: { type: 'OAUTH2', clientSecret: 'a-secret', tokenUrl: 'https://small.example/token' },
        formFields: [{ key: 'vat', type: 'TEXT', label: [], labels: [] }],
        merchantSignIn: { openIdConnect: { issuer: 1, clientId: 'x' }, saml: {} },
      }),
    ).toEqual([
      2,
      `${path}: id must be a UUID in lower case, which you choose once.`,
      `${path}: payloadStyle must be "STANDARD_WEBHOOK" or "EVENT_URL".`,
      `${path}: outboundCredentials.clientSecret must be {"fromEnvironment": "NAME"}: secrets do not belong in this file.`,
      `${path}: outboundCredentials.tokenUrl is unknown. Did you mean tokenUri?`,
      `${path}: formFields.0.label is unknown. Did you mean labels?`,
      `${path}: merchantSignIn.openIdConnect.issuer must be a string.`,
      `${path}: creatUrl is unknown. Did you mean createUrl?`,
    ]);
    expect(server.bodies).toEqual([]);
  });

  test('shows nothing of what stands in it where it is no JSON', async () => {
    expect(await wrong(`{"password": "${ACME_SECRET}" "x"}`)).toEqual([
      2,
      expect.stringMatching(/: this is not JSON: line 1 column \d+\.$/),
    ]);
    expect(await wrong('')).toEqual([2, `${path}: this is not JSON: it ends too early.`]);
    expect(await wrong([])).toEqual([2, `${path}: the file must be an object.`]);
  });

  test('has one way to sign in, and one into the product', async () => {
    const both = { bookmark: { url: 'https://x.example' }, saml: undefined, openIdConnect: undefined };
    expect(await on('diff', { ...SMALL, singleSignOn: both })).toMatchObject({ code: 1 });
    const saml = { version: '2.0', serviceProviderEntityId: 'x', assertionConsumerServiceUrl: 'x' };
    expect(await wrong({ ...SMALL, singleSignOn: { ...both, saml } })).toEqual([
      2,
      `${path}: singleSignOn must have one member, since there is one way.`,
    ]);
  });

  test('names every environment variable that is missing', async () => {
    writeFileSync(path, JSON.stringify({ ...FULL, id: '00000000-0000-4000-8000-000000000001' }));
    const { ACME_SECRET: _, ...environment } = ENVIRONMENT;
    expect(await server.run(['integrations', 'apply', path], environment)).toEqual({
      code: 2,
      said: '',
      complained: [
        'Set ACME_SECRET to the secret of outboundCredentials.clientSecret; it has to be sent.',
        'Set ACME_SECRET to the secret of merchantSignIn.openIdConnect.clientSecret; it has to be sent.',
      ].join('\n'),
    });
  });

  test('that is not there is named', async () => {
    const { code, complained } = await server.run(['integrations', 'diff', join(folder, 'none.json')]);
    expect({ code, complained }).toEqual({
      code: 2,
      complained: `${join(folder, 'none.json')} cannot be read: no such file or directory (ENOENT).`,
    });
  });
});
