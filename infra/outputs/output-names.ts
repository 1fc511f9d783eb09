/** `erp-lite` as `ErpLite`: names of outputs have letters and digits only. */
export function titleOf(id: string): string {
  return id.replaceAll(/(?:^|-)([a-z0-9])/g, (_, first: string) => first.toUpperCase());
}

/** Names of the outputs that hold a product's URLs. */
export function urlOutputNames(product: string): { readonly callback: string; readonly identityLink: string } {
  return { callback: `${titleOf(product)}CallbackUrl`, identityLink: `${titleOf(product)}LoginUrl` };
}
