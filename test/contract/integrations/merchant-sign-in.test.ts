import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Listings } from '../../../functions/adapters/dynamodb/listings.ts';
import { connectionOf } from '../../unit/popup/popup-setup.ts';
import { entraId, keycloak } from '../../unit/saml/metadata-samples.ts';
import { makeKeys } from '../saml/certificate.ts';
import { type GraphQlSetup, openGraphQl } from './graphql-setup.ts';

let setup: GraphQlSetup;
let certificate: string;
let strangersCertificate: string;
let oldCertificate: string;
let connectedTo: string | undefined;

const byProduct: Listings['byProduct'] = async () => {
  const account = { issuer: connectedTo ?? '', id: 'ana', label: 'Ana' };
  return { items: connectedTo === undefined ? [] : [connectionOf(account)] };
};
beforeAll(async () => {
  setup = await openGraphQl({ listings: { byProduct } });
  const notAfterDate = new Date('2026-12-10T00:00:00Z');
  certificate = (await makeKeys('new', { notAfterDate: new Date('2036-01-01T00:00:00Z') })).base64;
  strangersCertificate = (await makeKeys('new', { notAfterDate: new Date('2036-01-01T00:00:00Z') })).base64;
  oldCertificate = (await makeKeys('old', { notAfterDate })).base64;
});
afterAll(() => setup.close());

const OPEN_ID = { issuer: 'https://id.acme.example', clientId: 'handfast', clientSecret: 'canary-secret' };
const SELECTION = `productIntegration { revision merchantSignIn {
  ... on MerchantOpenIdConnect { issuer clientId hasSecret scope accountClaim clientAuthentication redirectUris { slug redirectUri } }
  ... on MerchantSaml { entityId ssoUrl certificates { validUntil } metadataUrl accountAttribute allowSha1
    serviceProviders { slug entityId assertionConsumerServiceUrl metadataUrl } } } }`;
const FINDINGS = 'findings { severity code path }';

const set = (id: string, input: object, selection = SELECTION) =>
  setup.change('setProductIntegrationMerchantSignIn', { id, ...input }, selection);
const shown = async (id: string, input: object) =>
  (await set(id, input)) as { productIntegration: { merchantSignIn: object | null; revision: number } };

async function found(id: string, version = 'WORKING'): Promise<string[]> {
  const { findings } = (await setup.read(id, FINDINGS, undefined, version)) as {
    findings: { severity: string; code: string; path: string[] }[];
  };
  return findings
    .filter(({ path }) => path[0] === 'merchantSignIn')
    .map(({ severity, code, path }) => `${severity} ${code} ${path.slice(1).join('.')}`.trim());
}

async function linked(id: string): Promise<void> {
  await setup.change('publishProductIntegration', { integrationId: id });
  expect(await setup.refused('linkProductIntegration', { integrationId: id, productId: 'demo' })).toEqual([]);
}
const unlink = (id: string) => setup.refused('unlinkProductIntegration', { integrationId: id, productId: 'demo' });

