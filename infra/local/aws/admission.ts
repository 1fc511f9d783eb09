import type { IncomingHttpHeaders } from 'node:http';
import { AwsFault } from './aws-fault.ts';
import type { Credentials } from './credentials.ts';
import type { SignedCall } from './signature.ts';
import { accessKeyIn, isSignedBy } from './signature.ts';

const LOOPBACK = /^127\.0\.0\.1(?::\d+)?$/;

/**
 * A page of the web whose host name was pointed at this computer still sends that name. Any port will do: a proxy of a
 * test passes on its own.
 *
 * @throws AwsFault for another host than 127.0.0.1
 */
export function assertLoopback({ host }: IncomingHttpHeaders): void {
  if (!LOOPBACK.test(host ?? '')) throw new AwsFault('MisdirectedRequest', 'This host is not served here.', 421);
}

/**
 * Lets in what this run's credentials signed, and refuses the rest with the codes of AWS.
 *
 * @throws AwsFault without a signature, with another access key, or with a signature that does not fit
 */
export async function assertSigned(credentials: Credentials, call: SignedCall): Promise<void> {
  const { authorization } = call.headers;
  if (!authorization) {
    throw new AwsFault('MissingAuthenticationTokenException', 'Missing Authentication Token', 403);
  }
  const key = accessKeyIn(authorization);
  if (key === undefined) throw new AwsFault('IncompleteSignatureException', 'The Authorization header is incomplete.');
  if (key !== credentials.accessKeyId) {
    throw new AwsFault('UnrecognizedClientException', 'The security token included in the request is invalid.');
  }
  if (!(await isSignedBy(credentials, call))) {
    throw new AwsFault('InvalidSignatureException', 'The signature does not match the one that was computed here.');
  }
}
