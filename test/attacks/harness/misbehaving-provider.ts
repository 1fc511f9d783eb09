import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, type JWTHeaderParameters, SignJWT } from 'jose';

export const CLIENT_ID = 'handfast-under-attack';

export type Claims = Readonly<Record<string, unknown>>;
/** What the token endpoint answers. */
export type TokenAnswer = {
  readonly status?: number;
  readonly type?: string;
  readonly location?: string;
  readonly body: string;
};
/** Makes the answer to one exchange of a code, given the nonce that Handfast asked for. */
export type Behaviour = (nonce: string) => Promise<TokenAnswer> | TokenAnswer;

export type MisbehavingProvider = Awaited<ReturnType<typeof startMisbehavingProvider>>;

const JSON_TYPE = 'application/json';
const base64url = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** An OpenID provider whose discovery is honest, and whose tokens are what a test wants them to be. */
export async function startMisbehavingProvider() {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const stranger = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'first', alg: 'RS256', use: 'sig' };
  let behaviour: Behaviour = () => ({ status: 500, body: '' });
  let nonce = '';
  let exchanges = 0;
  let issuer = '';

  const server = createServer((request, response) => {
    void serve(request.url?.split('?')[0] ?? '', response);
  });

  async function serve(path: string, response: ServerResponse): Promise<void> {
    const send = (value: unknown) => response.setHeader('content-type', JSON_TYPE).end(JSON.stringify(value));
    if (path === '/.well-known/openid-configuration') return void send(metadata());
    if (path === '/jwks') return void send({ keys: [jwk] });
    if (path !== '/token') return void response.writeHead(404).end();
    exchanges += 1;
    const { status = 200, type = JSON_TYPE, location, body } = await behaviour(nonce);
    response.writeHead(status, { 'content-type': type, ...(location === undefined ? {} : { location }) }).end(body);
  }

  const metadata = () => ({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['none'],
    authorization_response_iss_parameter_supported: true,
  });

  /** The claims of an honest ID token, but for what is changed; `undefined` leaves one out. */
  const claims = (changes: Claims = {}): Claims => {
    const now = Math.floor(Date.now() / 1000);
    const all = {
      iss: issuer,
      aud: CLIENT_ID,
      sub: 'ana',
      email: 'ana@example.com',
      nonce,
      iat: now,
      exp: now + 300,
      ...changes,
    };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  };
  const signed = (
    changes: Claims = {},
    header: Partial<JWTHeaderParameters> = {},
    key: Parameters<SignJWT['sign']>[0] = privateKey,
  ) => new SignJWT({ ...claims(changes) }).setProtectedHeader({ alg: 'RS256', kid: 'first', ...header }).sign(key);

  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    issuer,
    claims,
    signed,
    /** A key that the provider has never published. */
    strangersKey: stranger.privateKey,
    publicJwk: jwk,
    publicPem: await exportSPKI(publicKey),
    /** A token under a header of one's own choice, with a signature that is given. */
    unsigned: (header: Claims, changes: Claims = {}, signature = '') =>
      `${base64url(header)}.${base64url(claims(changes))}.${signature}`,
    /** How many codes were brought to the token endpoint so far. */
    exchanges: () => exchanges,
    behave: (next: Behaviour) => {
      behaviour = next;
    },
    /** Takes note of where Handfast sends a browser, as a provider does. */
    asked: (authorization: URL) => {
      nonce = authorization.searchParams.get('nonce') ?? '';
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise<void>((done) => server.close(() => done()));
    },
  };
}

/** An answer of the token endpoint that holds this ID token. */
export function tokenAnswer(idToken: unknown, more: Claims = {}): TokenAnswer {
  return {
    body: JSON.stringify({ access_token: 'opaque', token_type: 'Bearer', expires_in: 300, id_token: idToken, ...more }),
  };
}
