import type { KeptIntegration } from '../adapters/dynamodb/integrations/integration-item.ts';
import type { IntegrationRepository } from '../adapters/dynamodb/integrations/integration-repository.ts';
import type { RegisteredClient } from '../domain/api/registered-client.ts';

type Deps = { readonly integrations: Pick<IntegrationRepository, 'find'> };

/** What a client that counts belongs to: an operator's to no integration. */
export type LiveClient = { readonly integration: KeptIntegration | undefined };

/**
 * A client that may still do something. One of an integration counts while the integration lists it: the integration is
 * written last when a client is made, and is gone at once when it is deleted.
 */
export async function findLive({ integrations }: Deps, client: RegisteredClient): Promise<LiveClient | undefined> {
  if (client.revokedAt !== undefined) return undefined;
  if (client.kind === 'operator') return { integration: undefined };
  const integration = client.integration && (await integrations.find(client.integration));
  return integration?.clients.some(({ clientId }) => clientId === client.id) ? { integration } : undefined;
}

export async function isLive(deps: Deps, client: RegisteredClient): Promise<boolean> {
  return (await findLive(deps, client)) !== undefined;
}
