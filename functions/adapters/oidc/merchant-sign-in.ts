import type { Account } from '../../domain/account.ts';
import type { ActivationId } from '../../domain/ids.ts';
import type { SignIn } from '../lambda/environment.ts';
import { accountOf, isComplete, namesAccount } from './account-claims.ts';
import { type Access, openOpenIdSignIn } from './openid-sign-in.ts';
import type { PendingOpenIdSignIn } from './pending-sign-in.ts';

export type BegunSignIn = { readonly url: string; readonly pendingSignIn: PendingOpenIdSignIn };
export type MerchantSignIn = ReturnType<typeof openMerchantSignIn>;

/**
 * Says which account a merchant has.
 *
 * @throws Error for an issuer that is neither https nor an allowed loopback one
 */
export function openMerchantSignIn(signIn: SignIn, access: Access) {
  const provider = openOpenIdSignIn(signIn, access);
  const { accountClaim } = signIn;
  const wanted = {
    isComplete: (claims: Parameters<typeof isComplete>[0]) => isComplete(claims, accountClaim),
    // Enough is known when only the label is missing.
    isEnough: (claims: Parameters<typeof namesAccount>[0]) => namesAccount(claims, accountClaim),
  };
  return {
    /**
     * Begins a sign-in at the provider.
     *
     * @param again asks even a user who is signed in at the provider to sign in: they want another account
     * @throws Refusal `signin_unavailable`
     */
    begin: async (activation: ActivationId, again: boolean): Promise<BegunSignIn> => {
      const { url, underWay } = await provider.begin(`${activation}.`, again);
      return { url, pendingSignIn: underWay };
    },

    /**
     * Completes a sign-in.
     *
     * @returns who signed in
     *
     * @param query what the provider sent the browser back with
     * @throws Refusal `signin_refused`, `signin_unavailable`, `account_unclear`, `email_unverified`
     */
    complete: (query: URLSearchParams, pendingSignIn: PendingOpenIdSignIn): Promise<Account> =>
      provider.complete(query, pendingSignIn, wanted, ({ issuer, claims }) => accountOf(issuer, claims, accountClaim)),
  };
}
