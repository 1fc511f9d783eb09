import { createHmac } from 'node:crypto';
import OAuth from 'oauth-1.0a';
import { baseUrlAsSent, baseUrlOfLaminas, baseUrlOfZend } from './base-url.ts';
import { bytesOf, percentEncode } from './bytes.ts';
import { freshNonce } from './nonce.ts';
import type { ProtocolParameters } from './parameter-string.ts';
import { parametersInByteOrder, parametersInNaturalOrder } from './parameter-string.ts';
import type { UrlParts } from './url-parts.ts';
import { urlParts } from './url-parts.ts';

/**
 * Magento's three ways to sign: 2.4.6 to 2.4.7, 2.4.8 and later, up to 2.4.5. In the order in which they are tried: most
 * stores run 2.4.7 or less, and the first and the last differ for odd characters in a path only.
 */
export const GENERATIONS = ['2.4.6', '2.4.8', '2.0'] as const;

/** Which of Magento's three signing algorithms a store runs. */
export type Generation = (typeof GENERATIONS)[number];

/** One request to sign, and the keys to sign it with. */
export type Signable = {
  readonly method: string;
  /** Absolute, and exactly what goes out on the wire: it is signed as it stands, never normalised first. */
  readonly url: string;
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly token?: string | undefined;
  readonly tokenSecret?: string | undefined;
  /** Only for the call that fetches an access token. */
  readonly verifier?: string | undefined;
  readonly generation: Generation;
  /** Fresh unless given: Magento accepts each once per consumer. */
  readonly nonce?: string | undefined;
  /** Seconds since 1970; now, unless given. */
  readonly timestamp?: string | number | undefined;
};

type Algorithm = {
  readonly baseUrl: (parts: UrlParts) => string;
  readonly parameters: (query: string, protocol: ProtocolParameters) => string;
};

const ALGORITHMS = {
  '2.4.8': { baseUrl: baseUrlAsSent, parameters: parametersInByteOrder },
  '2.4.6': { baseUrl: baseUrlOfLaminas, parameters: parametersInNaturalOrder },
  '2.0': { baseUrl: baseUrlOfZend, parameters: parametersInNaturalOrder },
} as const satisfies Record<Generation, Algorithm>;

/**
 * The value of the `Authorization` header for one request: `OAuth oauth_consumer_key="…",…`, HMAC-SHA256.
 *
 * @throws TypeError when `url` is not an absolute URL with a host.
 */
export function authorizationHeader(request: Signable): string {
  const signer = new MagentoSigner(request);
  const protocol = signer.protocolParameters(request);
  const wire = { method: request.method, url: bytesOf(request.url) };
  const signature = signer.getSignature(wire, bytesOf(request.tokenSecret ?? ''), protocol);
  return signer.toHeader({ ...protocol, oauth_signature: signature }).Authorization;
}

/**
 * Whether two generations sign this URL alike: then a refusal by the one is a refusal by the other.
 *
 * @throws TypeError when `url` is not an absolute URL with a host.
 */
export function signedAlike(url: string, one: Generation, other: Generation): boolean {
  if (one === other) return true;
  const parts = urlParts(bytesOf(url));
  const text = (generation: Generation): string => {
    const { baseUrl, parameters } = ALGORITHMS[generation];
    return `${baseUrl(parts)} ${parameters(parts.query, ANY_PROTOCOL)}`;
  };
  return text(one) === text(other);
}

// A blank is no value that Magento or a client gives these, so a query that overrides them is told apart.
const ANY_PROTOCOL: ProtocolParameters = [
  ['oauth_consumer_key', ' '],
  ['oauth_nonce', ' '],
  ['oauth_signature_method', ' '],
  ['oauth_timestamp', ' '],
  ['oauth_token', ' '],
  ['oauth_verifier', ' '],
  ['oauth_version', ' '],
];

/**
 * `oauth-1.0a` with the parts replaced in which Magento leaves RFC 5849, or the package does. Of the package remain
 * the signing key, the frame of the base string and the header.
 *
 * `authorize()` is not used: it knows no verifier, and it writes into the request and the token it is given.
 */
class MagentoSigner extends OAuth {
  readonly #algorithm: Algorithm;

  constructor({ consumerKey, consumerSecret, generation }: Signable) {
    super({
      consumer: { key: bytesOf(consumerKey), secret: bytesOf(consumerSecret) },
      // The package's default is PLAINTEXT; Magento takes nothing else than this since 2.4.4, and this always.
      signature_method: 'HMAC-SHA256',
      hash_function: (base, key) => createHmac('sha256', key).update(base).digest('base64'),
      parameter_seperator: ',',
    });
    this.#algorithm = ALGORITHMS[generation];
  }

  protocolParameters({ token, verifier, nonce, timestamp }: Signable): OAuth.Data {
    return {
      oauth_consumer_key: this.consumer.key,
      oauth_nonce: nonce === undefined ? this.getNonce() : bytesOf(nonce),
      oauth_signature_method: 'HMAC-SHA256',
      oauth_timestamp: timestamp === undefined ? this.getTimeStamp() : Number(timestamp),
      ...(token === undefined ? {} : { oauth_token: bytesOf(token) }),
      ...(verifier === undefined ? {} : { oauth_verifier: bytesOf(verifier) }),
      oauth_version: this.version,
    };
  }

  /** The package takes nonces from `Math.random`, which can be guessed and repeats. */
  override getNonce(): string {
    return freshNonce();
  }

  /** The package cuts at `?` only. */
  override getBaseUrl(url: string): string {
    return this.#algorithm.baseUrl(urlParts(url));
  }

  /** The package cuts values at a second `=`, encodes bracketed names of a URL twice, and sorts as RFC 5849 does. */
  override getParameterString({ url }: OAuth.RequestOptions, protocol: OAuth.Data): string {
    const values = Object.entries(protocol).map(([name, value]) => [name, String(value)] as const);
    return this.#algorithm.parameters(urlParts(url).query, values);
  }

  /** The package encodes characters, and throws at a lone surrogate; Magento encodes bytes. */
  override percentEncode(bytes: string): string {
    return percentEncode(String(bytes));
  }
}
