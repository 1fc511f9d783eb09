import { describe, expect, test } from 'vitest';
import { refusing } from '../graphql-twin.ts';
import { INTEGRATION, INTEGRATION_ID } from '../integration-samples.ts';
import { pageOf } from '../setup.ts';
import { BELOW, fieldOf, walk } from './form-walk.ts';

const HERE = `${BELOW}/merchant-sign-in`;
const mutation = 'setProductIntegrationMerchantSignIn';
const OPEN_ID = {
  ...INTEGRATION,
  merchantSignIn: {
    __typename: 'MerchantOpenIdConnect',
    issuer: 'https://id.example',
    clientId: 'handfast',
    hasSecret: true,
    scope: 'openid email',
    accountClaim: ['org', 'id'],
    clientAuthentication: 'client_secret_post',
  },
};
const SAML = {
  ...INTEGRATION,
  merchantSignIn: {
    __typename: 'MerchantSaml',
    entityId: 'https://idp.example',
    ssoUrl: 'https://idp.example/sso',
    metadataUrl: null,
    accountAttribute: 'org',
    labelAttribute: null,
    allowSha1: false,
  },
};

const cellsOf = (answer: Parameters<typeof pageOf>[0]) =>
  pageOf(answer)
    .querySelectorAll('tbody td')
    .map((cell) => cell.textContent.trim());

describe('the sign-in of merchants', () => {
  test('by OpenID Connect keeps the secret that is not entered again, and never shows it', async () => {
    const { page, inputs } = await walk(HERE, { openIdConnect_scope: 'openid' }, { integrations: [OPEN_ID], mutation });
    const secret = fieldOf(page, 'openIdConnect_clientSecret');
    expect([secret.value, fieldOf(page, 'kind').value]).toEqual(['', 'openIdConnect']);
    expect(inputs).toEqual([
      {
        id: INTEGRATION_ID,
        revision: 4,
        openIdConnect: {
          issuer: 'https://id.example',
          clientId: 'handfast',
          scope: 'openid',
          accountClaim: ['org', 'id'],
          clientAuthentication: 'client_secret_post',
        },
      },
    ]);
  });

  test('by OpenID Connect is set with a secret, which does not come back with an error', async () => {
    const entered = {
      kind: 'openIdConnect',
      openIdConnect_issuer: 'https://id.example/.well-known/openid-configuration',
      openIdConnect_clientId: 'handfast',
      openIdConnect_clientSecret: 'geheim-4711',
    };
    const answer = refusing('INPUT_INVALID', ['openIdConnect', 'issuer'], 'issuer must be the issuer');
    const sent = await walk(HERE, entered, { mutation, answer });
    expect(sent.inputs).toMatchObject([{ openIdConnect: { clientSecret: 'geheim-4711', accountClaim: null } }]);
    expect(sent.answer.status).toBe(422);
    expect(fieldOf(sent.answer, 'openIdConnect_issuer').error).toContain('issuer must be the issuer');
    expect(fieldOf(sent.answer, 'openIdConnect_clientId').value).toBe('handfast');
    expect(fieldOf(sent.answer, 'openIdConnect_clientSecret').error).toContain('please enter it once more');
    expect(sent.answer.body).not.toContain('geheim-4711');
    expect(JSON.stringify(sent.logged)).not.toContain('geheim-4711');
  });

  test('by SAML takes metadata as XML, which come back when they are no use', async () => {
    const xml = '<EntityDescriptor entityID="a&amp;b"/>';
    const answer = refusing('INPUT_INVALID', ['saml', 'metadataXml'], 'no IDPSSODescriptor');
    const entered = { saml_metadataXml: xml, saml_allowSha1: '1', openIdConnect_issuer: 'https://left.example' };
    const sent = await walk(HERE, entered, { integrations: [SAML], mutation, answer });
    expect(sent.inputs).toEqual([
      {
        id: INTEGRATION_ID,
        revision: 4,
        saml: { metadataXml: xml, metadataUrl: null, accountAttribute: 'org', labelAttribute: null, allowSha1: true },
      },
    ]);
    const field = fieldOf(sent.answer, 'saml_metadataXml');
    expect([field.value, field.error]).toEqual([xml, 'This cannot be saved. no IDPSSODescriptor']);
    expect(fieldOf(sent.answer, 'saml_allowSha1').isChecked).toBe(true);
  });

  test('by SAML says at the metadata that they are missing', async () => {
    const answer = refusing('INPUT_INVALID', ['saml'], 'Give metadataXml or metadataUrl: one of them.');
    const sent = await walk(HERE, {}, { integrations: [SAML], mutation, answer });
    expect(fieldOf(sent.answer, 'saml_metadataXml').error).toContain('one of them');
  });

  test('says what has to be registered at the provider, for each product', async () => {
    const redirectUris = [{ product: 'p', slug: 'erp', redirectUri: 'https://handfast.example/erp/return' }];
    const openId = { ...OPEN_ID, merchantSignIn: { ...OPEN_ID.merchantSignIn, redirectUris } };
    const { page } = await walk(HERE, {}, { integrations: [openId], mutation });
    expect(cellsOf(page)).toEqual(['erp', 'https://handfast.example/erp/return']);
    const serviceProviders = [
      { slug: 'erp', entityId: 'https://h.example/sp', assertionConsumerServiceUrl: 'https://h.example/acs' },
    ];
    const saml = { ...SAML, merchantSignIn: { ...SAML.merchantSignIn, serviceProviders } };
    const other = await walk(HERE, {}, { integrations: [saml], mutation });
    expect(cellsOf(other.page)).toEqual(['erp', 'https://h.example/sp', 'https://h.example/acs']);
  });

  test('goes back to the deployment’s own provider', async () => {
    const { inputs, answer } = await walk(HERE, { kind: 'own' }, { integrations: [OPEN_ID], mutation });
    expect(inputs).toEqual([{ id: INTEGRATION_ID, revision: 4 }]);
    expect(answer.status).toBe(303);
  });
});
