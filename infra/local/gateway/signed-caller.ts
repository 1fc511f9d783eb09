import type { Credentials } from '../aws/credentials.ts';
import { isSignedBy, type SignedCall } from '../aws/signature.ts';
import { ACCOUNT } from '../template/template.ts';
import { type AuthorizerFacts, AuthorizerRefusal } from './authorizer-facts.ts';

/** Signatures for other services are none for this one. */
const SCOPE = /Credential=[^/\s]+\/\d{8}\/[^/]+\/execute-api\/aws4_request,/;

/**
 * Lets in whoever signs with the credentials of this instance, as API Gateway does with those whose policies allow it.
 *
 * @throws AuthorizerRefusal
 */
export async function admitSigned(credentials: Credentials, call: SignedCall): Promise<AuthorizerFacts> {
  if (!SCOPE.test(call.headers.authorization ?? '') || !(await isSignedBy(credentials, call))) {
    throw new AuthorizerRefusal(403);
  }
  const { accessKeyId: accessKey } = credentials;
  return { iam: { accessKey, accountId: ACCOUNT, userArn: `arn:aws:iam::${ACCOUNT}:user/local` } };
}
