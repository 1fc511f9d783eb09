/** What an admin enters in Magento for a product's integration: `endpoint_url` and `identity_link_url`. */
export type ProductUrls = { readonly callback: string; readonly identityLink: string };

/** @param publicUrl origin at which Magento and merchants reach this deployment */
export function productUrls(publicUrl: string, product: string): ProductUrls {
  const origin = publicUrl.replace(/\/+$/, '');
  return { callback: `${origin}/${product}/callback`, identityLink: `${origin}/${product}/login` };
}
