import type { OperatorSignIn, openOperatorSignIn } from './operator-sign-in.ts';

/** The same as `openOperatorSignIn`, loaded with the first sign-in: pages of the console start faster without. */
export function openOperatorSignInLazily(...given: Parameters<typeof openOperatorSignIn>): OperatorSignIn {
  let loaded: Promise<OperatorSignIn> | undefined;
  const provider = (): Promise<OperatorSignIn> => {
    loaded ??= import('./operator-sign-in.ts').then((module) => module.openOperatorSignIn(...given));
    return loaded;
  };
  return {
    begin: async (...asked) => (await provider()).begin(...asked),
    complete: async (...asked) => (await provider()).complete(...asked),
  };
}
