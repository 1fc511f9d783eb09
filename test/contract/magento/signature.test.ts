import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { authorizationHeader, type Generation } from '../../../functions/adapters/magento/signing/signature.ts';

// Requests with the signatures that Magento's released code computes for them.
const vectors = z
  .object({
    oauth: z.object({
      oauth_consumer_key: z.string(),
      oauth_nonce: z.string(),
      oauth_timestamp: z.string(),
      oauth_token: z.string(),
    }),
    consumerSecret: z.string(),
    tokenSecret: z.string(),
    cases: z.array(
      z.object({
        name: z.string(),
        method: z.string(),
        url: z.string(),
        signatures: z.object({ '2.4.4-2.4.5': z.string(), '2.4.6-2.4.7': z.string(), '2.4.8': z.string() }),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('./signature-vectors.json', import.meta.url), 'utf8')));

const releases: readonly (readonly ['2.4.4-2.4.5' | '2.4.6-2.4.7' | '2.4.8', Generation])[] = [
  ['2.4.4-2.4.5', '2.0'],
  ['2.4.6-2.4.7', '2.4.6'],
  ['2.4.8', '2.4.8'],
];

describe.each(releases)('Magento %s', (release, generation) => {
  test.each(vectors.cases)('accepts the signature of: $name', ({ method, url, signatures }) => {
    const header = authorizationHeader({
      method,
      url,
      consumerKey: vectors.oauth.oauth_consumer_key,
      consumerSecret: vectors.consumerSecret,
      token: vectors.oauth.oauth_token,
      tokenSecret: vectors.tokenSecret,
      generation,
      nonce: vectors.oauth.oauth_nonce,
      timestamp: vectors.oauth.oauth_timestamp,
    });
    expect(header).toContain(`oauth_signature="${encodeURIComponent(signatures[release])}"`);
  });
});
