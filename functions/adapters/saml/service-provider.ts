import type { ProductId } from '../../domain/ids.ts';

/** What a deployment signs its requests with, and what answers to it are encrypted for. Both PEM. */
export type SamlKeyPair = { readonly privateKey: string; readonly certificate: string };

/** A product, as identity providers know it. */
export type ServiceProvider = {
  /** Its URL holds its metadata. */
  readonly entityId: string;
  /** Where answers are posted: the assertion consumer service. */
  readonly acsUrl: string;
};

export function serviceProviderOf(publicUrl: string, product: ProductId): ServiceProvider {
  const base = `${publicUrl.replace(/\/+$/, '')}/${product}/saml`;
  return { entityId: `${base}/metadata`, acsUrl: `${base}/acs` };
}
