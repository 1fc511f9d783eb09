import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { Reply } from '../transport/send.ts';
import { invalidResponse, kindOfBody, refuseForeignAnswer } from './foreign-answer.ts';
import { refusalFor, statedProblem } from './oauth-problem.ts';
import { complaintRefusal } from './store-error.ts';

/** A request token or an access token, with its secret. */
export type Token = { readonly token: string; readonly tokenSecret: string };

/** Which of the two token calls was answered. */
export type TokenCall = 'request' | 'access';

const LOST = { request: 'request_token_lost', access: 'access_token_lost' } as const;
// As JSON, or encoded once more, `=` is something else.
const TOKEN = /oauth_token["']?\s*(?:=|:|%3D)\s*["']?([\w.~+/-]*)/gi;
const SECRET = /oauth_token_secret["']?\s*(?:=|:|%3D)\s*["']?([\w.~+/-]*)/gi;
/** Magento draws 32 of a-z0-9; a module may change the length, never the alphabet. What a notice says has no such value. */
const VALUE = /^[A-Za-z0-9]{16,64}$/;

/**
 * Reads the answer to a token call: form-encoded, under content type text/html. PHP's notices before the pair of token
 * and secret, a caching module's comment behind it, further parameters and a second encoding are read past; a status of
 * 500, too: PHP may crash after the token is written.
 *
 * @throws Refusal `request_token_lost` or `access_token_lost` for a 200 that speaks of a token and is damaged,
 *   `access_token_lost` for an empty one, too: it was issued, and never will be again; what `oauth_problem` stands for;
 *   `store_busy`; `store_invalid_response`
 */
export function readToken(reply: Reply, call: TokenCall): Token {
  const { status, body } = reply;
  const stated = statedProblem(reply);
  if (stated !== undefined && isOAuth(body)) throw refusalFor(stated, reply);
  refuseForeignAnswer(reply);
  if (status === 200 || status === 500) {
    const token = tokenIn(body);
    if (token !== undefined) return token;
    // The request call can be repeated to find out what an unclear answer meant; the access call can not.
    const silent = call === 'access' && body.trim() === '';
    if (status === 200 && (silent || body.includes('oauth_token')))
      throw new Refusal(LOST[call], { status, answer: kindOfBody(body) });
  }
  if (status >= 500) throw complaintRefusal(reply) ?? new Refusal('store_busy', { status });
  // REST's way to refuse, where a web server or a module sends token calls there.
  if (stated?.problem !== undefined) throw refusalFor(stated, reply);
  throw invalidResponse(status, kindOfBody(body));
}

const isOAuth = (body: string): boolean => body.includes('oauth_problem=');

/** The one pair of the body: which of two would be the right one is not for us to guess. */
function tokenIn(body: string): Token | undefined {
  const [token, ...otherTokens] = valuesOf(TOKEN, body);
  const [tokenSecret, ...otherSecrets] = valuesOf(SECRET, body);
  const isOne = otherTokens.length + otherSecrets.length === 0;
  return isOne && token !== undefined && tokenSecret !== undefined ? { token, tokenSecret } : undefined;
}

function valuesOf(name: RegExp, body: string): string[] {
  return [...body.matchAll(name)].map(([, value = '']) => value).filter((value) => VALUE.test(value));
}
