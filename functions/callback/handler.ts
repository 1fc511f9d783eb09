import { openActivationRepository } from '../adapters/dynamodb/activations/activation-repository.ts';
import { openProductRepository } from '../adapters/dynamodb/integrations/product-repository.ts';
import { openKeyRepository } from '../adapters/dynamodb/keys/key-repository.ts';
import { openTable } from '../adapters/dynamodb/table.ts';
import { assertCallable } from '../adapters/http/url-policy.ts';
import { openVault } from '../adapters/kms/vault.ts';
import { readEnvironment } from '../adapters/lambda/environment.ts';
import { httpHandler } from '../adapters/lambda/http-handler.ts';
import { log } from '../adapters/lambda/log.ts';
import { problem } from '../adapters/lambda/problem-document.ts';
import { publishedProducts } from '../products/published-products.ts';
import { openRuntimeProducts } from '../products/runtime-products.ts';
import { receiveCallback } from './receive-callback.ts';

const settings = readEnvironment([
  'HANDFAST_TABLE',
  'HANDFAST_KEY',
  'HANDFAST_PRODUCTS',
  'HANDFAST_STORE_PORTS',
  'HANDFAST_ALLOW_LOOPBACK_STORES',
]);
const policy = {
  allowLoopbackStores: settings.HANDFAST_ALLOW_LOOPBACK_STORES,
  allowedPorts: settings.HANDFAST_STORE_PORTS,
};
if (policy.allowLoopbackStores) log('loopback_stores_allowed');

const table = openTable(settings.HANDFAST_TABLE);
const now = () => new Date();
const runtime = openRuntimeProducts(openProductRepository(table), now);

export const handler = httpHandler(
  {
    'POST /{product}/callback': receiveCallback({
      findProduct: publishedProducts(settings.HANDFAST_PRODUCTS, {}, runtime).findId,
      callable: (store) => assertCallable(store, policy),
      seal: openVault(settings.HANDFAST_KEY).seal,
      keys: openKeyRepository(table, now),
      recordRefused: openActivationRepository(table, now).recordRefused,
      now,
      log,
    }),
  },
  problem,
);
