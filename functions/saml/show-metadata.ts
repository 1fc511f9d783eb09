import type { HttpHandler } from '../adapters/lambda/http-handler.ts';
import { type SamlKeyPair, serviceProviderOf } from '../adapters/saml/service-provider.ts';
import type { FindProductId } from '../products/published-products.ts';
import type { SamlAdapter } from './lazy-adapter.ts';

export type Deps = {
  readonly findProductId: FindProductId;
  readonly ownKeyPair: () => Promise<SamlKeyPair>;
  readonly saml: Pick<SamlAdapter, 'metadata'>;
  readonly publicUrl: string;
};

/** `GET /{product}/saml/metadata`: what an identity provider is set up with, also before the product signs in by SAML. */
export function showMetadata({ findProductId, ownKeyPair, saml, publicUrl }: Deps): HttpHandler {
  return async (request) => {
    const { id } = await findProductId(request.product);
    const body = await saml.metadata(serviceProviderOf(publicUrl, id), await ownKeyPair());
    const headers = { 'content-type': 'application/samlmetadata+xml', 'x-content-type-options': 'nosniff' };
    return { status: 200, headers, body };
  };
}
