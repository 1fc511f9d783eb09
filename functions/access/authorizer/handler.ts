import { openAccessTokens, openTokenKeyring } from '../../adapters/access-tokens/access-tokens.ts';
import { openIssuerTokens } from '../../adapters/access-tokens/issuer-tokens.ts';
import { openClientRepository } from '../../adapters/dynamodb/clients/client-repository.ts';
import { openIntegrationRepository } from '../../adapters/dynamodb/integrations/integration-repository.ts';
import { openProductRepository } from '../../adapters/dynamodb/integrations/product-repository.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { authorizerHandler } from '../../adapters/lambda/authorizer-handler.ts';
import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { openSecretsManager } from '../../adapters/secrets-manager/read-secret.ts';
import { authorize } from './authorize.ts';
import { issuerCallers } from './issuer-callers.ts';
import { ownCallers } from './own-callers.ts';

const settings = readEnvironment([
  'HANDFAST_TABLE',
  'HANDFAST_API_URL',
  'HANDFAST_TOKEN_SECRET',
  'HANDFAST_API_ISSUER',
]);
const table = openTable(settings.HANDFAST_TABLE);
const now = () => new Date();
const keyring = openTokenKeyring(openSecretsManager(), settings.HANDFAST_TOKEN_SECRET, now);
const issuer = settings.HANDFAST_API_ISSUER;

export const handler = authorizerHandler(
  authorize({
    ownTokens: ownCallers({
      tokens: openAccessTokens(keyring, settings.HANDFAST_API_URL),
      clients: openClientRepository(table),
      integrations: openIntegrationRepository(table),
      products: openProductRepository(table),
    }),
    issuerTokens: issuer && issuerCallers(openIssuerTokens(issuer, now)),
    now,
  }),
);
