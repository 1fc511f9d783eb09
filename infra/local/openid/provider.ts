import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { errors, Provider } from 'oidc-provider';
import * as z from 'zod';
import { listen, shut } from '../aws/aws-json.ts';
import { keepPrivateJson } from '../data-folder/private-json.ts';
import { oneLine } from '../user-error.ts';
import { API_SCOPE, apiFeatures, backendClient } from './api-client.ts';
import { loginPage, noticePage } from './pages.ts';
import { PASSWORD, PEOPLE } from './people.ts';

export const CLIENT_ID = 'handfast';

/** The console, which signs in people of the vendor. */
export const CONSOLE_CLIENT_ID = 'handfast-console';

const Jwk = z.looseObject({ kty: z.literal('RSA'), n: z.string(), e: z.string(), d: z.string(), kid: z.string() });
const Keys = z.object({ cookieKey: z.string(), signingKey: Jwk });

/** Kept in the data folder: signatures made before a restart stay valid. */
function openKeys(file: string): z.infer<typeof Keys> {
  return keepPrivateJson(file, Keys, () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const kid = randomBytes(8).toString('hex');
    const signingKey = Jwk.parse({ ...privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' });
    return { cookieKey: randomBytes(32).toString('base64url'), signingKey };
  });
}

export type OpenidOptions = {
  /** 0 for any free one. */
  readonly port: number;
  /** Address to listen at besides 127.0.0.1. */
  readonly bind?: string | undefined;
  /** Origin at which browsers reach it, where they are on another computer. */
  readonly publicUrl?: string | undefined;
  readonly keyFile: string;
  readonly clientSecret: string;
  /** Of the vendor's backend. Without it there is no such client. */
  readonly backendSecret?: string;
  readonly redirectUri: string;
  readonly consoleRedirectUri: string;
  readonly postLogoutRedirectUri: string;
};

export type OpenidProvider = { readonly issuer: string; close(): Promise<void> };

/**
 * No consent page: client and users are the vendor's own. A session keeps its grant: codes of a grant before it, which
 * another tab may hold, are refused.
 */
async function grantEverything({ oidc }: KoaContextWithOIDC) {
  if (!oidc.client || !oidc.session?.accountId) return undefined;
  const earlier = oidc.session.grantIdFor(oidc.client.clientId);
  const kept = earlier === undefined ? undefined : await oidc.provider.Grant.find(earlier);
  if (kept?.accountId === oidc.session.accountId) return kept;
  const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
  grant.addOIDCScope('openid email profile');
  await grant.save();
  return grant;
}

function browserClient(
  { clientSecret, postLogoutRedirectUri }: OpenidOptions,
  clientId: string,
  redirectUri: string,
): NonNullable<Configuration['clients']>[number] {
  return {
    client_id: clientId,
    client_secret: clientSecret,
    token_endpoint_auth_method: 'client_secret_basic',
    response_types: ['code'],
    grant_types: ['authorization_code'],
    redirect_uris: [redirectUri],
    post_logout_redirect_uris: [postLogoutRedirectUri],
  };
}

function configuration(options: OpenidOptions): Configuration {
  const { cookieKey, signingKey } = openKeys(options.keyFile);
  return {
    clients: [
      browserClient(options, CLIENT_ID, options.redirectUri),
      browserClient(options, CONSOLE_CLIENT_ID, options.consoleRedirectUri),
      ...(options.backendSecret === undefined ? [] : [backendClient(options.backendSecret)]),
    ],
    scopes: ['openid', ...API_SCOPE.split(' ')],
    claims: { openid: ['sub', 'org', 'groups'], email: ['email', 'email_verified'], profile: ['name'] },
    // Claims of the scopes go into the ID token, too, as most vendors' providers do it.
    conformIdTokenClaims: false,
    cookies: { keys: [cookieKey] },
    features: { devInteractions: { enabled: false }, ...apiFeatures },
    findAccount: (_, id) => {
      const person = PEOPLE.find(({ sub }) => sub === id);
      return person && { accountId: id, claims: () => ({ ...person, email_verified: true }) };
    },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    jwks: { keys: [signingKey] },
    loadExistingGrant: grantEverything,
    pkce: { required: () => true },
    ttl: {
      AccessToken: 3600,
      AuthorizationCode: 60,
      ClientCredentials: 3600,
      Grant: 86_400,
      IdToken: 3600,
      Interaction: 3600,
      Session: 86_400,
    },
    renderError: async (context, { error, error_description: description }) => {
      context.type = 'html';
      context.body = await noticePage('This cannot go on', `${error}: ${description ?? ''}`);
    },
  };
}

function sendPage(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
  });
  response.end(page);
}

