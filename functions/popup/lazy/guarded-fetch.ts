import type { UrlPolicy } from '../../adapters/http/url-policy.ts';
import type { Send } from '../../adapters/oidc/repeat-reads.ts';

/** `fetch` by way of the address guard, loaded when it is first needed: most deployments have one provider for all products. */
export function openGuardedFetchLazily(policy: UrlPolicy): Send {
  let loaded: Promise<Send> | undefined;
  return async (url, options) => {
    loaded ??= load(policy);
    return (await loaded)(url, options);
  };
}

async function load(policy: UrlPolicy): Promise<Send> {
  const [{ vendorFetch }, { openVendorSender }] = await Promise.all([
    import('../../adapters/http/vendor-fetch.ts'),
    import('../../adapters/http/vendor-request.ts'),
  ]);
  return vendorFetch(openVendorSender({ ...policy, plainLoopback: true }));
}
