import { openProductRepository } from '../adapters/dynamodb/integrations/product-repository.ts';
import { openPublishedIntegrations } from '../adapters/dynamodb/integrations/published-integrations.ts';
import { openSamlKeys } from '../adapters/dynamodb/saml/saml-keys.ts';
import { openSamlRequests } from '../adapters/dynamodb/saml/saml-requests.ts';
import { openTable } from '../adapters/dynamodb/table.ts';
import { openVendorSender } from '../adapters/http/vendor-request.ts';
import { openVault } from '../adapters/kms/vault.ts';
import type { Environment, VariableName } from '../adapters/lambda/environment.ts';
import { log } from '../adapters/lambda/log.ts';
import { openSignIns } from '../products/product-sign-in.ts';
import { openPublishedFields } from '../products/published-fields.ts';
import { publishedProducts } from '../products/published-products.ts';
import { openRuntimeProducts } from '../products/runtime-products.ts';
import { openIdentityProviders } from './identity-providers.ts';
import { lazySaml as saml } from './lazy-adapter.ts';
import { openOwnKeyPair } from './own-key-pair.ts';

export const VARIABLES = [
  'HANDFAST_TABLE',
  'HANDFAST_KEY',
  'HANDFAST_PUBLIC_URL',
  'HANDFAST_PRODUCTS',
  'HANDFAST_STORE_PORTS',
  'HANDFAST_ALLOW_LOOPBACK_STORES',
] as const satisfies readonly VariableName[];

/** What signing in by SAML takes. */
export function openDependencies(settings: Environment<(typeof VARIABLES)[number]>) {
  const { HANDFAST_PUBLIC_URL: publicUrl, HANDFAST_ALLOW_LOOPBACK_STORES: allowLoopback } = settings;
  const now = () => new Date();
  const table = openTable(settings.HANDFAST_TABLE);
  const vault = openVault(settings.HANDFAST_KEY);
  const productItems = openProductRepository(table);
  const { findId } = publishedProducts(settings.HANDFAST_PRODUCTS, {}, openRuntimeProducts(productItems, now));
  const integrations = openPublishedIntegrations(table);
  const signInOf = openSignIns(openPublishedFields({ productItems, integrations, now }));
  const urls = { allowLoopbackStores: allowLoopback, allowedPorts: settings.HANDFAST_STORE_PORTS };
  const send = openVendorSender(allowLoopback ? { ...urls, plainLoopback: true } : urls);
  const { makeKeyPair } = saml;
  const host = new URL(publicUrl).hostname;
  return {
    findProductId: findId,
    requests: openSamlRequests(table, now),
    identityProviderOf: openIdentityProviders({ signInOf, send, allowLoopback, now }),
    ownKeyPair: openOwnKeyPair({ keys: openSamlKeys(table), vault, makeKeyPair, host, now }),
    ...{ saml, seal: vault.seal, publicUrl, now, log },
  };
}
