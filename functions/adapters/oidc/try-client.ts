import {
  allowInsecureRequests,
  ClientError,
  type Configuration,
  customFetch,
  discovery,
  genericGrantRequest,
  ResponseBodyError,
} from 'openid-client';
import * as z from 'zod/mini';
import { SignInStepFailure } from '../../domain/integrations/deliveries/sign-in-test.ts';
import type { OpenIdConnectSignIn } from '../../domain/integrations/merchant-sign-in.ts';
import { parseJson } from '../../domain/parse-json.ts';
import { vendorFetch } from '../http/vendor-fetch.ts';
import { type SendToVendor, VendorFault } from '../http/vendor-request.ts';
import { clientAuthentication } from './client-authentication.ts';

const TIMEOUT_SECONDS = 10;
const keySet = z.object({ keys: z.array(z.object({ kty: z.enum(['RSA', 'EC', 'OKP']) })).check(z.minLength(1)) });

/**
 * Reads a provider's endpoints.
 *
 * @throws SignInStepFailure
 */
export async function tryDiscovery(
  send: SendToVendor,
  signIn: OpenIdConnectSignIn,
  secret: string | undefined,
): Promise<Configuration> {
  const { issuer, clientId, clientAuthentication: method } = signIn;
  const config = await orFailure(async () => {
    const authentication = await clientAuthentication(secret, { clientAuthentication: method });
    return discovery(new URL(issuer), clientId, undefined, authentication, {
      timeout: TIMEOUT_SECONDS,
      [customFetch]: vendorFetch(send),
      // The sender refuses plain http itself, but for loopback addresses where those are allowed.
      execute: [allowInsecureRequests],
    });
  });
  const { issuer: own, authorization_endpoint: authorization, token_endpoint: token } = config.serverMetadata();
  // Accounts are named by the provider's own writing.
  if (own !== issuer) throw new SignInStepFailure('issuer_differs', 'ISSUER_WRITTEN_OTHERWISE');
  if (authorization === undefined || token === undefined) throw new SignInStepFailure('answer', 'ENDPOINT_MISSING');
  return config;
}

/** @throws SignInStepFailure */
export async function tryKeys(send: SendToVendor, config: Configuration): Promise<void> {
  const { jwks_uri: url } = config.serverMetadata();
  if (url === undefined) throw new SignInStepFailure('keys_missing', 'JWKS_URI_MISSING');
  const { status, body } = await orFailure(() => send({ method: 'GET', url, headers: {} }));
  if (status !== 200) throw new SignInStepFailure('status', `STATUS_${status}`);
  if (!keySet.safeParse(parseJson(body ?? '')).success) throw new SignInStepFailure('keys_missing', 'NO_KEY');
}

/**
 * Brings the token endpoint a code that it never issued. A provider authenticates the client first (RFC 6749 §4.1.3): it
 * answers invalid_grant to the right one, and invalid_client to any other.
 *
 * @throws SignInStepFailure
 */
export async function tryClient(config: Configuration, redirectUri: string): Promise<void> {
  try {
    const parameters = { code: 'handfast-test', redirect_uri: redirectUri, code_verifier: 'handfast-test'.repeat(4) };
    await genericGrantRequest(config, 'authorization_code', parameters);
  } catch (error) {
    if (error instanceof ResponseBodyError && error.error === 'invalid_grant') return;
    if (isRefusedClient(error)) throw new SignInStepFailure('client_refused', 'invalid_client', error);
    throw failureOf(error);
  }
  throw new SignInStepFailure('answer', 'CODE_TAKEN');
}

function isRefusedClient(error: unknown): boolean {
  if (error instanceof ResponseBodyError) {
    return error.status === 401 || ['invalid_client', 'unauthorized_client'].includes(error.error);
  }
  return error instanceof ClientError && error.cause instanceof Response && error.cause.status === 401;
}

async function orFailure<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw failureOf(error);
  }
}

/** What failed, as a code. A fault of ours is none of the provider's. */
export function failureOf(error: unknown): unknown {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (at instanceof SignInStepFailure) return at;
    if (at instanceof VendorFault) return new SignInStepFailure(codeOf(at), at.message, error);
    if (at instanceof ResponseBodyError) return new SignInStepFailure('answer', `STATUS_${at.status}`, error);
  }
  if (error instanceof ClientError) {
    const { cause } = error;
    return cause instanceof Response && cause.status !== 200
      ? new SignInStepFailure('status', `STATUS_${cause.status}`, error)
      : new SignInStepFailure('answer', error.code ?? 'OAUTH_FAILED', error);
  }
  return error instanceof TypeError ? new SignInStepFailure('url_refused', 'malformed', error) : error;
}

function codeOf({ code }: VendorFault): SignInStepFailure['code'] {
  return code === 'url_missing' || code === 'token_failed' ? 'answer' : code;
}
