import type { SignIn } from '../lambda/environment.ts';
import type { Access, Identity } from './merchant-sign-in.ts';

/**
 * The same as `openIdentity`, loaded with the first sign-in: the popup's other pages, which come before it and after
 * it, start faster without.
 */
export function openIdentityLater(signIn: SignIn, access: Access): Identity {
  let loaded: Promise<Identity> | undefined;
  const identity = (): Promise<Identity> => {
    loaded ??= import('./merchant-sign-in.ts').then(({ openIdentity }) => openIdentity(signIn, access));
    return loaded;
  };
  return {
    depart: async (...asked) => (await identity()).depart(...asked),
    arrive: async (...asked) => (await identity()).arrive(...asked),
  };
}
