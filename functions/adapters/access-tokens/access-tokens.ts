import { randomUUID } from 'node:crypto';
import { EncryptJWT, errors, jwtDecrypt } from 'jose';
import * as z from 'zod/mini';
import type { ClientId } from '../../domain/api/registered-client.ts';
import { ACCESS_TOKEN_SECONDS } from '../../domain/api/token-lifetime.ts';
import type { IntegrationId } from '../../domain/integrations/integration-ids.ts';
import { minted } from '../fields/minted-field.ts';
import { type Keyring, openKeyring } from '../secrets-manager/keyring.ts';
import type { ReadSecret } from '../secrets-manager/read-secret.ts';

/** Ours have less than 1,000. API Gateway takes 10,240 bytes of headers, so more must not reach the cipher. */
const TOKEN_MAX_CHARACTERS = 4_096;

/** RFC 9068 §2.1: tells access tokens from all else that is encrypted. */
const TYPE = 'at+jwt';

/** What a token says. Whether its client is still there, and what it may see now, is not in it. */
export type AccessClaims = {
  readonly client: ClientId;
  /** By their names, such as `connections:read`. */
  readonly scopes: readonly string[];
  readonly integration?: IntegrationId | undefined;
};

/** `expiresAt` in seconds since 1970. */
export type VerifiedClaims = AccessClaims & { readonly expiresAt: number };

const claims = z.object({
  exp: z.number(),
  sub: minted<ClientId>(),
  scope: z.string(),
  integration: z.optional(minted<IntegrationId>()),
});

/** The keys of access tokens. */
export function openTokenKeyring(read: ReadSecret, secretId: string, now: () => Date): Keyring {
  return openKeyring(read, secretId, now, { name: 'access tokens', info: 'handfast access token, A256GCM' });
}

export type AccessTokens = ReturnType<typeof openAccessTokens>;

/**
 * Access tokens that this deployment alone can read: encrypted JWTs (RFC 7516, `dir` and A256GCM).
 *
 * @param issuer base URL of the API; also the audience, so that a token is of no use at another deployment
 */
export function openAccessTokens(keyring: Keyring, issuer: string) {
  return {
    async issue({ client, scopes, integration }: AccessClaims, now: Date): Promise<string> {
      const seconds = Math.floor(now.getTime() / 1000);
      return new EncryptJWT({ scope: scopes.join(' '), ...(integration !== undefined && { integration }) })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', typ: TYPE })
        .setIssuer(issuer)
        .setAudience(issuer)
        .setSubject(client)
        .setJti(randomUUID())
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + ACCESS_TOKEN_SECONDS)
        .encrypt(await keyring.current());
    },

    /** What is tampered with, cut off, expired or not ours says nothing. */
    async verify(token: string, now: Date): Promise<VerifiedClaims | undefined> {
      if (token.length > TOKEN_MAX_CHARACTERS) return undefined;
      const read = claims.safeParse(await decrypt(token, issuer, keyring, now)).data;
      if (read === undefined) return undefined;
      const { sub: client, scope, integration, exp: expiresAt } = read;
      return { client, scopes: scope.split(' ').filter((one) => one !== ''), integration, expiresAt };
    },
  };
}

async function decrypt(token: string, issuer: string, keyring: Keyring, currentDate: Date): Promise<unknown> {
  for await (const key of keyring.candidates()) {
    try {
      const { payload } = await jwtDecrypt(token, key, {
        issuer,
        audience: issuer,
        typ: TYPE,
        currentDate,
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
        requiredClaims: ['exp', 'iat', 'jti', 'sub'],
      });
      return payload;
    } catch (error) {
      if (error instanceof errors.JWEDecryptionFailed) continue;
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }
  return undefined;
}