describe('sign-in at an OpenID provider', () => {
  test.each(['/.well-known/openid-configuration', '/.Well-Known/'])(
    'by the address of its discovery document, %s, is refused, says what to give, and changes nothing',
    async (path) => {
      const id = await setup.create();
      const openIdConnect = { ...OPEN_ID, issuer: `https://id.acme.example${path}` };
      expect((await set(id, { openIdConnect }))['userErrors']).toEqual([
        {
          code: 'INPUT_INVALID',
          path: ['input', 'openIdConnect', 'issuer'],
          message:
            'issuer must be the issuer, as the discovery document writes it in "issuer": not the address of that document, /.well-known/…',
        },
      ]);
      expect(await setup.read(id, 'revision')).toEqual({ revision: 1 });
    },
  );

  test('is shown without its secret, and with what is to be registered for each linked product', async () => {
    const id = await setup.create();
    await linked(id);
    const { productIntegration } = await shown(id, { openIdConnect: OPEN_ID });
    expect(productIntegration.merchantSignIn).toEqual({
      issuer: 'https://id.acme.example',
      clientId: 'handfast',
      hasSecret: true,
      scope: 'openid email',
      accountClaim: ['sub'],
      clientAuthentication: null,
      redirectUris: [{ slug: 'demo', redirectUri: 'https://connect.example/demo/signin/return' }],
    });
    expect(setup.sealedSecrets.at(-1)).toEqual({
      context: { item: `SIGN_IN#${id}`, product: 'integration' },
      secret: { secret: 'canary-secret' },
    });
    await unlink(id);
  });

  test('keeps its secret while it goes to the same client of the same provider, and else drops it', async () => {
    const id = await setup.create();
    await shown(id, { openIdConnect: OPEN_ID });
    const { clientSecret: _, ...again } = OPEN_ID;
    const kept = await shown(id, { openIdConnect: { ...again, scope: 'openid org', accountClaim: ['org', 'id'] } });
    expect(kept.productIntegration.merchantSignIn).toMatchObject({ hasSecret: true, accountClaim: ['org', 'id'] });
    for (const other of [{ issuer: 'https://evil.example' }, { clientId: 'other' }]) {
      await shown(id, { openIdConnect: OPEN_ID });
      const moved = await shown(id, { openIdConnect: { ...again, ...other } });
      expect(moved.productIntegration.merchantSignIn).toMatchObject({ hasSecret: false });
      expect(await found(id)).toContain('ERROR SECRET_MISSING clientSecret');
    }
  });

  test('changes nothing when it is set again as it is', async () => {
    const id = await setup.create();
    await shown(id, { openIdConnect: OPEN_ID });
    const { clientSecret: _, ...again } = OPEN_ID;
    expect((await shown(id, { openIdConnect: again })).productIntegration.revision).toBe(2);
  });

  test.each([
    ['http://id.acme.example', ['ERROR URL_NOT_HTTPS issuer']],
    ['https://localhost/x', ['ERROR URL_NOT_PUBLIC issuer']],
    ['id.acme.example', ['ERROR URL_INVALID issuer']],
    ['https://id.acme.example/?a', ['ERROR ISSUER_INVALID issuer']],
    ['https://id.acme.example', []],
  ])('of the issuer %s has the findings %j', async (issuer, expected) => {
    const id = await setup.create();
    await shown(id, { openIdConnect: { ...OPEN_ID, issuer } });
    expect(await found(id)).toEqual(expected);
  });

  test('without openid in its scope, or without a client id, has errors', async () => {
    const id = await setup.create();
    await shown(id, { openIdConnect: { ...OPEN_ID, clientId: '', scope: 'email' } });
    expect(await found(id)).toEqual(['ERROR CLIENT_ID_MISSING clientId', 'ERROR SCOPE_INVALID scope']);
  });

  test('goes when it is unset: merchants sign in at the deployment’s own provider', async () => {
    const id = await setup.create();
    await shown(id, { openIdConnect: OPEN_ID });
    expect((await shown(id, {})).productIntegration.merchantSignIn).toBeNull();
    expect((await shown(id, { openIdConnect: null })).productIntegration.revision).toBe(3);
  });

  test('is published and rolled back with the rest', async () => {
    const id = await setup.create();
    await shown(id, { openIdConnect: OPEN_ID });
    const selection = 'productIntegration { id merchantSignIn { ... on MerchantOpenIdConnect { issuer hasSecret } } }';
    const { productIntegration } = (await setup.change(
      'publishProductIntegration',
      { integrationId: id },
      selection,
    )) as {
      productIntegration: { id: string; merchantSignIn: object };
    };
    expect(productIntegration.merchantSignIn).toEqual({ issuer: OPEN_ID.issuer, hasSecret: true });
    await shown(id, {});
    const back = await setup.change(
      'rollbackProductIntegration',
      { integrationId: id, toId: productIntegration.id },
      selection,
    );
    expect(back).toMatchObject({ productIntegration: { merchantSignIn: { issuer: OPEN_ID.issuer, hasSecret: true } } });
  });
});

