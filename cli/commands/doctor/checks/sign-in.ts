import type { Deployment } from '../../../../client/handfast.ts';
import { ask } from '../ask.ts';
import { type Check, counted, failed, notAsked, ok, warning } from '../check.ts';

const NAME = 'Sign-in provider';
const REDIRECT = 'Redirect URI';

/**
 * Whether merchants' provider is there, and knows where to send them back.
 *
 * @param clientId of Handfast at the provider; without it, nobody can ask about the redirect URI
 */
export async function checkSignIn(
  { issuer, redirectUri }: Deployment['signIn'],
  clientId: string | undefined,
): Promise<readonly Check[]> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const asked = await ask(address);
  if (asked.kind === 'unreached') return [failed(NAME, `${address}: ${asked.why}`, asked.next)];
  const document = membersOf(asked.text);
  if (asked.status !== 200 || document === undefined) {
    return [failed(NAME, `${address} answers ${asked.status}, and not with its metadata`, 'Check the setting signIn.')];
  }
  if (document['issuer'] !== issuer) {
    const next = `Set signIn.issuer to the letter as the document does: ${JSON.stringify(document['issuer'])}.`;
    return [failed(NAME, `its metadata names another issuer than ${issuer}`, next)];
  }
  const provider = await checkKeys(issuer, String(document['jwks_uri']));
  return [provider, await checkRedirect(String(document['authorization_endpoint']), redirectUri, clientId)];
}

async function checkKeys(issuer: string, jwksUri: string): Promise<Check> {
  const asked = await ask(jwksUri);
  const keys: unknown = asked.kind === 'answered' ? membersOf(asked.text)?.['keys'] : undefined;
  if (Array.isArray(keys) && keys.length > 0)
    return ok(NAME, `${issuer} shows its metadata and ${counted(keys.length, 'key')}`);
  return failed(NAME, `${jwksUri} shows no keys`, 'Ask whoever runs the provider: without keys nobody can sign in.');
}

/** A provider refuses a redirect URI that is not registered before anything else, and never goes there. */
async function checkRedirect(endpoint: string, redirectUri: string, clientId: string | undefined): Promise<Check> {
  if (clientId === undefined) {
    const why = `register ${redirectUri} at the provider; with --sign-in-client <id>, it is asked whether it is`;
    return notAsked(REDIRECT, why);
  }
  const url = new URL(endpoint);
  const query = {
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid',
    prompt: 'none',
    state: 'doctor',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const asked = await ask(url.href);
  if (asked.kind === 'unreached') return failed(REDIRECT, `${url.origin}: ${asked.why}`, asked.next);
  const location = URL.parse(asked.headers.get('location') ?? '', url.href)?.href ?? '';
  const register = `Register ${redirectUri} at the provider for the client ${clientId}, to the letter.`;
  if (location.startsWith(redirectUri)) return ok(REDIRECT, `${redirectUri} is registered`);
  if (asked.status >= 400 || /error/i.test(location)) {
    return failed(REDIRECT, `the provider refuses ${redirectUri}, or does not know the client ${clientId}`, register);
  }
  if (location !== '') return ok(REDIRECT, `${redirectUri} is not refused`);
  return warning(REDIRECT, `the provider does not say whether ${redirectUri} is registered`, register);
}

function membersOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