async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { uid } = await provider.interactionDetails(request, response);
  const action = `/interaction/${uid}`;
  const shown = { action, password: PASSWORD };
  if (request.method !== 'POST') return sendPage(response, 200, await loginPage({ ...shown, email: '', wrong: false }));
  const form = new URLSearchParams(await text(request));
  const email = (form.get('email') ?? '').trim().toLowerCase();
  const person = PEOPLE.find((candidate) => candidate.email === email);
  if (!person || form.get('password') !== PASSWORD) {
    return sendPage(response, 401, await loginPage({ ...shown, email, wrong: true }));
  }
  const result = { login: { accountId: person.sub } };
  return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

/**
 * Browsers are sent to the public address; Handfast itself goes on asking at the loopback one, which stays the issuer.
 * OpenID Connect Discovery does not want both at one origin. Behind a proxy that ends TLS, the provider's own links
 * follow the public address, too, whatever the proxy says of itself.
 */
function leadBrowsersTo(provider: Provider, publicUrl: string): void {
  const { origin, protocol, host } = new URL(publicUrl);
  const issuer = new URL(provider.issuer);
  provider.proxy = true;
  provider.use(async (context, next) => {
    const browser = context.get('host') !== issuer.host;
    context.req.headers['x-forwarded-proto'] = (browser ? protocol : issuer.protocol).slice(0, -1);
    context.req.headers['x-forwarded-host'] = browser ? host : issuer.host;
    await next();
    if (context.path !== '/.well-known/openid-configuration') return;
    const document = z.record(z.string(), z.unknown()).parse(context.body);
    context.body = { ...document, authorization_endpoint: `${origin}/auth` };
  });
}

/** Where the vendor's own product would show an account: what the console's link leads to on this computer. */
export const ACCOUNT_PAGE_PATH = '/accounts/';

async function showAccount(url: string, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
  const account = decoded(pathname.slice(ACCOUNT_PAGE_PATH.length));
  const said = `It stands in for the page of your product that shows the account ${account}`;
  sendPage(response, 200, await noticePage('An account', `${said} with the store ${searchParams.get('store')}.`));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

async function explain(response: ServerResponse, error: unknown): Promise<void> {
  const gone = error instanceof errors.SessionNotFound;
  const message = gone ? 'This sign-in has ended or was begun in another browser. Start again.' : oneLine(error);
  sendPage(response, gone ? 400 : 500, await noticePage('This cannot go on', message));
}

/** Starts an OpenID provider with test merchants, people of the vendor and two confidential clients, everything but its keys in memory. */
export async function startOpenidProvider(options: OpenidOptions): Promise<OpenidProvider> {
  const server = createServer();
  const issuer = `http://127.0.0.1:${await listen(server, options.port, options.bind)}`;
  const provider = new Provider(issuer, configuration(options));
  if (options.publicUrl !== undefined) leadBrowsersTo(provider, options.publicUrl);
  const serve = provider.callback();
  server.on('request', (request, response) => {
    if (request.url?.startsWith(ACCOUNT_PAGE_PATH)) return void showAccount(request.url, response);
    if (!request.url?.startsWith('/interaction/')) return void serve(request, response);
    interact(provider, request, response).catch((error) => explain(response, error));
  });
  return { issuer, close: () => shut(server) };
}
