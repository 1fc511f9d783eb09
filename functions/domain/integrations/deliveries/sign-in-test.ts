/** What is tried of merchants' sign-in, in this order: a step that fails ends it. */
export const SIGN_IN_STEPS = ['DISCOVERY', 'KEYS', 'CLIENT', 'METADATA'] as const;

export const SIGN_IN_ERRORS = [
  'url_refused',
  'dns_failed',
  'tls_failed',
  'unreachable',
  'timeout',
  'status',
  'answer',
  'issuer_differs',
  'keys_missing',
  'secret_missing',
  'client_refused',
  'metadata_invalid',
] as const;
export type SignInError = (typeof SIGN_IN_ERRORS)[number];

export type SignInStep = {
  readonly step: (typeof SIGN_IN_STEPS)[number];
  readonly success: boolean;
  readonly error?: SignInError | undefined;
  /** A code, never what the provider wrote. */
  readonly message?: string | undefined;
  readonly milliseconds?: number | undefined;
};

export type SignInTest = { readonly success: boolean; readonly steps: readonly SignInStep[] };

/** A step that did not succeed. */
export class SignInStepFailure extends Error {
  override readonly name = 'SignInStepFailure';
  readonly code: SignInError;

  constructor(code: SignInError, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
