import type { Answer } from '../answer.ts';
import { html } from '../answer.ts';
import type { TokenRow } from '../rows.ts';
import { OauthProblem } from './oauth-problem.ts';
import { formBody } from './octets.ts';
import type { Signer } from './protocol.ts';
import { checkProtocol, checkSignature } from './protocol.ts';
import type { SignedRequest } from './signed-request.ts';
import { readParameters } from './signed-request.ts';
import { checkNotExpired, createAccessToken, createRequestToken, requestTokenRow } from './token-rules.ts';

/** `POST oauth/token/request`. The expiry is checked before the signature, as in Magento. */
export function answerRequestCall(signer: Signer, request: SignedRequest, expirySeconds: number): Answer {
  return tokenAnswer(() => {
    const given = readParameters(request, signer.generation) ?? new Map<string, string>();
    const consumer = checkProtocol(signer, given);
    checkNotExpired(consumer, signer.now(), expirySeconds);
    checkSignature(signer.generation, request, given, { consumer: consumer.secret, token: '' });
    return createRequestToken(signer.tables, consumer);
  });
}

/** `POST oauth/token/access`. It does not check the consumer's age. */
export function answerAccessCall(signer: Signer, request: SignedRequest): Answer {
  return tokenAnswer(() => {
    const given = readParameters(request, signer.generation) ?? new Map<string, string>();
    const consumer = checkProtocol(signer, given, ['oauth_token', 'oauth_verifier']);
    const [token = '', verifier = ''] = [given.get('oauth_token'), given.get('oauth_verifier')];
    const named = requestTokenRow(signer.tables, consumer, token, verifier);
    checkSignature(signer.generation, request, given, { consumer: consumer.secret, token: named.secret });
    return createAccessToken(signer.tables, consumer);
  });
}

function tokenAnswer(issue: () => TokenRow): Answer {
  try {
    const row = issue();
    return html(200, formBody({ oauth_token: row.token, oauth_token_secret: row.secret }));
  } catch (error) {
    if (!(error instanceof OauthProblem)) throw error;
    return html(error.status, formBody({ oauth_problem: error.message }));
  }
}
