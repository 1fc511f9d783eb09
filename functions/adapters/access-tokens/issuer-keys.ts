import { createRemoteJWKSet, customFetch, type RemoteJWKSet } from 'jose';
import * as z from 'zod/mini';
import { parseJson } from '../../domain/parse-json.ts';

/** The keys of an issuer cannot be read, so nothing can be said about its tokens. The message is safe to log. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

/** Both documents together; API Gateway waits 10 s for an authorizer. */
const DEADLINE_MILLISECONDS = 5_000;
const DOCUMENT_BYTES = 256 * 1024;
/** How long keys are used without being read again. */
const FRESH_MILLISECONDS = 10 * 60 * 1000;
/** How long keys are used while the issuer does not answer: as long as API Gateway remembers keys. */
const KEPT_MILLISECONDS = 2 * 60 * 60 * 1000;
/** Anybody can name a key that there is not: the issuer is asked for it no more often than this. */
const COOLDOWN_MILLISECONDS = 30_000;
/** For so long after a failure, nobody waits for the issuer again. */
const PAUSE_MILLISECONDS = 5_000;

const discovery = z.object({ issuer: z.string(), jwks_uri: z.string() });
const keySet = z.object({ keys: z.array(z.object({})) });

/** The public keys of an issuer, found by its discovery document, for tokens that name one of them. */
export function openIssuerKeys(issuer: string, now: () => Date, send: typeof fetch): RemoteJWKSet {
  const documentUrl = new URL(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  let kept: { readonly text: string; readonly atMs: number } | undefined;
  let failed: { readonly error: unknown; readonly atMs: number } | undefined;

  async function fetchKeys(signal: AbortSignal): Promise<string> {
    const found = discovery.safeParse(parseJson(await read(send, documentUrl, signal)));
    if (!found.success || found.data.issuer !== issuer) throw new KeysUnavailable('discovery');
    const text = await read(send, keysUrl(found.data.jwks_uri, documentUrl), signal);
    if (!keySet.safeParse(parseJson(text)).success) throw new KeysUnavailable('keys');
    return text;
  }

  async function keys(signal: AbortSignal): Promise<string> {
    const atMs = now().getTime();
    try {
      if (failed !== undefined && atMs - failed.atMs < PAUSE_MILLISECONDS) throw failed.error;
      kept = { text: await fetchKeys(signal), atMs };
    } catch (error) {
      if (error !== failed?.error) failed = { error, atMs };
      if (kept === undefined || atMs - kept.atMs > KEPT_MILLISECONDS) throw unavailable(error);
    }
    return kept.text;
  }

  return createRemoteJWKSet(documentUrl, {
    timeoutDuration: DEADLINE_MILLISECONDS,
    cacheMaxAge: FRESH_MILLISECONDS,
    cooldownDuration: COOLDOWN_MILLISECONDS,
    [customFetch]: async (_, { signal }) => new Response(await keys(signal)),
  });
}

/** Where the keys are: over https, unless the issuer itself is not. */
function keysUrl(text: string, documentUrl: URL): URL {
  const url = URL.parse(text);
  if (url?.protocol === 'https:' || (url !== null && url.origin === documentUrl.origin)) return url;
  throw new KeysUnavailable('jwks_uri');
}

async function read(send: typeof fetch, url: URL, signal: AbortSignal): Promise<string> {
  const { status, body } = await send(url, { headers: { accept: 'application/json' }, redirect: 'error', signal });
  if (status !== 200 || body === null) throw new KeysUnavailable(`status ${status}`);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > DOCUMENT_BYTES) throw new KeysUnavailable('oversize');
  }
  return Buffer.concat(chunks).toString('utf8');
}

function unavailable(error: unknown): KeysUnavailable {
  return error instanceof KeysUnavailable ? error : new KeysUnavailable('no answer', { cause: error });
}
