import { describe, expect, test } from 'vitest';
import { graphQlTwin, refusing } from '../graphql-twin.ts';
import { INTEGRATION, INTEGRATION_ID } from '../integration-samples.ts';
import { consoleFor, pageOf, textOf } from '../setup.ts';
import { BELOW, fieldOf, walk } from './form-walk.ts';

const HERE = `${BELOW}/sign-on`;
const NONE = { ...INTEGRATION, singleSignOn: null };
const OPEN_ID = {
  __typename: 'OpenIdConnectConfiguration',
  clientCreationMethod: 'PER_MARKETPLACE',
  grantTypes: ['AUTHORIZATION_CODE'],
  redirectUrls: ['https://erp.example/a', 'https://erp.example/b'],
  allowOidcScope: true,
  allowUserScopes: null,
  allowRoleScopes: false,
  allowedScopes: null,
  initiateLoginUrl: 'https://erp.example/login',
  logoutUrl: null,
};
const WITH_OPEN_ID = { ...INTEGRATION, singleSignOn: OPEN_ID };

describe('the way into the product', () => {
  test('is added as one of three kinds, with the fields of that kind alone', async () => {
    const mutation = 'addProductIntegrationSamlConfiguration';
    const entered = {
      kind: 'saml',
      bookmark_url: 'https://left.example/',
      saml_version: '2.0',
      saml_serviceProviderEntityId: ' https://erp.example/saml ',
      saml_assertionConsumerServiceUrl: 'https://erp.example/acs',
    };
    const { answer, inputs } = await walk(HERE, entered, { integrations: [NONE], mutation });
    expect(inputs).toEqual([
      {
        integrationConfigurationId: INTEGRATION_ID,
        revision: 4,
        version: '2.0',
        serviceProviderEntityId: 'https://erp.example/saml',
        assertionConsumerServiceUrl: 'https://erp.example/acs',
        serviceProviderInitiatedLoginUrl: null,
        metadataUrl: null,
        nameId: null,
        nameIdFormat: null,
        relayState: null,
        identityProviderEntityId: null,
      },
    ]);
    expect(answer.headers?.['location']).toBe(`${BELOW}?done=integration_saved`);
  });

  test('is changed in its own kind, with lists of one entry a line and boxes', async () => {
    const mutation = 'updateProductIntegrationOpenIdConnectConfiguration';
    const entered = {
      openIdConnect_redirectUrls: 'https://erp.example/a\r\n\r\n https://erp.example/c \r\n',
      openIdConnect_grantTypes_REFRESH_TOKEN: '1',
    };
    const { page, inputs } = await walk(HERE, entered, { integrations: [WITH_OPEN_ID], mutation });
    expect(fieldOf(page, 'openIdConnect_redirectUrls').value).toBe('https://erp.example/a\r\nhttps://erp.example/b');
    expect(fieldOf(page, 'openIdConnect_allowOidcScope').isChecked).toBe(true);
    expect(fieldOf(page, 'bookmark_url').value).toBeUndefined();
    expect(inputs).toMatchObject([
      {
        clientCreationMethod: 'PER_MARKETPLACE',
        grantTypes: ['AUTHORIZATION_CODE', 'REFRESH_TOKEN'],
        redirectUrls: ['https://erp.example/a', 'https://erp.example/c'],
        allowedScopes: [],
        allowOidcScope: true,
        allowRoleScopes: false,
        logoutUrl: null,
      },
    ]);
  });

  test('keeps the way clients are handed out once it is published', async () => {
    const published = { ...INTEGRATION.published, singleSignOn: OPEN_ID };
    const mutation = 'updateProductIntegrationOpenIdConnectConfiguration';
    const free = await walk(HERE, {}, { integrations: [WITH_OPEN_ID], mutation });
    expect(fieldOf(free.page, 'openIdConnect_clientCreationMethod').options).toHaveLength(3);
    const { page, answer } = await walk(
      HERE,
      { openIdConnect_clientCreationMethod: 'PER_ENVIRONMENT' },
      {
        integrations: [{ ...WITH_OPEN_ID, published }],
        mutation,
        answer: refusing('FROZEN_AFTER_PUBLISH', ['clientCreationMethod']),
      },
    );
    expect(fieldOf(page, 'openIdConnect_clientCreationMethod').options).toEqual(['PER_MARKETPLACE']);
    expect(answer.status).toBe(422);
    expect(fieldOf(answer, 'openIdConnect_clientCreationMethod').error).toContain('This stays as it was published.');
  });

  test('says at a field what is missing, before anything is sent, and keeps the others', async () => {
    const mutation = 'addProductIntegrationOpenIdConnectConfiguration';
    const entered = { kind: 'openIdConnect', openIdConnect_logoutUrl: 'https://erp.example/out' };
    const { answer, inputs } = await walk(HERE, entered, { integrations: [NONE], mutation });
    expect([answer.status, inputs]).toEqual([422, []]);
    expect(fieldOf(answer, 'openIdConnect_initiateLoginUrl').error).toContain('must not be empty');
    expect(fieldOf(answer, 'openIdConnect_logoutUrl').value).toBe('https://erp.example/out');
    expect(fieldOf(answer, 'kind').value).toBe('openIdConnect');
  });

  test('shows both changes where somebody else has saved meanwhile', async () => {
    const theirs = {
      ...WITH_OPEN_ID,
      revision: 5,
      singleSignOn: {
        ...OPEN_ID,
        initiateLoginUrl: 'https://theirs.example/',
        logoutUrl: 'https://theirs.example/out',
        redirectUrls: ['https://theirs.example/a'],
      },
    };
    const { answer } = await walk(
      HERE,
      { openIdConnect_initiateLoginUrl: 'https://mine.example/' },
      {
        integrations: [WITH_OPEN_ID, WITH_OPEN_ID, theirs],
        mutation: 'updateProductIntegrationOpenIdConnectConfiguration',
        answer: refusing('REVISION_CONFLICT', ['revision']),
      },
    );
    expect(answer.status).toBe(409);
    expect(textOf(answer)).toContain(
      'saved this integration while you were editing. These fields have changed meanwhile: Address where the sign-in begins, Address where the session ends, Redirect URLs.',
    );
    const mine = fieldOf(answer, 'openIdConnect_initiateLoginUrl');
    expect([mine.value, mine.error]).toEqual([
      'https://mine.example/',
      'Changed meanwhile to https://theirs.example/. If you save, your value replaces it.',
    ]);
    expect(fieldOf(answer, 'openIdConnect_logoutUrl').value).toBe('https://theirs.example/out');
    expect(fieldOf(answer, 'openIdConnect_redirectUrls').value).toBe('https://theirs.example/a');
    expect(pageOf(answer).querySelector('main input[name=revision]')?.getAttribute('value')).toBe('5');
  });

  test('is removed from the revision that was read', async () => {
    const twin = graphQlTwin({
      productIntegration: WITH_OPEN_ID,
      removeProductIntegrationSingleSignOnConfiguration: { userErrors: null },
    });
    const { get, post, csrf } = await consoleFor({ graphQl: twin.graphQl });
    const forms = pageOf(await get(HERE)).querySelectorAll('main form');
    expect(forms.map((form) => form.getAttribute('action'))).toEqual([HERE, `${HERE}/remove`]);
    await post(`${HERE}/remove`, { csrf, revision: '4' });
    expect(twin.inputsOf('removeProductIntegrationSingleSignOnConfiguration')).toEqual([
      { integrationConfigurationId: INTEGRATION_ID, revision: 4 },
    ]);
  });
});

