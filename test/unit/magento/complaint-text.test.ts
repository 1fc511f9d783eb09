import { describe, expect, test } from 'vitest';
import { complaintParameter, complaintText } from '../../../functions/adapters/magento/replies/complaint-text.ts';

describe('what Magento complains of is told with its parameters in place', () => {
  test.each([
    [
      { message: 'No such entity with %fieldName = %fieldValue', parameters: { fieldName: 'sku', fieldValue: 7 } },
      'No such entity with sku = 7',
    ],
    [{ message: '%1 of %2, and %1', parameters: ['one', 'two'] }, 'one of two, and one'],
    [{ message: 'SKU = %SKU, Store ID: %storeId.', parameters: ['a b', 0] }, 'SKU = a b, Store ID: 0.'],
    [{ message: '%a and %b', parameters: ['x'] }, 'x and %b'],
    [
      { message: 'Es gibt %fieldName nicht', parameters: { fieldName: 'Größe' }, trace: '#0 /srv/app' },
      'Es gibt Größe nicht',
    ],
    [{ message: '100% wrong' }, '100% wrong'],
    [{ message: 'x'.repeat(600) }, 'x'.repeat(500)],
    [{ messages: { error: [{ message: 'Fatal' }] } }, 'Fatal'],
    ['nothing', undefined],
  ])('%j', (answer, text) => {
    expect(complaintText(answer)).toBe(text);
  });
});

test('a parameter is found by the placeholder that it stands for, and by no other', () => {
  const message = 'Invalid attribute %fieldName = %fieldValue. Row ID: SKU = %SKU, Store ID: %storeId.';
  const parameters = ['price', '24-MB01', 'price', 3];
  expect(complaintParameter({ message, parameters }, 'sku')).toBe('price');
  expect(complaintParameter({ message, parameters }, 'storeId')).toBe('3');
  expect(complaintParameter({ message: 'No SKU', parameters }, 'sku')).toBeUndefined();
});
