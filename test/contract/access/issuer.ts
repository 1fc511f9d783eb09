import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { exportJWK, generateKeyPair, type JWTHeaderParameters, SignJWT } from 'jose';
import { listen, shut } from '../../../infra/local/aws/aws-json.ts';

export type Claims = Readonly<Record<string, unknown>>;
type Key = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

/** An issuer with a discovery document and keys, and all the faults that one can have. */
export async function openIssuer(now: () => Date) {
  const mine = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(mine.publicKey)), kid: 'mine', alg: 'RS256', use: 'sig' };
  const state = {
    keys: [jwk] as unknown[],
    asked: [] as string[],
    /** Answers in place of the issuer, where it answers anything. */
    fault: undefined as ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined,
    discovery: {} as Record<string, unknown>,
  };
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    state.asked.push(path);
    if (state.fault?.(request, response)) return;
    const documents: Record<string, unknown> = {
      '/.well-known/openid-configuration': { issuer, jwks_uri: `${issuer}/keys`, ...state.discovery },
      '/keys': { keys: state.keys },
    };
    response.statusCode = path in documents ? 200 : 404;
    response.end(JSON.stringify(documents[path] ?? {}));
  });
  const issuer = `http://127.0.0.1:${await listen(server)}`;

  function signed(claims: Claims = {}, key: Key = mine.privateKey, header: Partial<JWTHeaderParameters> = {}) {
    const seconds = Math.floor(now().getTime() / 1000);
    const usual = { iss: issuer, aud: 'handfast', scope: 'connections:read', client_id: 'erp', iat: seconds };
    return new SignJWT({ ...usual, exp: seconds + 600, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'mine', ...header })
      .sign(key);
  }

  return { issuer, state, jwk, privateKey: mine.privateKey, signed, close: () => shut(server) };
}
