import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GraphQlSetup, openGraphQl } from './graphql-setup.ts';

let setup: GraphQlSetup;
beforeAll(async () => {
  setup = await openGraphQl();
});
afterAll(() => setup.close());

const ID = '5f157a26-0238-4f3f-9c31-1f3e65b4713e';
const OAUTH = {
  type: 'OAUTH2',
  clientId: '123456',
  clientSecret: 'S3cre1!',
  tokenUri: 'https://example.com/api/token',
  grantType: 'client_credentials',
};

describe('creating', () => {
  test('shows the signing secret once; a repetition changes nothing and shows none', async () => {
    const input = { id: ID, name: 'Acme', createUrl: 'https://example.com/a' };
    const selection = 'signingSecret productIntegration { id revision signingSecretHint }';
    const first = await setup.change('createProductIntegration', input, selection);
    expect(first).toMatchObject({
      signingSecret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
      userErrors: null,
    });
    const again = await setup.change('createProductIntegration', { ...input, name: 'Other' }, selection);
    expect(again).toEqual({ ...first, signingSecret: null });
    expect(await setup.read(ID, 'name')).toEqual({ name: 'Acme' });
  });

  test('of an id or a number that is taken is refused', async () => {
    const other = { client: 'other', scopes: 'all' as const, products: 'as-bound' as const };
    expect(await setup.refused('createProductIntegration', { id: ID }, other)).toEqual(['ID_TAKEN']);
    await setup.create({ number: 34827 });
    expect(await setup.refused('createProductIntegration', { number: 34827 })).toEqual(['NUMBER_TAKEN']);
    expect(await setup.refused('createProductIntegration', { id: 'A' })).toEqual(['INPUT_INVALID']);
  });

  test('takes what cannot be sent to, and its findings say so', async () => {
    const id = await setup.create({
      createUrl: 'nowhere',
      outboundCredentials: { ...OAUTH, tokenUri: 'http://a.example' },
    });
    const found = await setup.read(id, 'findings { severity code path }');
    expect(found).toMatchObject({
      findings: expect.arrayContaining([
        { severity: 'ERROR', code: 'URL_INVALID', path: ['createUrl'] },
        { severity: 'ERROR', code: 'URL_NOT_HTTPS', path: ['outboundCredentials', 'tokenUri'] },
      ]),
    });
    expect(await setup.refused('publishProductIntegration', { integrationId: id, requireReady: true })).toEqual([
      'NOT_READY',
      'NOT_READY',
    ]);
    expect(await setup.refused('publishProductIntegration', { integrationId: id })).toEqual([]);
  });
});

