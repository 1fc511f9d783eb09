import type { SignIn } from '../edge/environment.ts';
import type { Access, Identity } from './identity.ts';

/**
 * The same as `openIdentity`, loaded with the first sign-in: the popup's other pages, which come before it and after
 * it, start faster without.
 */
export function openIdentityLater(signIn: SignIn, access: Access): Identity {
  let loaded: Promise<Identity> | undefined;
  const identity = (): Promise<Identity> => {
    loaded ??= import('./identity.ts').then(({ openIdentity }) => openIdentity(signIn, access));
    return loaded;
  };
  return {
    depart: async (...asked) => (await identity()).depart(...asked),
    arrive: async (...asked) => (await identity()).arrive(...asked),
  };
}
