import { createHmac } from 'node:crypto';
import type { ConsumerRow } from '../rows.ts';
import type { Tables } from '../tables.ts';
import type { Generation } from './base-string.ts';
import { baseString } from './base-string.ts';
import { OauthProblem } from './oauth-problem.ts';
import { percentEncoded } from './octets.ts';
import type { SignedRequest } from './signed-request.ts';
import { sameText } from './token-rules.ts';

/** How far a timestamp may lie in the future; the past is not limited. */
const TIME_DEVIATION_SECONDS = 600;

const ALWAYS_REQUIRED = [
  'oauth_consumer_key',
  'oauth_signature',
  'oauth_signature_method',
  'oauth_nonce',
  'oauth_timestamp',
];

// HMAC-SHA1 was dropped in 2.4.4; of the Zend generation only stores up to 2.4.3 still take it.
const SHA256 = new Map([['HMAC-SHA256', 'sha256']]);
const METHODS: Record<Generation, ReadonlyMap<string, string>> = {
  '2.0': new Map([...SHA256, ['HMAC-SHA1', 'sha1']]),
  '2.4.6': SHA256,
  '2.4.8': SHA256,
};

export type Signer = { readonly generation: Generation; readonly tables: Tables; readonly now: () => Date };

/**
 * Checks everything but the signature, in Magento's order, and uses up the nonce.
 * (Magento\Framework\Oauth\Oauth::_validateProtocolParams)
 */
export function checkProtocol(
  signer: Signer,
  given: ReadonlyMap<string, string>,
  required: string[] = [],
): ConsumerRow {
  const version = given.get('oauth_version') ?? '1.0';
  if (version !== '1.0') throw new OauthProblem(`The "${version}" Oauth version isn't supported.`, 400);
  const missing = [...ALWAYS_REQUIRED, ...required].filter((name) => !given.has(name));
  if (missing.length > 0) throw new OauthProblem(missingText(missing), 400);
  if ((given.get('oauth_token')?.length ?? 32) !== 32) {
    throw new OauthProblem('The token length is invalid. Check the length and try again.', 400);
  }
  const method = given.get('oauth_signature_method') ?? '';
  if (!METHODS[signer.generation].has(method)) {
    throw new OauthProblem(`Signature method ${method} is not supported`, 400);
  }
  const consumer = signer.tables.consumerByKey(given.get('oauth_consumer_key') ?? '');
  checkFresh(signer, consumer, given);
  return consumer;
}

function checkFresh(signer: Signer, consumer: ConsumerRow, given: ReadonlyMap<string, string>): void {
  const timestamp = Number.parseInt(given.get('oauth_timestamp') ?? '', 10) || 0;
  if (timestamp <= 0 || timestamp > signer.now().getTime() / 1000 + TIME_DEVIATION_SECONDS) {
    throw new OauthProblem('Incorrect timestamp value in the oauth_timestamp parameter', 400);
  }
  if (!signer.tables.useNonce(consumer.id, given.get('oauth_nonce') ?? '')) {
    throw new OauthProblem(`The nonce is already being used by the consumer with ID ${consumer.id}`);
  }
}

/** @throws OauthProblem unless the request is signed with these secrets. `tokenSecret` is empty on a request call. */
export function checkSignature(
  generation: Generation,
  request: SignedRequest,
  given: ReadonlyMap<string, string>,
  secrets: { consumer: string; token: string },
): void {
  const expected = signatureOf(generation, request, given, secrets);
  if (!sameText(expected, given.get('oauth_signature') ?? '')) {
    throw new OauthProblem('The signature is invalid. Verify and try again.');
  }
}

/** Base64 of the HMAC over the base string; `given` may hold the signature itself, which is left out. */
export function signatureOf(
  generation: Generation,
  request: Pick<SignedRequest, 'method' | 'url'>,
  given: ReadonlyMap<string, string>,
  secrets: { consumer: string; token: string },
): string {
  const signed = new Map(given);
  signed.delete('oauth_signature');
  const hash = METHODS[generation].get(given.get('oauth_signature_method') ?? '') ?? 'sha256';
  const key = `${percentEncoded(secrets.consumer)}&${percentEncoded(secrets.token)}`;
  return createHmac(hash, key)
    .update(baseString(generation, request.method, request.url, signed), 'latin1')
    .digest('base64');
}

// One text keeps its full stop; several lose theirs when Magento joins them.
function missingText(names: readonly string[]): string {
  const texts = names.map((name) => `"${name}" is required. Enter and try again`);
  return texts.length === 1 ? `${texts[0]}.` : texts.join(', ');
}
