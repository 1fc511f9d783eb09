import { HandfastError } from './error.ts';

/** Where tokens come from, and for which client: OAuth 2.0 client credentials. */
export type TokenAccess = {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Separated by blanks, as the issuer names them. Left out: all that the client has, at Cognito. */
  readonly scope?: string | undefined;
};

/** A token is replaced this long before it expires: it must still be valid when it arrives. */
const EARLY_SECONDS = 60;
const TOKEN_TIMEOUT_MILLISECONDS = 10_000;

type Held = { readonly token: string; readonly deadlineMs: number };

/** Tokens, asked for once and kept until shortly before they expire. */
export function tokenSource(access: TokenAccess, send: typeof fetch) {
  let held: Held | undefined;
  let asking: Promise<Held> | undefined;
  let isReplacing = false;
  let replacement: string | undefined;
  return {
    /** @throws HandfastError `token_unavailable` */
    async token(): Promise<string> {
      if (held !== undefined && held.deadlineMs > Date.now()) return held.token;
      asking ??= fetchToken(access, send).finally(() => {
        asking = undefined;
      });
      held = await asking;
      if (isReplacing) replacement = held.token;
      isReplacing = false;
      return held.token;
    },
    /** Drops a token that was not accepted, unless another one has come already. */
    forget(token: string): void {
      if (held?.token !== token) return;
      held = undefined;
      isReplacing = true;
    },
    /** Whether it came in place of one that was not accepted, so that yet another would do no better. */
    isReplacement: (token: string): boolean => token === replacement,
  };
}

async function fetchToken(access: TokenAccess, send: typeof fetch): Promise<Held> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...(access.scope && { scope: access.scope }) });
  const response = await send(access.tokenUrl, {
    method: 'POST',
    redirect: 'manual',
    headers: { authorization: basic(access), accept: 'application/json' },
    body,
    signal: AbortSignal.timeout(TOKEN_TIMEOUT_MILLISECONDS),
  }).catch((cause: unknown) => {
    throw unavailable(0, 'the token URL cannot be reached', cause);
  });
  const answer: Record<string, unknown> = await response.json().then(Object, () => ({}));
  const token = answer['access_token'];
  // The server's error (RFC 6749 §5.2) is a code without secrets; its description need not be.
  // A header takes no other, and the platform's error would quote it.
  if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token))
    throw unavailable(response.status, `the token URL says "${codeIn(answer)}"`);
  const seconds = Number(answer['expires_in'] ?? 0);
  return { token, deadlineMs: Date.now() + Math.max(seconds / 2, seconds - EARLY_SECONDS) * 1000 };
}

/** RFC 6749 §2.3.1: both are form-encoded first. */
function basic({ clientId, clientSecret }: TokenAccess): string {
  return `Basic ${btoa(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`)}`;
}

function codeIn({ error }: Record<string, unknown>): string {
  return typeof error === 'string' && /^[a-z_]{1,40}$/.test(error) ? error : 'nothing';
}

function unavailable(status: number, why: string, cause?: unknown): HandfastError {
  const detail = `There is no token: ${why}. Check the token URL, the client's id and its secret.`;
  return new HandfastError({ code: 'token_unavailable', status, detail }, cause);
}
