import { isUtf8 } from 'node:buffer';
import type { TokenRequest } from '../../adapters/lambda/token-handler.ts';
import { withoutResourceServer } from '../../domain/api/scopes.ts';
import { OAuthRefusal } from './oauth-refusal.ts';
import { type Credentials, readCredentials } from './read-credentials.ts';

/** A whole request has less than 1 KB. */
const BODY_MAX_BYTES = 8 * 1024;

/** RFC 6749 §3.3: what scope tokens consist of. */
const SCOPES = /^[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/;

/** Who wants a token, and for what; no scopes: for all that the client has. */
export type AskedToken = Credentials & { readonly scopes: readonly string[] | undefined };

/**
 * Reads a request for a token (RFC 6749 §4.4.2), before anything is looked up.
 *
 * @throws OAuthRefusal
 */
export function readTokenRequest(request: TokenRequest): AskedToken {
  if (request.query.size > 0) {
    throw new OAuthRefusal('invalid_request', 'Send parameters in the body, never in the URL.');
  }
  const form = readForm(request);
  const credentials = readCredentials(request.authorization, form);
  const grant = form.get('grant_type');
  if (grant === undefined) throw new OAuthRefusal('invalid_request', 'Send grant_type=client_credentials.');
  if (grant !== 'client_credentials') {
    throw new OAuthRefusal('unsupported_grant_type', 'The only grant_type here is client_credentials.');
  }
  return { ...credentials, scopes: readScopes(form.get('scope')) };
}

function readForm({ contentType, body }: TokenRequest): ReadonlyMap<string, string> {
  if (body.length > BODY_MAX_BYTES) {
    throw new OAuthRefusal('invalid_request', `The body must have at most ${BODY_MAX_BYTES} bytes.`, 413);
  }
  if (contentType !== 'application/x-www-form-urlencoded') {
    throw new OAuthRefusal('invalid_request', 'Send a form: content-type: application/x-www-form-urlencoded.');
  }
  if (!isUtf8(body)) throw new OAuthRefusal('invalid_request', 'The body must be UTF-8.');
  const form = new URLSearchParams(body.toString('utf8'));
  const names = [...form.keys()];
  // RFC 6749 §3.2: none of them twice, unknown ones included.
  if (new Set(names).size < names.length) throw new OAuthRefusal('invalid_request', 'Send every parameter once.');
  // RFC 6749 §3.2: one without a value counts as left out.
  return new Map([...form].filter(([, value]) => value !== ''));
}

/** Names as Cognito writes them are taken, too, so that a client may be moved without a change of its settings. */
function readScopes(text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined;
  if (!SCOPES.test(text)) throw new OAuthRefusal('invalid_scope', 'Separate scopes by single blanks.');
  return [...new Set(text.split(' ').map(withoutResourceServer))];
}
