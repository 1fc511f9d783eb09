import type { Account } from '../../../domain/account.ts';
import { checkResponse } from './answer-structure.ts';
import { type AccountAttributes, accountOf } from './assertion-account.ts';
import { checkEnvelope, checkSignedAssertion, type Expected } from './assertion-rules.ts';
import { checkStatus, type UnverifiedAnswer } from './read-answer.ts';
import { type Verification, verifiedAssertion } from './verified-assertion.ts';

/**
 * Who signed in, by a provider's answer to a request.
 *
 * @throws Refusal with the fact `reason`
 */
export async function acceptAnswer(
  answer: UnverifiedAnswer,
  expected: Expected & Verification,
  attributes: AccountAttributes,
): Promise<Account> {
  checkResponse(answer.response, expected.allowSha1);
  checkStatus(answer.response);
  checkEnvelope(answer.response, expected);
  const assertion = await verifiedAssertion(answer, expected);
  checkSignedAssertion(assertion, expected);
  return accountOf(assertion, expected.provider, attributes);
}
