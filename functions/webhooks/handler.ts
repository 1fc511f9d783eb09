import { setTimeout as pause } from 'node:timers/promises';
import { openConnectionRepository } from '../adapters/dynamodb/connection-repository.ts';
import { openDeliveryRepository } from '../adapters/dynamodb/integrations/delivery-repository.ts';
import { openIntegrationHealth, openPassLeases } from '../adapters/dynamodb/integrations/integration-health.ts';
import { openProductRepository } from '../adapters/dynamodb/integrations/product-repository.ts';
import { openPublishedIntegrations } from '../adapters/dynamodb/integrations/published-integrations.ts';
import { openTable } from '../adapters/dynamodb/table.ts';
import { openEventBus } from '../adapters/eventbridge/event-bus.ts';
import { openVendorSender } from '../adapters/http/vendor-request.ts';
import { rememberingVault } from '../adapters/kms/remembering-vault.ts';
import { openVault } from '../adapters/kms/vault.ts';
import { readEnvironment } from '../adapters/lambda/environment.ts';
import { log } from '../adapters/lambda/log.ts';
import { queueHandler } from '../adapters/lambda/queue-handler.ts';
import { openVendorTokens } from '../adapters/oidc/client-credentials.ts';
import { handleMessage } from './handle-message.ts';

const settings = readEnvironment([
  'HANDFAST_TABLE',
  'HANDFAST_KEY',
  'HANDFAST_BUS',
  'HANDFAST_API_URL',
  'HANDFAST_PUBLIC_URL',
  'HANDFAST_STORE_PORTS',
  'HANDFAST_ALLOW_LOOPBACK_STORES',
]);
const now = () => new Date();
const table = openTable(settings.HANDFAST_TABLE);
const { HANDFAST_ALLOW_LOOPBACK_STORES: allowLoopbackStores, HANDFAST_STORE_PORTS: allowedPorts } = settings;
const policy = { allowLoopbackStores, allowedPorts };
const send = openVendorSender(policy);

export const handler = queueHandler(
  handleMessage({
    products: openProductRepository(table),
    integrations: openPublishedIntegrations(table),
    health: openIntegrationHealth(table),
    deliveries: openDeliveryRepository(table),
    leases: openPassLeases(table),
    connections: openConnectionRepository(table),
    vault: rememberingVault(openVault(settings.HANDFAST_KEY), now),
    send,
    ask: openVendorSender({ ...policy, plainLoopback: true }),
    tokens: openVendorTokens(send, now),
    ...openEventBus(settings.HANDFAST_BUS),
    apiUrl: settings.HANDFAST_API_URL,
    publicUrl: settings.HANDFAST_PUBLIC_URL,
    random: Math.random,
    ...{ allowLoopback: allowLoopbackStores, now, pause, log },
  }),
);
