import { describe, expect, test } from 'vitest';
import { naturalOrder } from '../../../functions/adapters/magento/signing/natural-order.ts';

const sorted = (...texts: string[]): string[] => texts.toSorted(naturalOrder);

describe('natural order', () => {
  test('sorts the files of the PHP manual as the PHP manual does', () => {
    expect(sorted('img12.png', 'img10.png', 'img2.png', 'img1.png')).toEqual([
      'img1.png',
      'img2.png',
      'img10.png',
      'img12.png',
    ]);
  });

  test('takes numbers with a leading zero for fractions', () => {
    expect(sorted('rfc1.txt', 'rfc2086.txt', 'rfc822.txt')).toEqual(['rfc1.txt', 'rfc822.txt', 'rfc2086.txt']);
    expect(sorted('pic02a', 'pic01', 'pic2', 'pic02', 'pic 7', 'pic100', 'pic05')).toEqual([
      'pic01',
      'pic02',
      'pic02a',
      'pic05',
      'pic2',
      'pic 7',
      'pic100',
    ]);
  });

  test.each([
    ['IMG1', 'img0', -1, 'upper case comes before lower case'],
    ['9', '10', -1, 'whole names are numbers too'],
    ['007', '7', 0, 'zeros at the very start do not count'],
    ['a007', 'a7', -1, 'zeros later on make a fraction'],
    ['a0', 'a00', -1, 'a fraction that goes on is greater'],
    ['a1', 'a1b', -1, 'a name that has ended comes first'],
    ['a1b', 'a1', 1, 'and the other way round'],
    ['%5B2%5D', '%5B10%5D', -1, 'encoded brackets stand around numbers'],
    ['%5B25', '%5B251', -1, 'the longer number is the greater'],
    ['a 1', 'a1', 0, 'blanks do not count'],
    ['', 'a', -1, 'nothing comes first'],
  ])('%j against %j is %i: %s', (left, right, sign) => {
    expect(Math.sign(naturalOrder(left, right))).toBe(sign);
  });
});
