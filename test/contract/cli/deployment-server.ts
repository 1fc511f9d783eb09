import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { text } from 'node:stream/consumers';
import { run } from '../../../cli/program/run.ts';
import type { Deployment, Overview } from '../../../client/handfast.ts';
import { listen } from '../../../infra/local/aws/aws-json.ts';
import manifest from '../../../package.json' with { type: 'json' };
import type { Outcome } from './graphql-server.ts';

/** How the deployment is, and what is wrong with it. */
export type Ailments = {
  readonly clockMs?: number;
  readonly version?: string;
  readonly issuer?: string;
  readonly registered?: string;
  readonly providerKeys?: readonly object[];
  readonly productStatus?: number;
  readonly tokenStatus?: number;
  /** Health checks have not counted connections yet. */
  readonly uncounted?: boolean;
  /** Of connections, by their status. */
  readonly broken?: Partial<Overview['connections']['counts']>;
  /** How many channels are behind. */
  readonly stale?: number;
  readonly integrations?: readonly object[];
};

const SETTINGS: Deployment['settings'] = {
  apiAuth: 'own',
  integrations: true,
  sync: true,
  recordsDays: 30,
  connectionsPerAccount: 10,
  storePorts: [],
  allowLoopbackStores: false,
  firewall: false,
  requestsPerSecond: 50,
  logRetentionDays: 30,
  removalPolicy: 'retain',
};

type Reply = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
};

const PAGE = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "default-src 'none'" };

const AS_OF = '2026-11-26T03:00:00.000Z';

function overviewOf({ broken = {}, stale = 0, uncounted = false }: Ailments) {
  const counts = { active: uncounted ? 0 : 12, needs_reauthorization: 0, inactive: 0, unreachable: 0, ...broken };
  return {
    connections: { counts, ...(!uncounted && { asOf: AS_OF }), products: [] },
    channels: { asOf: AS_OF, statuses: { active: 4, paused: 0, unavailable: 0 }, lag: [], stale },
    attention: { needs_reauthorization: [], inactive: [], unreachable: [], runs: [], deliveries: [] },
  } satisfies Partial<Overview>;
}

/** A deployment and its OpenID provider in one server, as `handfast doctor` sees them. */
export async function openDeployment(tls?: { readonly key: string; readonly cert: string }) {
  let ailments: Ailments = {};
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    void text(request).then((body) => answer(request, response, body));
  };
  const server = tls === undefined ? createHttp(listener) : createHttps({ ...tls }, listener);
  const port = await listen(server, 0);
  const url = `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`;
  const redirectUri = `${url}/signin/return`;

  /** Whatever is answered without a token. */
  const routes: Readonly<Record<string, (query: URLSearchParams) => Reply>> = {
    '/v1/oauth2/token': () => {
      const { tokenStatus: status = 200 } = ailments;
      return { status, json: status === 200 ? { access_token: 't', expires_in: 60 } : { error: 'invalid_client' } };
    },
    '/.well-known/openid-configuration': () => ({
      json: { issuer: ailments.issuer ?? url, jwks_uri: `${url}/jwks`, authorization_endpoint: `${url}/auth` },
    }),
    '/jwks': () => ({ json: { keys: ailments.providerKeys ?? [{}] } }),
    '/auth': (query) => {
      const wanted = query.get('redirect_uri');
      if (wanted !== (ailments.registered ?? redirectUri)) return { status: 400, json: {} };
      return { status: 303, headers: { location: `${wanted}?error=login_required&state=doctor` } };
    },
  };

  function answer({ url: path = '', headers }: IncomingMessage, response: ServerResponse, body: string): void {
    const { pathname, searchParams } = new URL(path, url);
    const reply = routes[pathname]?.(searchParams) ?? otherReply(pathname, body, headers.authorization);
    response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers });
    response.end(JSON.stringify(reply.json));
  }

  function otherReply(path: string, body: string, token: string | undefined): Reply {
    if (!path.startsWith('/v1/')) return { status: ailments.productStatus ?? 400, headers: PAGE, json: '' };
    return token === undefined ? { status: 401, json: {} } : { json: apiAnswer(path, body) };
  }

  function apiAnswer(path: string, body: string): unknown {
    const { clockMs = 0, version = manifest.version, integrations = [] } = ailments;
    if (body.includes('productIntegrations')) return { data: { productIntegrations: { nodes: integrations } } };
    if (path === '/v1/overview') return overviewOf(ailments);
    const addresses = { callbackUrl: `${url}/demo/callback`, loginUrl: `${url}/demo/login` };
    return {
      version,
      time: new Date(Date.now() + clockMs).toISOString(),
      publicUrl: url,
      apiUrl: `${url}/v1`,
      signIn: { issuer: url, redirectUri },
      products: [{ id: 'demo', name: 'Demo', source: 'settings', ...addresses }],
      moreProducts: false,
      settings: SETTINGS,
    } satisfies Deployment;
  }

  return {
    url,
    redirectUri,
    ail: (wanted: Ailments) => {
      ailments = wanted;
    },
    async doctor(...more: readonly string[]): Promise<Outcome> {
      const [said, complained]: [string[], string[]] = [[], []];
      const code = await run(['doctor', '--url', url, ...more], {
        print: (line) => said.push(line),
        printError: (line) => complained.push(line),
        environment: { HANDFAST_CLIENT_ID: 'cli_0f6c2a9d41be77c05a3b8e12', HANDFAST_CLIENT_SECRET: 'a-secret' },
        timeZone: 'Europe/Berlin',
      });
      return { code, said: said.join('\n').replaceAll(url, 'URL'), complained: complained.join('\n') };
    },
    close(): void {
      server.close();
      server.closeAllConnections();
    },
  };
}
