import { createHash } from 'node:crypto';
import type { Problem } from './problem.ts';
import { TRANSLATED } from './translated-problems.ts';

/**
 * What Magento says, on token calls (`oauth_problem`) and REST calls (`message`). Source:
 * `Magento\Integration\Model\Oauth\Token\Provider`, `…\Oauth\Nonce\Generator` and `Magento\Framework\Oauth\Oauth`. First
 * match wins.
 */
const ENGLISH: readonly (readonly [RegExp, Problem])[] = [
  [/^Consumer key has expired/i, 'consumer_key_expired'],
  [/consumer token is not a verifier token/i, 'request_token_lost'],
  [/consumer token is not a request token|^Token is already being used/i, 'access_token_lost'],
  [/^Cannot convert to access token due to token is not request type/i, 'access_token_lost'],
  [/^A consumer (?:having the specified key|with the ID \S+) does not exist/i, 'consumer_unknown'],
  [/^The signature is invalid|^Invalid signature/i, 'signature_rejected'],
  [/^Specified token does not exist|^Access token has been revoked/i, 'token_rejected'],
  [/^Token is not an access token/i, 'token_rejected'],
  [/^(?:Request )?Token is not associated with the specified consumer/i, 'token_rejected'],
  [/^A token with consumer ID \S+ does not exist/i, 'token_rejected'],
  [/^(?:The )?consumer is(?:n't| not) authorized/i, 'permission_missing'],
  [/^The nonce is already being used/i, 'nonce_used'],
  [/\btimestamp\b.*\boauth_timestamp parameter|^An error occurred validating the nonce/i, 'timestamp_rejected'],
];

/** Magento lists all parameters that it misses, by names that no translation touches. */
const PARAMETER_MISSING = /["']\s*oauth_consumer_key\s*["']/i;
const DIGEST_CHARACTERS = 16;
/** Magento's own texts about tokens have less than half of that. */
const LONGEST_CHARACTERS = 500;

/** What a text of Magento's means, in English or in one of the languages of its published translations. */
export function problemNamed(message: string): Problem | undefined {
  const text = plainText(message.slice(0, LONGEST_CHARACTERS));
  if (PARAMETER_MISSING.test(text)) return 'authorization_header_missing';
  return englishProblem(text) ?? TRANSLATED[textDigest(text)];
}

export function englishProblem(text: string): Problem | undefined {
  return ENGLISH.find(([pattern]) => pattern.test(text))?.[1];
}

/** The digest of a text, by which `translated-problems.ts` knows it: packs are other people's work, and are not copied. */
export function textDigest(text: string): string {
  return createHash('sha256').update(normalised(text)).digest('hex').slice(0, DIGEST_CHARACTERS);
}

const NAMED: Readonly<Record<string, string>> = { quot: '"', apos: "'", laquo: '«', raquo: '»', nbsp: ' ', amp: '&' };

/**
 * Without what modules and language packs put around words: tags, entities, invisible characters, quotes of all sorts.
 */
function plainText(text: string): string {
  return text
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#(\d{2,6}|x[0-9a-f]{2,5});/gi, (_, code: string) => characterOf(code))
    .replace(/&([a-z]+);/gi, (entity, name: string) => NAMED[name.toLowerCase()] ?? entity)
    .normalize('NFKC')
    .replace(/[\u00ad\u200b-\u200f\ufeff]/g, '')
    .replace(/[‘’`´]/g, "'")
    .replace(/«\s*|\s*»|[„“”]/g, '"')
    .replace(/\s+/g, ' ')
    .trim();
}

function characterOf(code: string): string {
  const point = /^x/i.test(code) ? Number.parseInt(code.slice(1), 16) : Number(code);
  return point <= 0x10_ffff ? String.fromCodePoint(point) : '';
}

/** Without what differs between packs and answers: values in place of `%1` and `%resources`, case, full stops. */
function normalised(text: string): string {
  return plainText(text)
    .toLowerCase()
    .replace(/%[a-z_]+|%?\d+|\b[a-z0-9]+_[a-z0-9]+::[a-z0-9_:]+(?:,\s*[a-z0-9_]+::[a-z0-9_:]+)*/g, '#')
    .replace(/[\s.!。]+$/, '')
    .trim();
}
