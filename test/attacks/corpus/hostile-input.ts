import fc from 'fast-check';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';
import { tries } from '../harness/attack-count.ts';

const RUNS = 2_000;
/** Runs a property, and counts its inputs. A reader answers, or refuses with a code: it never fails otherwise. */
export function holds<T>(
  context: Parameters<typeof tries>[0],
  input: fc.Arbitrary<T>,
  property: (value: T) => void,
): void {
  tries(context, { attacks: RUNS });
  fc.assert(fc.property(input, property), { numRuns: RUNS });
}

export function answered<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

export const any = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.string({ maxLength: 3_000 }));
export const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 9_000 }),
  any.map((text) => Buffer.from(text)),
);
export const key = fc.stringMatching(/^[a-z0-9]{32}$/);
export const odd = fc.constantFrom(
  ...[
    '%',
    '%0',
    '%00',
    '%zz',
    '\0',
    '\r\n',
    '+',
    '&',
    '=',
    '&&',
    '==',
    '[]',
    '__proto__',
    'constructor',
    '\ufeff',
    '%EF%BB%BF',
  ],
);
/** Nearly Magento's message: the right fields, some of them twice, missing, or with something stuck to them. */
export const nearlyMessage = fc
  .tuple(
    key,
    key,
    fc.oneof(fc.webUrl(), fc.constant('https://shop.example/')),
    key,
    fc.array(odd, { maxLength: 3 }),
    fc.nat(500),
  )
  .map(([consumer, secret, url, verifier, pieces, at]) => {
    const whole = `oauth_consumer_key=${consumer}&oauth_consumer_secret=${secret}&store_base_url=${encodeURIComponent(url)}&oauth_verifier=${verifier}`;
    return `${whole.slice(0, at)}${pieces.join('')}${whole.slice(at)}`;
  });
export const nearlyUrl = fc
  .tuple(
    fc.constantFrom('https://', 'http://', 'HTTPS://', 'https:', '//', ''),
    any,
    fc.constantFrom('/', '', '?', '#', '\\', '@x/'),
    any,
  )
  .map((parts) => parts.join(''));
