import { isUtf8 } from 'node:buffer';
import { OAuthRefusal } from './oauth-refusal.ts';

/** As the client gave them. */
export type Credentials = { readonly clientId: string; readonly clientSecret: string };

const BASIC = /^basic +(?<credentials>[A-Za-z0-9+/]+={0,2})$/i;

/** RFC 6749 appendix A: printable ASCII. */
const PRINTABLE = /^[\x20-\x7e]{1,512}$/;

/**
 * The client's credentials, in the header (RFC 6749 §2.3.1, `client_secret_basic`) or in the form
 * (`client_secret_post`), never in both.
 *
 * @throws OAuthRefusal
 */
export function readCredentials(authorization: string | undefined, form: ReadonlyMap<string, string>): Credentials {
  const [clientId, clientSecret] = [form.get('client_id'), form.get('client_secret')];
  if (authorization === undefined) return checked(clientId, clientSecret);
  if (clientSecret !== undefined) {
    throw new OAuthRefusal(
      'invalid_request',
      'Send the secret in the header Authorization or in the body, not in both.',
    );
  }
  const credentials = readBasic(authorization);
  if (clientId !== undefined && clientId !== credentials.clientId) {
    throw new OAuthRefusal('invalid_request', 'The client_id in the body is another than in the header Authorization.');
  }
  return credentials;
}

export function unknownClient(): OAuthRefusal {
  return new OAuthRefusal('invalid_client', 'There is no client with this id and this secret.', 401);
}

function readBasic(authorization: string): Credentials {
  const encoded = BASIC.exec(authorization)?.groups?.['credentials'];
  if (encoded === undefined) {
    throw new OAuthRefusal('invalid_client', 'The header Authorization must be Basic with client id and secret.', 401);
  }
  const bytes = Buffer.from(encoded, 'base64');
  const text = isUtf8(bytes) ? bytes.toString('utf8') : '';
  const colon = text.indexOf(':');
  if (colon < 0) throw unknownClient();
  return checked(formDecoded(text.slice(0, colon)), formDecoded(text.slice(colon + 1)));
}

/** RFC 6749 §2.3.1: both are form-encoded before they are joined. */
function formDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

function checked(clientId: string | undefined, clientSecret: string | undefined): Credentials {
  if (clientId === undefined || clientSecret === undefined) {
    throw new OAuthRefusal(
      'invalid_client',
      'Send client_id and client_secret, best in the header Authorization.',
      401,
    );
  }
  if (!PRINTABLE.test(clientId) || !PRINTABLE.test(clientSecret)) throw unknownClient();
  return { clientId, clientSecret };
}
