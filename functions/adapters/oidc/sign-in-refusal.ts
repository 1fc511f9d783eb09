import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import { Refusal } from '../../domain/refusals/refusal.ts';
import { VendorFault } from '../http/vendor-request.ts';

/** RFC 6749 §4.1.2.1: answers by which a provider speaks of itself, not of the user. */
const PROVIDER_TROUBLE: readonly string[] = ['server_error', 'temporarily_unavailable'];

/** RFC 6749 §4.1.2.1 and §5.2, OpenID Connect Core 1.0 §3.1.2.6: what may be logged of a provider's own words. */
const KNOWN_ERRORS: readonly string[] = [
  ...PROVIDER_TROUBLE,
  'access_denied',
  'account_selection_required',
  'consent_required',
  'interaction_required',
  'invalid_client',
  'invalid_grant',
  'invalid_request',
  'invalid_scope',
  'login_required',
  'unauthorized_client',
  'unsupported_grant_type',
  'unsupported_response_type',
];

/** Turns what openid-client throws into a refusal. The fact `reason` is a code of a closed list, never free text. */
export function signInRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof AuthorizationResponseError) {
    const code = PROVIDER_TROUBLE.includes(error.error) ? 'signin_unavailable' : 'signin_refused';
    return new Refusal(code, { reason: known(error.error) }, error);
  }
  if (error instanceof ResponseBodyError) {
    // The code was used already, or has expired: signing in again helps.
    const code = error.error === 'invalid_grant' ? 'signin_refused' : 'signin_unavailable';
    return new Refusal(code, { reason: known(error.error) }, error);
  }
  if (error instanceof WWWAuthenticateChallengeError) {
    const [challenge] = error.cause;
    return new Refusal('signin_unavailable', { reason: known(challenge?.parameters.error) }, error);
  }
  return new Refusal('signin_unavailable', { reason: reasonOf(error) }, error);
}

/** What the address guard said, which a library may have wrapped; otherwise the library's own code. */
function reasonOf(error: unknown): string {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (at instanceof VendorFault) return at.code;
  }
  return error instanceof ClientError ? (error.code ?? 'OAUTH_FAILED') : 'UNREACHABLE';
}

function known(error: string | undefined): string {
  return error !== undefined && KNOWN_ERRORS.includes(error) ? error : 'other';
}
