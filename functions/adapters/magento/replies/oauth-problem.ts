import type { RefusalCode } from '../../../domain/refusals/refusal.ts';
import { Refusal } from '../../../domain/refusals/refusal.ts';
import { safeText } from './foreign-answer.ts';

/**
 * What Magento says, on token calls (`oauth_problem`) and REST calls (`message`), and what it means for us. Source:
 * `Magento\Integration\Model\Oauth\Token\Provider` and `Magento\Framework\Oauth\Oauth`. First match wins.
 */
const PROBLEMS: readonly (readonly [RegExp, RefusalCode])[] = [
  [/^Consumer key has expired/i, 'consumer_key_expired'],
  [/consumer token is not a verifier token/i, 'request_token_lost'],
  [/consumer token is not a request token|^Token is already being used/i, 'access_token_lost'],
  [/^A consumer having the specified key does not exist/i, 'consumer_unknown'],
  [/^The signature is invalid|^Invalid signature/i, 'signature_rejected'],
  [/^Specified token does not exist|^Access token has been revoked/i, 'token_rejected'],
  [/^(?:Request )?Token is not associated with the specified consumer/i, 'token_rejected'],
  [/^A token with consumer ID \S+ does not exist/i, 'token_rejected'],
  [/^(?:The )?consumer is(?:n't| not) authorized/i, 'permission_missing'],
];

/** What a text of Magento's means, if it is one of those that say something about keys, tokens or rights. */
export function problemCode(text: string): RefusalCode | undefined {
  return PROBLEMS.find(([pattern]) => pattern.test(text))?.[1];
}

/** The refusal for an `oauth_problem`; `token_refused`, with the text made safe, for all that has no code of its own. */
export function problemRefusal(text: string, status: number): Refusal {
  const code = problemCode(text);
  return code === undefined
    ? new Refusal('token_refused', { status, problem: safeText(text) })
    : new Refusal(code, { status });
}
