import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Generation } from '../../../../infra/local/demo-store/oauth/base-string.ts';
import { signatureOf } from '../../../../infra/local/demo-store/oauth/protocol.ts';
import { readParameters } from '../../../../infra/local/demo-store/oauth/signed-request.ts';

// Computed by the released Magento code itself: the outside truth, shared with nobody's signer.
const vectors = z
  .object({
    oauth: z.record(z.string(), z.string()),
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
  .parse(JSON.parse(readFileSync(new URL('../../magento/signature-vectors.json', import.meta.url), 'utf8')));

const GENERATIONS = { '2.0': '2.4.4-2.4.5', '2.4.6': '2.4.6-2.4.7', '2.4.8': '2.4.8' } as const;
const secrets = { consumer: vectors.consumerSecret, token: vectors.tokenSecret };
const authorization = `OAuth ${Object.entries(vectors.oauth)
  .map(([name, value]) => `${name}="${encodeURIComponent(value)}"`)
  .join(', ')}`;

function signatureFor(generation: Generation, request: { method: string; url: string }): string {
  const given = readParameters({ ...request, authorization }, generation);
  return signatureOf(generation, request, given ?? new Map(), secrets);
}

describe.each(['2.0', '2.4.6', '2.4.8'] as const)(
  'a %s store computes the signature that Magento computed',
  (generation) => {
    test.each(vectors.cases)('$name', ({ signatures, ...request }) => {
      expect(signatureFor(generation, request)).toBe(signatures[GENERATIONS[generation]]);
    });
  },
);

test('there are vectors to hold the store against', () => {
  expect(vectors.cases.length).toBeGreaterThanOrEqual(40);
});
