import { readEnvironment } from '../adapters/edge/environment.ts';
import { log } from '../adapters/edge/log.ts';
import { problem } from '../adapters/edge/problem.ts';
import { servedProducts } from '../adapters/edge/products.ts';
import { webDoor } from '../adapters/edge/web-door.ts';
import { assertCallable } from '../adapters/magento/callable.ts';
import { openActivations } from '../adapters/table/activations.ts';
import { openTable } from '../adapters/table/client.ts';
import { openVault } from '../adapters/vault/vault.ts';
import { receiveCallback } from './receive.ts';

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

export const handler = webDoor(
  {
    'POST /{product}/callback': receiveCallback({
      product: servedProducts(settings.HANDFAST_PRODUCTS),
      callable: (store) => assertCallable(store, policy),
      seal: openVault(settings.HANDFAST_KEY).seal,
      keep: openActivations(openTable(settings.HANDFAST_TABLE), () => new Date()).keep,
      log,
    }),
  },
  problem,
);