describe('updating', () => {
  test('leaves what is left out, and removes what is null', async () => {
    const id = await setup.create({ name: 'Acme', createUrl: 'https://a.example', cancelUrl: 'https://b.example' });
    await setup.change('updateProductIntegration', { id, cancelUrl: null });
    expect(await setup.read(id, 'name createUrl cancelUrl revision')).toEqual({
      name: 'Acme',
      createUrl: 'https://a.example',
      cancelUrl: null,
      revision: 2,
    });
  });

  test('with the same values changes nothing', async () => {
    const id = await setup.create({ name: 'Acme', outboundCredentials: OAUTH });
    const { clientSecret: _, ...unsent } = OAUTH;
    await setup.change('updateProductIntegration', { id, name: 'Acme', outboundCredentials: unsent });
    expect(await setup.read(id, 'revision')).toEqual({ revision: 1 });
  });

  test.each([
    ['another token URI', { ...OAUTH, clientSecret: undefined, tokenUri: 'https://evil.example/token' }, false],
    ['another client', { ...OAUTH, clientSecret: undefined, clientId: '9' }, false],
    ['another type', { type: 'BASIC', username: '123456' }, false],
    ['another scope', { ...OAUTH, clientSecret: undefined, scope: 'events' }, true],
    ['the secret sent again', { ...OAUTH, tokenUri: 'https://evil.example/token' }, true],
  ])('with %s keeps the secret only where it goes to the same place', async (_, outboundCredentials, keeps) => {
    const id = await setup.create({ outboundCredentials: OAUTH });
    await setup.change('updateProductIntegration', { id, outboundCredentials });
    expect(await setup.read(id, 'outboundCredentials { hasSecret }')).toEqual({
      outboundCredentials: { hasSecret: keeps },
    });
  });

  test('a URL of another host drops a password, which would go there', async () => {
    const outboundCredentials = { type: 'BASIC', username: 'ana', password: 'pw' };
    const id = await setup.create({ createUrl: 'https://a.example/1', outboundCredentials });
    const selection = 'outboundCredentials { hasSecret username }';
    await setup.change('updateProductIntegration', { id, createUrl: 'https://a.example/2' });
    expect(await setup.read(id, selection)).toEqual({ outboundCredentials: { hasSecret: true, username: 'ana' } });
    await setup.change('updateProductIntegration', { id, cancelUrl: 'https://evil.example/2' });
    expect(await setup.read(id, selection)).toEqual({ outboundCredentials: { hasSecret: false, username: 'ana' } });
  });

  test('secrets are encrypted for the integration they belong to, and never shown or kept in the clear', async () => {
    const id = await setup.create({ outboundCredentials: { ...OAUTH, clientSecret: 'very secret' } });
    const mine = setup.sealedSecrets.filter(({ context }) => context.item === `INTEGRATION#${id}`);
    expect(mine.map(({ secret }) => secret['secret']).toSorted()).toEqual([
      'very secret',
      expect.stringMatching(/^whsec_/),
    ]);
    expect(JSON.stringify(await setup.deps.integrations.find((await idOf(id)) ?? fail()))).not.toContain('very secret');
  });

  test('of two writers who read the same revision, one is refused', async () => {
    const id = await setup.create({ name: 'Acme' });
    const write = (name: string) => setup.refused('updateProductIntegration', { id, revision: 1, name });
    const codes = (await Promise.all([write('A'), write('B')])).flat();
    expect(codes).toEqual(['REVISION_CONFLICT']);
    expect(await setup.read(id, 'revision')).toEqual({ revision: 2 });
  });

  test('two writers who did not read first both write', async () => {
    const id = await setup.create();
    const written = await Promise.all([
      setup.refused('updateProductIntegration', { id, name: 'A' }),
      setup.refused('updateProductIntegration', { id, createUrl: 'https://a.example' }),
    ]);
    expect(written).toEqual([[], []]);
    expect(await setup.read(id, 'name createUrl revision')).toEqual({
      name: 'A',
      createUrl: 'https://a.example',
      revision: 3,
    });
  });

  test('names each argument that will not do', async () => {
    const id = await setup.create();
    const payload = await setup.change('updateProductIntegration', {
      id,
      name: 'a\nb',
      createUrl: `https://a.example/${'a'.repeat(2_100)}`,
      formFields: [{ key: '1', type: 'TEXT', labels: [{ language: 'en', text: 'One' }] }],
    });
    expect(payload).toMatchObject({
      userErrors: [
        { code: 'INPUT_INVALID', path: ['input', 'name'] },
        { code: 'INPUT_INVALID', path: ['input', 'createUrl'] },
        { code: 'INPUT_INVALID', path: ['input', 'formFields', '0', 'key'] },
      ],
    });
    expect(
      await setup.refused('updateProductIntegration', { id, outboundCredentials: { type: 'NONE', password: 'a' } }),
    ).toEqual(['INPUT_INVALID']);
  });

  test('form fields come back as they were given', async () => {
    const formFields = [
      {
        key: 'plan',
        type: 'CHOICE',
        labels: [{ language: 'en', text: 'Plan' }],
        help: [{ language: 'en', text: 'Which one' }],
        required: true,
        pattern: null,
        choices: [{ value: 's', labels: [{ language: 'en', text: 'Small' }] }],
      },
    ];
    const id = await setup.create({ formFields });
    const selection =
      'formFields { key type labels { language text } help { language text } required pattern choices { value labels { language text } } }';
    expect(await setup.read(id, selection)).toEqual({ formFields });
    const field = { key: 'a', type: 'TEXT', labels: [] };
    expect(await setup.refused('updateProductIntegration', { id, formFields: Array(9).fill(field) })).toContain(
      'INPUT_INVALID',
    );
    expect(await setup.refused('updateProductIntegration', { id, formFields: [field, field] })).toEqual([
      'INPUT_INVALID',
    ]);
  });
});

