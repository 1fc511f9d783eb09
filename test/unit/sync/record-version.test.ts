import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recordVersion } from '../../../functions/domain/sync/record-version.ts';

test('the version of a record is the first 128 bits of the SHA-256 of its JSON', () => {
  expect(recordVersion('{}')).toBe('RBNvo1WzZ4oRRq0W9-hkng');
  fc.assert(
    fc.property(fc.json(), (json) => {
      const bits = createHash('sha256').update(json).digest().subarray(0, 16);
      return recordVersion(json) === bits.toString('base64url');
    }),
  );
});
