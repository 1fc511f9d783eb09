import { type ClientAuth, ClientSecretPost, modifyAssertion, None, PrivateKeyJwt } from 'openid-client';
import type { SignIn } from '../lambda/environment.ts';
import { importSigningKey } from './client-signing-key.ts';

/**
 * How long before and after our own time a client assertion holds: the provider's clock may be off. Its whole life
 * stays below the five minutes that strict providers allow.
 */
const ASSERTION_PAST_SECONDS = 120;
const ASSERTION_FUTURE_SECONDS = 150;

/**
 * How Handfast proves to the provider that it is the registered client.
 *
 * @param secret the client secret, or the private key for `private_key_jwt`; none for a public client
 * @throws Refusal `signin_unavailable` for a private key that cannot be used
 */
export async function clientAuthentication(
  secret: string | undefined,
  { clientAuthentication: method }: Pick<SignIn, 'clientAuthentication'>,
): Promise<ClientAuth> {
  if (secret === undefined) return None();
  switch (method) {
    case 'private_key_jwt':
      return PrivateKeyJwt(await importSigningKey(secret), { [modifyAssertion]: tolerateClocks });
    case 'client_secret_post':
      return ClientSecretPost(secret);
    case 'client_secret_basic':
      return secretBasic(secret);
    case undefined:
      return asMetadataSays(secret);
    default:
      return method satisfies never;
  }
}

/**
 * `client_secret_basic` is what a client is registered with unless it says otherwise (OpenID Connect Discovery §3).
 */
function asMetadataSays(secret: string): ClientAuth {
  const [basic, post] = [secretBasic(secret), ClientSecretPost(secret)];
  return (as, ...rest) => {
    const methods = as.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    return methods.includes('client_secret_basic') ? basic(as, ...rest) : post(as, ...rest);
  };
}

/**
 * The header is written here because openid-client's also escapes `-`, `_` and `.`, and there are providers that
 * compare client ids without decoding them.
 */
export function secretBasic(secret: string): ClientAuth {
  return (_, client, _body, headers) => {
    const pair = [client.client_id, secret].map(formEncoded).join(':');
    headers.set('authorization', `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`);
  };
}

/** RFC 6749 §2.3.1: both halves are form-encoded before they are put together. */
function formEncoded(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1);
}

/** openid-client's assertion begins this very second and ends in 60: too tight for a clock that is a minute off. */
function tolerateClocks(_: unknown, payload: Record<string, unknown>): void {
  const issuedAt = Number(payload['iat']);
  payload['iat'] = issuedAt - ASSERTION_PAST_SECONDS;
  payload['nbf'] = issuedAt - ASSERTION_PAST_SECONDS;
  payload['exp'] = issuedAt + ASSERTION_FUTURE_SECONDS;
}