describe('the way into the product', () => {
  const oidc = {
    clientCreationMethod: 'PER_SUBSCRIPTION',
    grantTypes: ['AUTHORIZATION_CODE'],
    redirectUrls: ['https://a.example'],
    initiateLoginUrl: 'https://a.example/login',
  };

  test('is one at a time; an equal one again is no error', async () => {
    const integrationConfigurationId = await setup.create();
    const add = (kind: string, more: object) =>
      setup.refused(`addProductIntegration${kind}Configuration`, { integrationConfigurationId, ...more });
    expect(
      await setup.refused('updateProductIntegrationBookmarkConfiguration', { integrationConfigurationId }),
    ).toEqual(['NOT_CONFIGURED']);
    expect(await add('Bookmark', { url: 'https://a.example' })).toEqual([]);
    expect(await add('Bookmark', { url: 'https://a.example' })).toEqual([]);
    expect(await add('OpenIdConnect', oidc)).toEqual(['ALREADY_CONFIGURED']);
    expect(
      await setup.refused('removeProductIntegrationSingleSignOnConfiguration', { integrationConfigurationId }),
    ).toEqual([]);
    const saml = {
      version: '2.0',
      serviceProviderEntityId: 'acme',
      assertionConsumerServiceUrl: 'https://a.example/acs',
    };
    expect(await add('Saml', { ...saml, metadataUrl: 'https://a.example/metadata' })).toEqual([]);
    const selection = 'revision singleSignOn { ... on SamlConfiguration { metadataUrl version } }';
    expect(await setup.read(integrationConfigurationId, selection)).toEqual({
      revision: 4,
      singleSignOn: { metadataUrl: 'https://a.example/metadata', version: '2.0' },
    });
  });

  test('keeps how clients are handed out once it was published, by whatever detour', async () => {
    const id = await setup.create();
    const at = { integrationConfigurationId: id };
    await setup.change('addProductIntegrationOpenIdConnectConfiguration', { ...at, ...oidc });
    const update = (more: object) =>
      setup.refused('updateProductIntegrationOpenIdConnectConfiguration', { ...at, ...more });
    expect(await update({ clientCreationMethod: 'PER_ENVIRONMENT' })).toEqual([]);
    await setup.change('publishProductIntegration', { integrationId: id });
    expect(await update({ clientCreationMethod: 'PER_MARKETPLACE' })).toEqual(['FROZEN_AFTER_PUBLISH']);
    expect(await update({ logoutUrl: 'https://a.example/out' })).toEqual([]);
    expect(await update({ initiateLoginUrl: null })).toEqual(['INPUT_INVALID']);
    await setup.change('removeProductIntegrationSingleSignOnConfiguration', at);
    expect(await setup.refused('addProductIntegrationOpenIdConnectConfiguration', { ...at, ...oidc })).toEqual([
      'FROZEN_AFTER_PUBLISH',
    ]);
  });
});

describe('deleting', () => {
  test('is repeated without harm, destroys secrets, and leaves the id taken and the audit', async () => {
    const id = await setup.create({ name: 'Acme' });
    expect(await setup.refused('deleteProductIntegration', { id, revision: 7 })).toEqual(['REVISION_CONFLICT']);
    for (const _ of [1, 2]) {
      expect(await setup.change('deleteProductIntegration', { id }, 'deletedId')).toEqual({
        deletedId: id,
        userErrors: null,
      });
    }
    expect(await setup.read(id, 'id')).toBeNull();
    expect(await setup.refused('updateProductIntegration', { id, name: 'B' })).toEqual(['NOT_FOUND']);
    expect(await setup.refused('createProductIntegration', { id })).toEqual(['ID_TAKEN']);
    const { data } = await setup.ask(`{ auditEntries(integrationId: "${id}") { nodes { action } } }`);
    expect(data).toEqual({
      auditEntries: { nodes: [{ action: 'deleteProductIntegration' }, { action: 'createProductIntegration' }] },
    });
  });
});

describe('secrets of ours', () => {
  test('the signing secret is rotated: the old one stays valid for as long as asked', async () => {
    const id = await setup.create();
    const rotate = (keepPreviousForHours?: number) =>
      setup.change(
        'rotateProductIntegrationSigningSecret',
        { id, ...(keepPreviousForHours !== undefined && { keepPreviousForHours }) },
        'signingSecret previousValidUntil',
      );
    expect(await rotate(2)).toMatchObject({
      signingSecret: expect.stringMatching(/^whsec_/),
      previousValidUntil: expect.closeTo(setup.now().getTime() + 7_200_000, -3),
    });
    expect(await rotate(0)).toMatchObject({ previousValidUntil: null });
    const replaces = (await setup.read(id, 'signingSecretHint'))?.['signingSecretHint'];
    await setup.change('rotateProductIntegrationSigningSecret', { id, replaces });
    expect(await setup.refused('rotateProductIntegrationSigningSecret', { id, replaces })).toEqual([
      'REVISION_CONFLICT',
    ]);
    expect(await setup.refused('rotateProductIntegrationSigningSecret', { id, keepPreviousForHours: 999 })).toEqual([
      'INPUT_INVALID',
    ]);
    expect(await setup.read(id, 'revision')).toEqual({ revision: 1 });
  });
});

async function idOf(text: string) {
  const { parseIntegrationId } = await import('../../../functions/domain/integrations/integration-ids.ts');
  return parseIntegrationId(text);
}

function fail(): never {
  throw new Error('no id');
}
