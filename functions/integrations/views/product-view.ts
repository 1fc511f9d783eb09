import { productUrls } from '../../domain/product-urls.ts';
import type { ProductRecord } from '../products/product-records.ts';
import type { Session } from '../session.ts';
import { workingView } from './integration-view.ts';

/** A product, as the schema has it. */
export function productView(session: Session, product: ProductRecord): object {
  const { uuid, slug, name, supportUrl, languages, logo, source, revision, integration, isStored } = product;
  const { callback, identityLink } = productUrls(session.deps.publicUrl, slug);
  return {
    id: uuid,
    // Products have one version; AppDirect's guide shows this one.
    version: 'WORKING',
    slug,
    name,
    supportUrl,
    languages,
    logo,
    revision,
    readOnly: source === 'settings',
    createdOn: isStored ? product.createdAt : null,
    lastModified: isStored ? product.modifiedAt : null,
    callbackUrl: callback,
    loginUrl: identityLink,
    integration: async () => {
      const linked = integration && (await session.integration(integration));
      return linked === undefined ? null : workingView(session, linked);
    },
  };
}
