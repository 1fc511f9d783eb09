import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { Reply } from '../transport/send.ts';
import { invalidResponse, kindOfBody, refuseForeignAnswer } from './foreign-answer.ts';
import { problemRefusal } from './oauth-problem.ts';

/** A request token or an access token, with its secret. */
export type Token = { readonly token: string; readonly tokenSecret: string };

/** Which of the two token calls was answered. */
export type TokenCall = 'request' | 'access';

const LOST = { request: 'request_token_lost', access: 'access_token_lost' } as const;
// Magento draws 32 of a-z0-9; a module may change the length, never the alphabet.
const TOKEN = /^[A-Za-z0-9]{16,64}$/;

/**
 * Reads the answer to a token call: form-encoded, under content type text/html.
 *
 * @throws Refusal `request_token_lost` or `access_token_lost` for a 200 that speaks of a token and is damaged, `access_token_lost` for an
 * empty one, too: it was issued, and never will be again; what `oauth_problem` stands for; `store_busy`; `store_invalid_response`
 */
export function readToken(reply: Reply, call: TokenCall): Token {
  const { status, body } = reply;
  const fields = new URLSearchParams(body.trim());
  const [problem] = fields.getAll('oauth_problem');
  if (problem !== undefined && status >= 400) throw problemRefusal(problem, status);
  refuseForeignAnswer(reply);
  if (status === 200) {
    const token = tokenIn(fields);
    if (token !== undefined) return token;
    // The request call can be made again to learn what an answer without a word meant; the access call can not.
    const silent = call === 'access' && body.trim() === '';
    if (silent || body.includes('oauth_token')) throw new Refusal(LOST[call], { status, answer: kindOfBody(body) });
  }
  if (status >= 500) throw new Refusal('store_busy', { status });
  throw invalidResponse(status, kindOfBody(body));
}

function tokenIn(fields: URLSearchParams): Token | undefined {
  const [token = '', ...moreTokens] = fields.getAll('oauth_token');
  const [tokenSecret = '', ...moreSecrets] = fields.getAll('oauth_token_secret');
  if (moreTokens.length > 0 || moreSecrets.length > 0 || fields.size !== 2) return undefined;
  return TOKEN.test(token) && TOKEN.test(tokenSecret) ? { token, tokenSecret } : undefined;
}
