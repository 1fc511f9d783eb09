import { openConnectionRepository } from '../../../functions/adapters/dynamodb/connection-repository.ts';
import { openDeliveryRepository } from '../../../functions/adapters/dynamodb/integrations/delivery-repository.ts';
import {
  openIntegrationHealth,
  openPassLeases,
} from '../../../functions/adapters/dynamodb/integrations/integration-health.ts';
import { openPublishedIntegrations } from '../../../functions/adapters/dynamodb/integrations/published-integrations.ts';
import type { SendToVendor } from '../../../functions/adapters/http/vendor-request.ts';
import { openVendorTokens } from '../../../functions/adapters/oidc/client-credentials.ts';
import { EVENTS_VERSION } from '../../../functions/domain/events.ts';
import { newConnectionId, parseProductId } from '../../../functions/domain/ids.ts';
import { parseIntegrationId, settingsProductUuid } from '../../../functions/domain/integrations/integration-ids.ts';
import { receiveEvent } from '../../../functions/webhooks/receive-event.ts';
import type { GraphQlSetup } from './graphql-setup.ts';

const SIGNING_SECRET = `whsec_${Buffer.alloc(24, 1).toString('base64')}`;
const product = parseProductId('demo');

/** The function that delivers events, warm, on the table that GraphQL writes to; all URLs take everything. */
export function openEventSender({ table, now }: Pick<GraphQlSetup, 'table' | 'now'>) {
  let called: string[] = [];
  let number = 0;
  const send: SendToVendor = async ({ url }) => {
    called.push(url);
    return { status: 200, headers: {}, body: '' };
  };
  const integrations = openPublishedIntegrations(table);
  const deps = {
    integrations,
    health: openIntegrationHealth(table),
    deliveries: openDeliveryRepository(table),
    leases: openPassLeases(table),
    connections: openConnectionRepository(table),
    vault: {
      open: async <T>(_: unknown, __: unknown, shape: { parse(value: unknown): T }) =>
        shape.parse({ secret: SIGNING_SECRET }),
    },
    send,
    tokens: openVendorTokens(send, now),
    announce: async () => {},
    allowLoopback: false,
    ask: async () => {
      throw new Error('no provider');
    },
    publicUrl: 'https://connect.example',
    apiUrl: 'https://api.example/v1',
    now,
    random: () => 0.5,
    pause: async () => {},
    log: () => {},
  };

  /**
   * A store is connected to the product that uses an integration.
   *
   * @returns the URLs that were called
   */
  return async (id: string): Promise<readonly string[]> => {
    called = [];
    number += 1;
    const at = now().toISOString();
    const times = { createdAt: at, modifiedAt: at, revision: 1 };
    const names = { slug: product, uuid: settingsProductUuid(product), source: 'settings', name: 'Demo' } as const;
    const found = { ...names, ...times, owner: 'settings', integration: parseIntegrationId(id) };
    const connected = { activation: `act_${number}`, connection: newConnectionId(), account: 'https://id.example#ana' };
    await receiveEvent(
      { ...deps, products: { find: async () => found } },
      {
        type: 'connection.created',
        detail: { id: `evt_${number}`, version: EVENTS_VERSION, product, host: 'shop.example', time: at, ...connected },
      },
    );
    return called;
  };
}
