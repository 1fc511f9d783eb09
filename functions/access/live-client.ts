import type { ClientRepository } from '../adapters/dynamodb/client-repository.ts';
import type { IntegrationRepository } from '../adapters/dynamodb/integrations/integration-repository.ts';
import type { RegisteredClient } from '../domain/api/registered-client.ts';

type Deps = {
  readonly clients: Pick<ClientRepository, 'find'>;
  readonly integrations: Pick<IntegrationRepository, 'find'>;
};

/**
 * Whether a client may still do anything. One of an integration counts while the integration lists it: the integration is
 * written last when a client is made, and is gone at once when it is deleted.
 */
export async function isLive({ integrations }: Deps, client: RegisteredClient): Promise<boolean> {
  if (client.revokedAt !== undefined) return false;
  if (client.kind === 'operator') return true;
  const integration = client.integration && (await integrations.find(client.integration));
  return integration?.clients.some(({ clientId }) => clientId === client.id) ?? false;
}
