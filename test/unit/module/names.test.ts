import { describe, expect, test } from 'vitest';
import { moduleNameProblem, packageNameOf, vendorProblem } from '../../../cli/module/names.ts';

describe('the name of a module', () => {
  test.each(['Acme_Connect', 'ACME_Erp2', 'Ab_Cd', `Acme_${'C'.repeat(45)}`])('%s is fine', (name) => {
    expect(moduleNameProblem(name)).toBeUndefined();
  });

  test.each([
    ['acme_Connect', 'must begin with a capital letter'],
    ['Acme_connect', 'must begin with a capital letter'],
    ['Acme_2Connect', 'begins with a digit'],
    ['Acme_Con-nect', 'may hold only the letters'],
    ['Äcme_Connect', 'may hold only the letters'],
    ['Acme_C', 'must have 2 characters at least'],
    ['Acme_List', 'reserved word of PHP'],
    ['Class_Connect', 'reserved word of PHP'],
    ['Acme_MATCH', 'reserved word of PHP'],
    ['Acme', 'must be Vendor_Module'],
    ['Acme_Con_nect', 'must be Vendor_Module'],
    ['Magento_Connect', "taken by Magento's own modules"],
    [`Acme_${'C'.repeat(46)}`, 'has 51 characters; Magento keeps 50 at most'],
  ])('%s is refused with the reason', (name, reason) => {
    expect(moduleNameProblem(name)).toContain(reason);
  });

  test('Magento as a vendor is refused in any case', () => {
    expect(vendorProblem('MAGENTO')).toBeDefined();
  });
});

test.each([
  ['Acme', 'Connect', 'acme/module-connect'],
  ['AcmeERP', 'MyConnect', 'acme-erp/module-my-connect'],
  ['Acme2Go', 'ERPSync', 'acme2-go/module-erp-sync'],
])('the Composer package of %s_%s is %s%s', (vendor, name, packageName) => {
  expect(packageNameOf(vendor, name)).toBe(packageName);
});
