import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  clockTolerance,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { Refusal } from '../../domain/refusals/refusal.ts';
import type { SignIn } from '../lambda/environment.ts';
import { type Claims, merged } from './account-claims.ts';
import { clientAuthentication } from './client-authentication.ts';
import { type IssuerRule, isLoopback, requireOwnIssuer } from './provider-issuer.ts';
import { getOnceMore, type Send } from './repeat-reads.ts';
import { signInRefusal } from './sign-in-refusal.ts';

/** How long one request to the provider may take, its repetition included. */
const TIMEOUT_SECONDS = 5;
const CLOCK_TOLERANCE_SECONDS = 120;
/** How long endpoints and client secret are used without reading them again; openid-client renews signing keys itself. */
const DISCOVERY_LIFE_MS = 10 * 60 * 1000;
/** How old what was read must be to be read again after a failure. */
const REREAD_AFTER_MS = 10 * 1000;

export type Access = {
  /** Where the provider sends the browser back to, registered with it to the letter. */
  readonly redirectUri: string;
  readonly readSecret: (id: string) => Promise<string | undefined>;
  /** How requests are sent; `fetch` by default. Providers that are named at run time are asked by way of the address guard. */
  readonly send?: Send;
  /** Allows a provider at a loopback address over plain http. */
  readonly allowLoopback: boolean;
  readonly issuerRule: IssuerRule;
  readonly now: () => Date;
};

/** How Handfast is registered with a provider. */
export type Registration = Omit<SignIn, 'accountClaim'>;
/** What must be remembered while somebody is at the provider. */
export type UnderWay = { readonly state: string; readonly nonce: string; readonly verifier: string };
export type ClaimsOf = { readonly issuer: string; readonly claims: Claims };

/** Which claims are wanted of the provider. */
export type Wanted = {
  /** Whether the ID token says all that could be wanted; otherwise the userinfo endpoint is asked, where there is one. */
  readonly isComplete: (claims: Claims) => boolean;
  /** Whether what it says will do when that endpoint fails. */
  readonly isEnough: (claims: Claims) => boolean;
};

/**
 * OpenID Connect: code flow with PKCE, state and nonce.
 *
 * @throws Error for an issuer that is neither https nor an allowed loopback one
 */
export function openOpenIdSignIn(
  signIn: Registration,
  { redirectUri, readSecret, send = fetch, allowLoopback, issuerRule, now }: Access,
) {
  const issuer = new URL(signIn.issuer);
  const insecure = issuer.protocol === 'http:' && allowLoopback && isLoopback(issuer);
  if (issuer.protocol !== 'https:' && !insecure) throw new Error('The issuer must be an https URL');
  let known: { readonly atMs: number; readonly provider: Promise<Configuration> } | undefined;

  async function discover(): Promise<Configuration> {
    const secret = signIn.clientSecretId === undefined ? undefined : await readSecret(signIn.clientSecretId);
    if (signIn.clientSecretId !== undefined && !secret) {
      throw new Refusal('signin_unavailable', { reason: 'CLIENT_SECRET_MISSING' });
    }
    const options = {
      timeout: TIMEOUT_SECONDS,
      [customFetch]: getOnceMore(send),
      // The signature of an ID token is checked although TLS vouches for it already.
      execute: insecure ? [allowInsecureRequests, enableNonRepudiationChecks] : [enableNonRepudiationChecks],
    };
    const metadata = { [clockTolerance]: CLOCK_TOLERANCE_SECONDS };
    const authentication = await clientAuthentication(secret, signIn);
    const config = await discovery(issuer, signIn.clientId, metadata, authentication, options);
    requireOwnIssuer(signIn.issuer, config.serverMetadata().issuer, issuerRule);
    return config;
  }

  async function provider(): Promise<Configuration> {
    const atMs = now().getTime();
    if (known !== undefined && atMs - known.atMs < DISCOVERY_LIFE_MS) return known.provider;
    const fresh = { atMs, provider: discover() };
    known = fresh;
    // A failed discovery is not remembered.
    fresh.provider.catch(() => {
      if (known === fresh) known = undefined;
    });
    return fresh.provider;
  }

  /**
   * After a failure everything is read again: the client secret may have been rotated, the endpoints moved. Not after
   * every failure, though: any browser can cause one, as often as it likes.
   */
  function forget(): void {
    if (known !== undefined && now().getTime() - known.atMs >= REREAD_AFTER_MS) known = undefined;
  }

  async function orRefusal<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const refusal = signInRefusal(error);
      if (refusal.code === 'signin_unavailable') forget();
      throw refusal;
    }
  }

  return {
    /**
     * Begins a sign-in at the provider.
     *
     * @param prefix of the state, with what it is told apart by
     * @param again asks even a user who is signed in at the provider to sign in: they want another account
     * @throws Refusal `signin_unavailable`
     */
    begin: (prefix: string, again: boolean): Promise<{ readonly url: string; readonly underWay: UnderWay }> =>
      orRefusal(async () => {
        const verifier = randomPKCECodeVerifier();
        const underWay = { state: `${prefix}${randomState()}`, nonce: randomNonce(), verifier };
        const url = buildAuthorizationUrl(await provider(), {
          redirect_uri: redirectUri,
          scope: signIn.scope,
          state: underWay.state,
          nonce: underWay.nonce,
          code_challenge: await calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
          ...(again ? { prompt: 'login' } : {}),
        });
        return { url: url.href, underWay };
      }),

    /**
     * Completes a sign-in.
     *
     * @param query what the provider sent the browser back with
     * @param read what is made of the claims
     * @throws Refusal `signin_refused`, `signin_unavailable`, and what `read` throws
     */
    complete: <T>(
      query: URLSearchParams,
      { state, nonce, verifier }: UnderWay,
      wanted: Wanted,
      read: (found: ClaimsOf) => T,
    ): Promise<T> =>
      orRefusal(async () => {
        const config = await provider();
        const url = new URL(`${redirectUri}?${query}`);
        const tokens = await authorizationCodeGrant(config, url, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) throw new Error('No ID token, although one was demanded');
        return read({ issuer: claims.iss, claims: await completed(config, claims, tokens.access_token, wanted) });
      }),
  };
}

/** Many providers give e-mail address and organisation at the userinfo endpoint only (OpenID Connect Core §5.4). */
async function completed(
  config: Configuration,
  claims: Claims & { readonly sub: string },
  accessToken: string,
  { isComplete, isEnough }: Wanted,
): Promise<Claims> {
  if (isComplete(claims) || config.serverMetadata().userinfo_endpoint === undefined) return claims;
  try {
    return merged(await fetchUserInfo(config, accessToken, claims.sub), claims);
  } catch (error) {
    if (isEnough(claims)) return claims;
    throw error;
  }
}
