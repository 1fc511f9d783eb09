import { afterAll, beforeAll, expect, test } from 'vitest';
import { openProductRepository } from '../../../functions/adapters/dynamodb/integrations/product-repository.ts';
import { openPublishedIntegrations } from '../../../functions/adapters/dynamodb/integrations/published-integrations.ts';
import { sealed } from '../../../functions/adapters/kms/sealed.ts';
import { newIntegrationId } from '../../../functions/domain/integrations/integration-ids.ts';
import type { MerchantSignIn } from '../../../functions/domain/integrations/merchant-sign-in.ts';
import { openSignIns } from '../../../functions/products/product-sign-in.ts';
import { openPublishedFields } from '../../../functions/products/published-fields.ts';
import { makeProduct, publishFields } from '../../journey/integrations/runtime-product.ts';
import { embeddedTable } from '../dynamodb/embedded-table.ts';

let table: Awaited<ReturnType<typeof embeddedTable>>;
let nowMs = Date.parse('2026-11-26T12:00:00Z');
beforeAll(async () => {
  table = await embeddedTable();
});
afterAll(() => table.close());

const warm = () =>
  openSignIns(
    openPublishedFields({
      productItems: openProductRepository(table),
      integrations: openPublishedIntegrations(table),
      now: () => new Date(nowMs),
    }),
  );

const openId: MerchantSignIn = {
  kind: 'openIdConnect',
  issuer: 'https://id.acme.example',
  clientId: 'handfast',
  secret: sealed.parse(new Uint8Array([1, 2, 3])),
  scope: 'openid email',
  accountClaim: ['org', 'id'],
};
const saml: MerchantSignIn = {
  kind: 'saml',
  provider: { entityId: 'urn:idp', ssoUrl: 'https://idp.example/sso', ssoBinding: 'post', certificates: ['MII='] },
  allowSha1: true,
};

test('merchants sign in to a product as is published of its integration, from a minute after a change at the latest', async () => {
  const integration = await publishFields(table, { merchantSignIn: openId });
  const { slug } = await makeProduct(table, 'signs-in', { integration });
  const signInOf = warm();
  expect(await signInOf(slug)).toEqual({ integration, signIn: openId });
  await publishFields(table, { merchantSignIn: saml }, { id: integration, revision: 2 });
  expect(await signInOf(slug)).toEqual({ integration, signIn: openId });
  nowMs += 60_000;
  expect(await signInOf(slug)).toEqual({ integration, signIn: saml });
});

test('a product without a sign-in of its own has none', async () => {
  const { slug } = await makeProduct(table, 'plain', { integration: await publishFields(table, {}) });
  const gone = await makeProduct(table, 'gone', { integration: newIntegrationId() });
  expect(await warm()(slug)).toBeUndefined();
  expect(await warm()(gone.slug)).toBeUndefined();
});
