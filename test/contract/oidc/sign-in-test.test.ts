import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openVendorSender } from '../../../functions/adapters/http/vendor-request.ts';
import { sealed } from '../../../functions/adapters/kms/sealed.ts';
import { newIntegrationId } from '../../../functions/domain/integrations/integration-ids.ts';
import type { MerchantSignIn, OpenIdConnectSignIn } from '../../../functions/domain/integrations/merchant-sign-in.ts';
import { testSignIn } from '../../../functions/webhooks/sign-in-test.ts';
import { listen, shut } from '../../../infra/local/aws/aws-json.ts';
import { okta } from '../../unit/saml/metadata-samples.ts';
import { makeKeys } from '../saml/certificate.ts';
import { CLIENT_ID, CLIENT_SECRET, REDIRECT_URI } from './provider.ts';
import { begun } from './started-sign-in.ts';

const LOCAL = { allowLoopbackStores: true, allowedPorts: [], plainLoopback: true } as const;
const SECRET = sealed.parse(new Uint8Array([1]));

/** What a test finds, each step in a line. */
async function found(
  signIn: MerchantSignIn,
  { secret = CLIENT_SECRET, policy = LOCAL as object, allowLoopback = true } = {},
) {
  const vault = {
    open: async (_: unknown, __: unknown, shape: { parse: (value: unknown) => never }) => shape.parse({ secret }),
  };
  const ask = openVendorSender({ ...LOCAL, ...policy });
  const deps = { ask, allowLoopback, vault: vault as never, now: () => new Date('2026-11-26') };
  const { success, steps } = await testSignIn(deps, newIntegrationId(), signIn, REDIRECT_URI);
  for (const { milliseconds } of steps) expect(milliseconds).toBeGreaterThanOrEqual(0);
  expect(success).toBe(steps.every((step) => step.success));
  return steps.map(({ step, error, message }) => [step, error, message].filter(Boolean).join(' '));
}

const openId = (issuer: string, more: Partial<OpenIdConnectSignIn> = {}): MerchantSignIn => ({
  kind: 'openIdConnect',
  ...{ issuer, clientId: CLIENT_ID, secret: SECRET, scope: 'openid', accountClaim: ['sub'] },
  ...more,
});

describe('a test of sign-in at an OpenID provider', () => {
  test('tries discovery, keys and the client, without a merchant', async () => {
    const { issuer, stage } = await begun();
    expect(await found(openId(issuer))).toEqual(['DISCOVERY', 'KEYS', 'CLIENT']);
    expect(stage.seen).toEqual(['GET /.well-known/openid-configuration', 'GET /jwks', 'POST /token']);
  });

  test.each([
    ['another secret', 'x'.repeat(20), {}],
    ['another client', CLIENT_SECRET, { clientId: 'somebody' }],
  ])('finds %s', async (_, secret, more) => {
    const { issuer } = await begun();
    expect((await found(openId(issuer, more), { secret })).at(-1)).toBe('CLIENT client_refused invalid_client');
  });

  test('finds a secret that was dropped', async () => {
    const { issuer } = await begun();
    expect((await found(openId(issuer, { secret: undefined }))).at(-1)).toBe('CLIENT secret_missing SECRET_MISSING');
  });

  test('finds an issuer that writes itself in another way: accounts would have another name', async () => {
    const { issuer } = await begun();
    expect(await found(openId(`${issuer}/`))).toEqual(['DISCOVERY issuer_differs ISSUER_WRITTEN_OTHERWISE']);
  });

  test('finds the address of a discovery document, which may name anybody as its issuer', async () => {
    const { issuer } = await begun();
    expect(await found(openId(`${issuer}/.well-known/openid-configuration`))).toEqual([
      'DISCOVERY issuer_differs ISSUER_WRITTEN_OTHERWISE',
    ]);
  });

  test('finds a provider without keys', async () => {
    const { issuer, stage } = await begun();
    stage.intercept = ({ url }, response) => url === '/jwks' && response.end('{"keys":[]}') !== undefined;
    expect((await found(openId(issuer))).at(-1)).toBe('KEYS keys_missing NO_KEY');
  });

  test('finds what is no provider, is not there, or must not be asked', async () => {
    const { issuer, stage } = await begun();
    stage.intercept = (_, response) => response.writeHead(500).end('no') !== undefined;
    expect(await found(openId(issuer))).toEqual(['DISCOVERY status STATUS_500']);
    expect(await found(openId('http://127.0.0.1:1'))).toEqual(['DISCOVERY unreachable ECONNREFUSED']);
    expect(await found(openId('nowhere'))).toEqual(['DISCOVERY url_refused malformed']);
    const policy = { allowLoopbackStores: false };
    expect(await found(openId(issuer), { policy })).toEqual(['DISCOVERY url_refused not_public']);
    expect(await found(openId('https://10.0.0.1'), { policy })).toEqual(['DISCOVERY url_refused not_public']);
  });
});

describe('a test of sign-in at a SAML identity provider', () => {
  let metadata = '';
  const server = createServer((_, response) => void response.end(metadata));
  let url: string;
  beforeAll(async () => {
    url = `http://127.0.0.1:${await listen(server, 0)}/metadata`;
  });
  afterAll(() => shut(server));

  test('reads its metadata and looks at its certificates', async () => {
    metadata = okta((await makeKeys('a', { notAfterDate: new Date('2036-01-01') })).base64);
    expect(await found({ kind: 'saml', metadataUrl: url })).toEqual(['METADATA']);
    const notBeforeDate = new Date('2020-01-01');
    metadata = okta((await makeKeys('b', { notBeforeDate, notAfterDate: new Date('2026-01-01') })).base64);
    expect(await found({ kind: 'saml', metadataUrl: url })).toEqual(['METADATA metadata_invalid CERTIFICATE_EXPIRED']);
    metadata = '<a/>';
    expect(await found({ kind: 'saml', metadataUrl: url })).toEqual(['METADATA metadata_invalid not_metadata']);
    const policy = { allowLoopbackStores: false };
    expect(await found({ kind: 'saml', metadataUrl: url }, { policy })).toEqual(['METADATA url_refused not_public']);
  });

  test('reads metadata as long as sign-in does: those of ADFS and Entra ID have 90 KB', async () => {
    const own = okta((await makeKeys('c', { notAfterDate: new Date('2036-01-01') })).base64);
    const longer = (bytes: number) => own.replace('</md:EntityDescriptor>', `${' '.repeat(bytes)}$&`);
    metadata = longer(90 * 1024);
    expect(metadata.length).toBeGreaterThan(90 * 1024);
    expect(await found({ kind: 'saml', metadataUrl: url })).toEqual(['METADATA']);
    metadata = longer(512 * 1024);
    expect(await found({ kind: 'saml', metadataUrl: url })).toEqual(['METADATA answer OVERSIZE']);
  });

  test('finds an address without TLS, which sign-in refuses', async () => {
    metadata = okta((await makeKeys('d', { notAfterDate: new Date('2036-01-01') })).base64).replaceAll(
      /Location="https:/g,
      'Location="http:',
    );
    const signIn = { kind: 'saml', metadataUrl: url } as const;
    expect(await found(signIn, { allowLoopback: false })).toEqual(['METADATA metadata_invalid SSO_URL_NOT_HTTPS']);
    expect(await found(signIn)).toEqual(['METADATA']);
  });
});
