import type { Access, TokenAccess } from '../../client/handfast.ts';
import { tokenUrlOf } from '../../functions/domain/api/token-url.ts';
import { findApiAccess } from '../../infra/local/data-folder/api-access.ts';
import { findSource, misused, ofLocalMode, type Source, type Wanted } from './deployment.ts';

/** Clients that were made by `handfast clients create` or by GraphQL have ids of this kind; others are the issuer's. */
const MADE_HERE = /^(?:cli|inc)_/;

/**
 * Where the API of a deployment is, and the client that calls it: local mode's own, or that of the environment.
 *
 * @throws CliError when it is not clear which one is meant, or a part is missing
 */
export function findApi(wanted: Wanted, environment: NodeJS.ProcessEnv): Access & TokenAccess {
  const source = findSource(wanted, environment, 'ApiUrl');
  if (source.kind === 'local') return ofLocalMode(source.dataFolder, findApiAccess);
  const url = originOf(source.kind === 'url' ? source.url : (source.read('ApiUrl') ?? ''));
  const { HANDFAST_CLIENT_ID: clientId, HANDFAST_CLIENT_SECRET: clientSecret, HANDFAST_SCOPE: scope } = environment;
  if (!clientId || !clientSecret) {
    const missing = [!clientId && 'HANDFAST_CLIENT_ID', !clientSecret && 'HANDFAST_CLIENT_SECRET'].filter(Boolean);
    throw misused(
      `Set ${missing.join(' and ')} to a client of the API. "npx handfast clients create --name cli" makes one and shows both.`,
    );
  }
  const tokenUrl = environment['HANDFAST_TOKEN_URL'] || tokenUrlFor(source, url, clientId);
  if (tokenUrl !== undefined && !isSafe(tokenUrl)) {
    throw misused('The token URL (HANDFAST_TOKEN_URL, or of the outputs) must be https, since it is sent the secret.');
  }
  if (tokenUrl !== undefined) return { url, tokenUrl, clientId, clientSecret, ...(scope && { scope }) };
  throw misused('Set HANDFAST_TOKEN_URL to where the issuer of this client gives tokens.');
}

function tokenUrlFor(source: Source, url: string, clientId: string): string | undefined {
  if (MADE_HERE.test(clientId)) return tokenUrlOf(`${url}/v1`);
  return source.kind === 'outputs' ? source.read('TokenUrl') : undefined;
}

function originOf(text: string): string {
  const url = URL.parse(text);
  const paths = ['/', '/v1', '/v1/', '/v1/clients'];
  if (url === null || !paths.includes(url.pathname) || url.search !== '' || url.username !== '' || url.hash !== '') {
    throw misused(`--url: "${text}" must be the output "ApiUrl", such as https://connect.example/v1.`);
  }
  if (!isSafe(text)) {
    throw misused('--url: must be https, since requests carry a token.');
  }
  return url.origin;
}

/** Whether nobody on the way can read along. */
function isSafe(text: string): boolean {
  const url = URL.parse(text);
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && url.hostname === '127.0.0.1');
}
