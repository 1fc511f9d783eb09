import { Refusal } from '../../domain/refusals/refusal.ts';
import type { SignIn } from '../lambda/environment.ts';
import type { MerchantSignIn } from './merchant-sign-in.ts';
import type { Access } from './openid-sign-in.ts';

/**
 * The same as `openMerchantSignIn`, loaded with the first sign-in: the popup's other pages, which come before it and after
 * it, start faster without.
 */
export function openMerchantSignInLazily(signIn: SignIn, access: Access): MerchantSignIn {
  let loaded: Promise<MerchantSignIn> | undefined;
  const identity = (): Promise<MerchantSignIn> => {
    loaded ??= import('./merchant-sign-in.ts').then(({ openMerchantSignIn }) =>
      orRefused(() => openMerchantSignIn(signIn, access)),
    );
    return loaded;
  };
  return {
    begin: async (...asked) => (await identity()).begin(...asked),
    complete: async (...asked) => (await identity()).complete(...asked),
  };
}

/** An issuer that was named at run time may be anything. */
function orRefused(open: () => MerchantSignIn): MerchantSignIn {
  try {
    return open();
  } catch (error) {
    throw new Refusal('signin_unavailable', { reason: 'ISSUER_INVALID' }, error);
  }
}
