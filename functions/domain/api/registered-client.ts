import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { ProductId } from '../ids.ts';
import type { IntegrationId } from '../integrations/integration-ids.ts';
import type { Minted } from '../minted.ts';

/** `inc_` (of an integration) or `cli_` (of an operator) and 24 hex digits, all random. */
export type ClientId = Minted<string, 'ClientId'>;
export type ClientKind = 'integration' | 'operator';

/** A client of the API that was made at run time. Its secret is known to whoever made it, and to nobody else. */
export type RegisteredClient = {
  readonly id: ClientId;
  readonly kind: ClientKind;
  /** To tell an operator's clients apart. */
  readonly name?: string | undefined;
  readonly salt: string;
  /** SHA-256 of salt and secret, in hex: the secret is random, so nothing slower is needed. */
  readonly digest: string;
  /** As tokens name them. */
  readonly scopes: readonly string[];
  /** Of kind `integration`: counts only as long as the integration lists it. */
  readonly integration?: IntegrationId | undefined;
  /** The only products it may ever see: at most those of its maker. Absent: no such limit. */
  readonly products?: readonly ProductId[] | undefined;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly revokedAt?: string | undefined;
};

const PREFIXES = { integration: 'inc', operator: 'cli' } as const satisfies Record<ClientKind, string>;
const CLIENT_ID = /^(?:inc|cli)_[0-9a-f]{24}$/;
const SECRET_BYTES = 32;
const SALT_BYTES = 16;

export function newClientId(kind: ClientKind): ClientId {
  return `${PREFIXES[kind]}_${randomBytes(12).toString('hex')}` as ClientId;
}

/** @returns undefined for what no client of ours can be called */
export function parseClientId(text: string): ClientId | undefined {
  return CLIENT_ID.test(text) ? (text as ClientId) : undefined;
}

/** A new secret, shown once, and what is kept of it. */
export function newClientSecret(): { readonly secret: string } & Pick<RegisteredClient, 'salt' | 'digest'> {
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  const salt = randomBytes(SALT_BYTES).toString('hex');
  return { secret, salt, digest: digestOf(salt, secret).toString('hex') };
}

/** Nobody knows a secret of it. */
const NOBODY = newClientSecret();

/** Takes the same time whether there is such a client or not, and whatever differs. */
export function isSecretOf(client: Pick<RegisteredClient, 'salt' | 'digest'> | undefined, secret: string): boolean {
  const { salt, digest } = client ?? NOBODY;
  return timingSafeEqual(digestOf(salt, secret), Buffer.from(digest, 'hex')) && client !== undefined;
}

function digestOf(salt: string, secret: string): Buffer {
  return createHash('sha256').update(salt).update(secret).digest();
}