describe('sign-in at a SAML identity provider', () => {
  test('is read from its metadata, and shown with what is to be registered for each linked product', async () => {
    const id = await setup.create();
    await linked(id);
    const metadataXml = keycloak(certificate, oldCertificate);
    const { productIntegration } = await shown(id, { saml: { metadataXml, accountAttribute: 'org' } });
    expect(productIntegration.merchantSignIn).toEqual({
      entityId: 'https://id.example/realms/acme',
      ssoUrl: 'https://id.example/realms/acme/protocol/saml',
      certificates: [{ validUntil: Date.parse('2036-01-01T00:00:00Z') }],
      metadataUrl: null,
      accountAttribute: 'org',
      allowSha1: false,
      serviceProviders: [
        {
          slug: 'demo',
          entityId: 'https://connect.example/demo/saml/metadata',
          assertionConsumerServiceUrl: 'https://connect.example/demo/saml/acs',
          metadataUrl: 'https://connect.example/demo/saml/metadata',
        },
      ],
    });
    expect(await found(id)).toEqual([]);
    await unlink(id);
  });

  test.each([
    ['metadata that are none', { metadataXml: '<a/>' }, ['saml', 'metadataXml']],
    ['metadata with entities', { metadataXml: '<!DOCTYPE a [<!ENTITY b "c">]><a/>' }, ['saml', 'metadataXml']],
    ['no metadata', {}, ['saml']],
    ['metadata twice', { metadataXml: '<a/>', metadataUrl: 'https://a.example' }, ['saml']],
  ])('with %s is refused, and changes nothing', async (_, saml, path) => {
    const id = await setup.create();
    const { userErrors } = await set(id, { saml });
    expect(userErrors).toMatchObject([{ code: 'INPUT_INVALID', path: ['input', ...path] }]);
    expect(await setup.read(id, 'revision')).toEqual({ revision: 1 });
  });

  test('whose certificates are all replaced, under the same entity id, is warned of until it is published', async () => {
    const id = await setup.create();
    const give = (...certificates: [string, string]) =>
      shown(id, { saml: { metadataXml: entraId(...certificates), accountAttribute: 'org' } });
    await give(certificate, certificate);
    await setup.change('publishProductIntegration', { integrationId: id });
    await give(strangersCertificate, strangersCertificate);
    expect(await found(id)).toEqual(['WARNING CERTIFICATES_REPLACED metadataXml']);
    expect(await found(id, 'PUBLISHED')).toEqual([]);
    await give(strangersCertificate, certificate);
    expect(await found(id)).toEqual([]);
    await give(strangersCertificate, strangersCertificate);
    await setup.change('publishProductIntegration', { integrationId: id });
    expect(await found(id)).toEqual([]);
  });

  test('at both kinds of provider is refused', async () => {
    const id = await setup.create();
    const { userErrors } = await set(id, { openIdConnect: OPEN_ID, saml: { metadataUrl: 'https://a.example' } });
    expect(userErrors).toMatchObject([{ code: 'INPUT_INVALID' }]);
  });

  test('says what may surprise: a certificate that ends, SHA-1, NameIDs, a metadata URL over plain http', async () => {
    const id = await setup.create();
    await shown(id, { saml: { metadataXml: keycloak(oldCertificate, certificate), allowSha1: true } });
    expect(await found(id)).toEqual([
      'WARNING CERTIFICATE_EXPIRING metadataXml',
      'WARNING ACCOUNT_BY_NAME_ID accountAttribute',
      'WARNING SHA1_ALLOWED allowSha1',
    ]);
    await shown(id, { saml: { metadataUrl: 'http://idp.example/metadata', accountAttribute: 'org' } });
    expect(await found(id)).toEqual(['ERROR URL_NOT_HTTPS metadataUrl']);
  });
});

describe('a sign-in that makes strangers of known accounts', () => {
  test('is warned of while stores are connected, and not otherwise', async () => {
    const id = await setup.create();
    await shown(id, { openIdConnect: OPEN_ID });
    await linked(id);
    connectedTo = undefined;
    await shown(id, { openIdConnect: { ...OPEN_ID, accountClaim: ['org'] } });
    expect(await found(id)).toEqual([]);
    connectedTo = OPEN_ID.issuer;
    expect(await found(id)).toEqual(['WARNING ISSUER_CHANGED']);
    expect(await found(id, 'PUBLISHED')).toEqual([]);
    await shown(id, { openIdConnect: { ...OPEN_ID, scope: 'openid', clientId: 'another' } });
    expect(await found(id)).toEqual([]);
    await shown(id, {});
    expect(await found(id)).toEqual(['WARNING ISSUER_CHANGED']);
    await unlink(id);
  });

  test('is warned of in the published version too, where a product with stores was linked to it', async () => {
    const id = await setup.create();
    await shown(id, { openIdConnect: OPEN_ID });
    connectedTo = 'https://id.deployment.example';
    await linked(id);
    expect(await found(id, 'PUBLISHED')).toEqual(['WARNING ISSUER_CHANGED']);
    await unlink(id);
  });
});
