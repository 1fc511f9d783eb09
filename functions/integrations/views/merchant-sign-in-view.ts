import { X509Certificate } from 'node:crypto';
import type { KeptIntegration } from '../../adapters/dynamodb/integrations/integration-item.ts';
import type { MerchantSignIn, OpenIdConnectSignIn, SamlSignIn } from '../../domain/integrations/merchant-sign-in.ts';
import { ownSignInUrls } from '../../domain/product-urls.ts';
import type { ProductRecord } from '../products/product-records.ts';
import type { Session } from '../session.ts';

/** How merchants sign in, as the schema has it: never a secret. What takes reads of products is read when it is asked for. */
export function merchantSignInView(session: Session, kept: KeptIntegration, signIn: MerchantSignIn): object {
  switch (signIn.kind) {
    case 'openIdConnect':
      return openIdView(session, kept, signIn);
    case 'saml':
      return samlView(session, kept, signIn);
    default:
      return signIn satisfies never;
  }
}

function openIdView(session: Session, kept: KeptIntegration, { kind: _, secret, ...shown }: OpenIdConnectSignIn) {
  return {
    __typename: 'MerchantOpenIdConnect',
    ...shown,
    hasSecret: secret !== undefined,
    redirectUris: () => forEachProduct(session, kept, (product, { redirectUri }) => ({ ...product, redirectUri })),
  };
}

function samlView(session: Session, kept: KeptIntegration, { provider, allowSha1, ...signIn }: SamlSignIn) {
  return {
    __typename: 'MerchantSaml',
    entityId: provider?.entityId,
    ssoUrl: provider?.ssoUrl,
    certificates: (provider?.certificates ?? []).map(certificateView),
    metadataUrl: signIn.metadataUrl,
    accountAttribute: signIn.accountAttribute,
    labelAttribute: signIn.labelAttribute,
    allowSha1: allowSha1 === true,
    serviceProviders: () =>
      forEachProduct(session, kept, (product, { entityId, assertionConsumerServiceUrl }) => ({
        ...product,
        entityId,
        assertionConsumerServiceUrl,
        // SAML 2.0 Metadata §4.1: an entity id may be where its metadata are.
        metadataUrl: entityId,
      })),
  };
}

function certificateView(base64: string) {
  const { fingerprint256, validToDate } = new X509Certificate(Buffer.from(base64, 'base64'));
  return { fingerprint: fingerprint256.replaceAll(':', '').toLowerCase(), validUntil: validToDate };
}

type Shown = { readonly product: ProductRecord['uuid']; readonly slug: ProductRecord['slug'] };

/** The linked products that the caller sees. */
async function forEachProduct<T>(
  session: Session,
  { id, products }: KeptIntegration,
  view: (product: Shown, urls: ReturnType<typeof ownSignInUrls>) => T,
): Promise<T[]> {
  const found = await Promise.all(products.map((slug) => session.product(slug)));
  return found.flatMap((one) =>
    one?.integration === id
      ? [view({ product: one.uuid, slug: one.slug }, ownSignInUrls(session.deps.publicUrl, one.slug))]
      : [],
  );
}
