import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { SignJWT } from 'jose';

/** What goes wrong at the provider, until it is changed. Nothing does by default. */
export type Mood = {
  /** The answer to the browser: an error of RFC 6749 §4.1.2.1. */
  error?: string;
  /** Connections are cut: all of them, or those for tokens only. */
  down?: 'everything' | 'tokens';
  /** Every answer to Handfast takes this long. */
  slowMs?: number;
  /** The way back is a link to click, in place of a redirect. */
  link?: boolean;
  /** Who signs in. */
  claims?: Readonly<Record<string, unknown>>;
  clockAheadSeconds?: number;
};

export type OddProvider = { readonly issuer: string; mood: Mood; now: () => Date; close(): void };

const ANA = { sub: 'user-ana', email: 'ana@example.com' };
const KEYS = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** A small OpenID provider whose one user is always signed in, and which can be as odd as its mood says. */
export async function startOddProvider(): Promise<OddProvider> {
  const nonces = new Map<string, string>();
  const server = createServer((request, response) => {
    serve(provider, nonces, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const provider: OddProvider = {
    issuer: `http://127.0.0.1:${port}`,
    mood: {},
    now: () => new Date(),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return provider;
}

type Nonces = Map<string, string>;

async function serve(provider: OddProvider, nonces: Nonces, request: IncomingMessage, response: ServerResponse) {
  const { pathname, searchParams } = new URL(request.url ?? '/', provider.issuer);
  const { down, slowMs = 0 } = provider.mood;
  if (down === 'everything' || (down === 'tokens' && pathname === '/token')) return request.destroy();
  if (pathname === '/auth') return authorize(provider, nonces, searchParams, response);
  await pause(slowMs);
  const answer = pathname === '/token' ? await token(provider, nonces, await text(request)) : facts(provider, pathname);
  response.writeHead(answer === undefined ? 404 : 'error' in answer ? 400 : 200, {
    'content-type': 'application/json',
  });
  response.end(JSON.stringify(answer ?? {}));
}

function authorize({ mood }: OddProvider, nonces: Nonces, asked: URLSearchParams, response: ServerResponse): void {
  const code = randomUUID();
  nonces.set(code, asked.get('nonce') ?? '');
  const answer = mood.error === undefined ? { code } : { error: mood.error, error_description: 'Pay at evil.example' };
  const query = new URLSearchParams({ ...answer, state: asked.get('state') ?? '' });
  const location = `${asked.get('redirect_uri')}?${query}`;
  if (mood.link !== true) return void response.writeHead(303, { location }).end();
  response.writeHead(200, { 'content-type': 'text/html' });
  response.end(`<!doctype html><title>Signed in</title><a href="${location.replaceAll('&', '&amp;')}">Continue</a>`);
}

async function token({ issuer, mood, now }: OddProvider, nonces: Nonces, body: string): Promise<object> {
  const form = new URLSearchParams(body);
  const code = form.get('code') ?? '';
  const nonce = nonces.get(code);
  // RFC 6749, section 4.1.2: a code is used once.
  if (!nonces.delete(code)) return { error: 'invalid_grant' };
  const seconds = Math.floor(now().getTime() / 1000) + (mood.clockAheadSeconds ?? 0);
  const claims = { ...(mood.claims ?? ANA), nonce };
  const idToken = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', kid: 'k' })
    .setIssuer(issuer)
    .setAudience(form.get('client_id') ?? '')
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + 60)
    .sign(KEYS.privateKey);
  return { access_token: 'x', token_type: 'Bearer', id_token: idToken };
}

function facts({ issuer }: OddProvider, pathname: string): object | undefined {
  if (pathname === '/jwks') return { keys: [{ ...KEYS.publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'ES256' }] };
  if (pathname !== '/.well-known/openid-configuration') return undefined;
  return {
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['ES256'],
    code_challenge_methods_supported: ['S256'],
  };
}
