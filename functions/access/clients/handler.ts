import { openClientRepository } from '../../adapters/dynamodb/clients/client-repository.ts';
import { openClientUses } from '../../adapters/dynamodb/clients/client-uses.ts';
import { openProductRepository } from '../../adapters/dynamodb/integrations/product-repository.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { apiHandler } from '../../adapters/lambda/api-handler.ts';
import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { problemIn } from '../../adapters/lambda/problem-document.ts';
import { parseProductId } from '../../domain/ids.ts';
import { API_REFUSALS } from '../../domain/refusals/api-refusals.ts';
import { createClient, listClients, revokeClient } from './operator-clients.ts';

const settings = readEnvironment(['HANDFAST_TABLE', 'HANDFAST_API_URL', 'HANDFAST_PRODUCTS']);
const table = openTable(settings.HANDFAST_TABLE);
const { slugs } = openProductRepository(table);
const deps = {
  clients: openClientRepository(table),
  uses: openClientUses(table),
  products: async () => [...settings.HANDFAST_PRODUCTS.map(({ id }) => parseProductId(id)), ...(await slugs())],
  apiUrl: settings.HANDFAST_API_URL,
  now: () => new Date(),
};

export const handler = apiHandler(
  {
    'POST /v1/clients': createClient(deps),
    'GET /v1/clients': listClients(deps),
    'DELETE /v1/clients/{id}': revokeClient(deps),
  },
  problemIn(API_REFUSALS),
);
