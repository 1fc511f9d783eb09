import { openAccessTokens, openTokenKeyring } from '../../adapters/access-tokens/access-tokens.ts';
import { openClientFailures } from '../../adapters/dynamodb/clients/client-failures.ts';
import { openClientRepository } from '../../adapters/dynamodb/clients/client-repository.ts';
import { openClientUses } from '../../adapters/dynamodb/clients/client-uses.ts';
import { openIntegrationRepository } from '../../adapters/dynamodb/integrations/integration-repository.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { readEnvironment } from '../../adapters/lambda/environment.ts';
import { tokenHandler } from '../../adapters/lambda/token-handler.ts';
import { openSecretsManager } from '../../adapters/secrets-manager/read-secret.ts';
import { issueToken } from './issue-token.ts';
import { serverMetadata } from './server-metadata.ts';

const settings = readEnvironment(['HANDFAST_TABLE', 'HANDFAST_API_URL', 'HANDFAST_TOKEN_SECRET']);
const table = openTable(settings.HANDFAST_TABLE);
const now = () => new Date();
const keyring = openTokenKeyring(openSecretsManager(), settings.HANDFAST_TOKEN_SECRET, now);

export const handler = tokenHandler({
  'POST /v1/oauth2/token': issueToken({
    clients: openClientRepository(table),
    uses: openClientUses(table),
    integrations: openIntegrationRepository(table),
    failures: openClientFailures(table, now),
    tokens: openAccessTokens(keyring, settings.HANDFAST_API_URL),
    now,
  }),
  'GET /.well-known/oauth-authorization-server': serverMetadata(settings.HANDFAST_API_URL),
});