describe('forms of an integration', () => {
  const LOCKED = { ...INTEGRATION, readOnlyInConsole: true };
  const PATHS = ['sign-on', 'merchant-sign-in', 'questions', 'channel'];

  test.each(PATHS)('%s: none where more than one product uses it, and none for viewers', async (path) => {
    const twin = graphQlTwin({ productIntegration: LOCKED });
    const operator = await consoleFor({ graphQl: twin.graphQl });
    expect((await operator.get(`${BELOW}/${path}`)).status).toBe(403);
    expect((await operator.post(`${BELOW}/${path}`)).status).toBe(403);
    const open = graphQlTwin({ productIntegration: INTEGRATION });
    const viewer = await consoleFor({ graphQl: open.graphQl, role: 'viewer' });
    expect((await viewer.get(`${BELOW}/${path}`)).status).toBe(403);
    expect((await viewer.post(`${BELOW}/${path}`)).status).toBe(403);
    expect([...twin.asked, ...open.asked].filter(({ query }) => query.startsWith('mutation'))).toEqual([]);
  });

  test('are reached from the page of the integration, by whoever may use them', async () => {
    const below = async (integration: object, role: 'operator' | 'viewer') => {
      const { get } = await consoleFor({ graphQl: graphQlTwin({ productIntegration: integration }).graphQl, role });
      const links = pageOf(await get(BELOW)).querySelectorAll('main .plain a');
      return links.map((link) => link.getAttribute('href')?.slice(BELOW.length + 1));
    };
    const secrets = ['clients', 'signing-secret'];
    expect(await below(INTEGRATION, 'operator')).toEqual([...PATHS, ...secrets]);
    expect(await below(LOCKED, 'operator')).toEqual(secrets);
    expect(await below(INTEGRATION, 'viewer')).toEqual(secrets);
  });
});
