import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { losslessJsonIn } from '../../../functions/adapters/magento/replies/json-in.ts';
import { storeJson } from '../../../functions/adapters/magento/session/store-json.ts';

/** Numbers as PHP, MySQL and modules write them, and texts with all that looks like something else. */
const number = fc.oneof(
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.constantFrom('12.5000', '9007199254740993', '1e3', '1.0', '-0', '0.1', '1E400', '123456789012345678', '1.5e-7'),
);
const text = fc.oneof(
  fc.string().map((value) => JSON.stringify(value)),
  fc.constantFrom('"a \\" 12.50 ["', '"\\\\"', '"\\\\\\""', '": 1.50,"', '"[[["', `"${'x'.repeat(60)} \\" 12.50 ["`),
);
const { json } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small' },
    number,
    text,
    fc.constantFrom('null', 'true', 'false'),
    fc.array(tie('json'), { maxLength: 4 }).map((items) => `[${items.join(' ,')}]`),
    fc
      .array(fc.tuple(text, tie('json')), { maxLength: 4 })
      .map((members) => `{${members.map(([name, value]) => `${name}:${value}`).join(', ')}}`),
  ),
}));

describe('the JSON of a store', () => {
  test('is read as by the slower way, whatever is in it', () => {
    fc.assert(
      fc.property(
        json,
        fc.constantFrom('', '<br />\n', '\uFEFF'),
        fc.constantFrom('', ' ', '<!-- x -->'),
        (body, before, after) => {
          const whole = `${before}${body}${after}`;
          expect(JSON.stringify(storeJson(whole))).toBe(JSON.stringify(losslessJsonIn(whole)));
        },
      ),
      { numRuns: 3_000 },
    );
  });

  test.each(['{"id":9007199254740993}', '{"price":12.5000}', '[1.0,-0]'])('keeps the digits of %s', (body) => {
    expect(JSON.stringify(storeJson(body))).toBe(body);
  });

  test.each(['', '{"a":', '"', '<html>', `${'['.repeat(300)}${']'.repeat(300)}`])('is none: %s', (body) => {
    expect(storeJson(body)).toBeUndefined();
  });
});
