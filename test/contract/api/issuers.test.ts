import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openIssuers } from '../../../functions/api/connections/issuers.ts';
import { listConnections } from '../../../functions/api/connections/list-connections.ts';
import { moveConnection } from '../../../functions/api/connections/move-connection.ts';
import { parseProductId } from '../../../functions/domain/ids.ts';
import { newIntegrationId } from '../../../functions/domain/integrations/integration-ids.ts';
import type { MerchantSignIn } from '../../../functions/domain/integrations/merchant-sign-in.ts';
import { type ApiSetup, ask, openApiSetup } from './api-setup.ts';

const OWN = 'https://id.example';
const NEW = 'https://id.acme.example';

let setup: ApiSetup;
beforeEach(async () => {
  setup = await openApiSetup();
});
afterEach(() => setup.close());

const list = (query: Record<string, string>) => ask(listConnections(setup.deps), { query });
async function ids(query: Record<string, string>): Promise<unknown[]> {
  const { json } = await list(query);
  return Object(json).items.map(({ id }: { id: string }) => id);
}
const connect = (host: string, issuer: string) => setup.connect(host, 'demo', 'ana', undefined, issuer);

describe('the stores of an account of a product whose sign-in was changed', () => {
  test('are those at its present issuer, then those at the deployment’s own', async () => {
    const [old, now, other] = [
      await connect('old.example', OWN),
      await connect('now.example', NEW),
      await connect('other.example', 'https://id.else.example'),
    ];
    setup.deps.issuersOf.mockResolvedValue({ present: NEW, earlier: [OWN] });
    expect(await ids({ account: 'ana' })).toEqual([now, old]);
    expect(await ids({ account: 'ana', issuer: 'https://id.else.example' })).toEqual([other]);
    expect(await ids({ account: 'ana', issuer: OWN })).toEqual([old]);
    expect(await ids({ account: `${OWN}#ana` })).toEqual([old]);
  });

  test('come page by page, none twice', async () => {
    for (const issuer of [OWN, NEW])
      for (const at of [1, 2, 3]) await connect(`${issuer.length}-${at}.example`, issuer);
    setup.deps.issuersOf.mockResolvedValue({ present: NEW, earlier: [OWN] });
    for (const limit of ['1', '2', '3', '4']) {
      const found: unknown[] = [];
      for (let cursor: string | undefined = ''; cursor !== undefined; ) {
        const { json }: { json: unknown } = await list({ account: 'ana', limit, ...(cursor && { cursor }) });
        found.push(...Object(json).items.map(({ id }: { id: string }) => id));
        cursor = Object(json).next;
      }
      expect(found).toHaveLength(6);
      expect(new Set(found).size).toBe(6);
    }
  });

  test('are found at a SAML identity provider by its issuer', async () => {
    const issuer = 'saml:urn:acme:idp%23a';
    const id = await connect('saml.example', issuer);
    expect(await ids({ account: 'ana', issuer })).toEqual([id]);
    expect(await ids({ account: `${issuer}#ana` })).toEqual([id]);
    expect(await ids({ account: 'ana' })).toEqual([]);
  });
});

test.each([
  [{ issuer: OWN }, 'issuer: must be given with account'],
  [{ account: 'ana', issuer: 'saml:a#b' }, 'issuer: must be an issuer URL'],
  [{ account: 'ana', issuer: 'javascript:1' }, 'issuer: must be an issuer URL'],
])('a list by %j is refused', async (query, problem) => {
  const { status, json } = await list(query);
  expect([status, JSON.stringify(json)]).toEqual([400, expect.stringContaining(problem)]);
});

describe('moving a connection', () => {
  const BEN = { id: 'ben', label: 'Ben' };
  const move = (id: string, body: object) => ask(moveConnection(setup.deps), { id, body });

  test('leads to the account of the present sign-in, unless another issuer is named', async () => {
    const id = await connect('shop.example', OWN);
    setup.deps.issuersOf.mockResolvedValue({ present: NEW, earlier: [OWN] });
    expect((await move(id, BEN)).json).toMatchObject({ account: { issuer: NEW, id: 'ben' } });
    expect((await move(id, { ...BEN, issuer: 'saml:urn:idp' })).json).toMatchObject({
      account: { issuer: 'saml:urn:idp' },
    });
  });

  test('needs an issuer where only metadata at a URL say which it is', async () => {
    const id = await connect('shop.example', OWN);
    setup.deps.issuersOf.mockResolvedValue({ present: undefined, earlier: [OWN] });
    expect(await move(id, BEN)).toMatchObject({ status: 400 });
    expect((await setup.deps.connections.find(id))?.account).toMatchObject({ issuer: OWN, id: 'ana' });
  });
});

test.each<[string, MerchantSignIn | undefined, object]>([
  ['none of its own', undefined, { present: OWN, earlier: [] }],
  [
    'an OpenID provider',
    { kind: 'openIdConnect', issuer: NEW, clientId: 'c', scope: 'openid', accountClaim: ['sub'] },
    { present: NEW, earlier: [OWN] },
  ],
  [
    'SAML metadata',
    { kind: 'saml', provider: { entityId: 'urn:a#b', ssoUrl: '', ssoBinding: 'post', certificates: [] } },
    { present: 'saml:urn:a%23b', earlier: [OWN] },
  ],
  [
    'SAML metadata at a URL',
    { kind: 'saml', metadataUrl: 'https://a.example' },
    { present: undefined, earlier: [OWN] },
  ],
])('the issuers of a product with %s', async (_, signIn, expected) => {
  const integration = newIntegrationId();
  const issuersOf = openIssuers(async () => signIn && { integration, signIn }, OWN);
  expect(await issuersOf(parseProductId('demo'))).toEqual(expected);
});
