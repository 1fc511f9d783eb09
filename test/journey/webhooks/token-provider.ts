import { createServer } from 'node:https';
import { Provider } from 'oidc-provider';
import { listen } from '../../../infra/local/aws/aws-json.ts';

export const CLIENT = { id: 'handfast-client', secret: 'a-secret:with/and+' };

export type TokenProvider = Awaited<ReturnType<typeof openTokenProvider>>;

/** The vendor's own OAuth server, over HTTPS: a real one. */
export async function openTokenProvider({ key, cert }: { readonly key: string; readonly cert: string }) {
  const server = createServer({ key, cert });
  const issuer = `https://127.0.0.1:${await listen(server, 0)}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        token_endpoint_auth_method: 'client_secret_basic',
        grant_types: ['client_credentials'],
        response_types: [],
        redirect_uris: [],
        scope: 'events',
      },
    ],
    scopes: ['events'],
    features: { clientCredentials: { enabled: true }, devInteractions: { enabled: false } },
    ttl: { ClientCredentials: 3600 },
  });
  let requests = 0;
  const serve = provider.callback();
  server.on('request', (request, response) => {
    requests += 1;
    void serve(request, response);
  });
  return {
    tokenUri: `${issuer}/token`,
    /** Requests for a token so far. */
    requests: () => requests,
    /** Who a bearer token is of; undefined for one that the provider does not know, or no longer. */
    clientOf: async (authorization = ''): Promise<string | undefined> =>
      (await provider.ClientCredentials.find(authorization.replace(/^Bearer /, '')))?.clientId,
    close: (): Promise<void> =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
