import { describe, expect, test } from 'vitest';
import { ALLOW_LOOPBACK_STORES } from '../../../functions/adapters/lambda/environment.ts';
import { readSettings, SettingsError } from '../../../infra/settings/settings.ts';

const products = [{ id: 'erp', name: 'Acme ERP' }];
const provider = { issuer: 'https://id.example', clientId: 'console' };

function problemsOf(input: object): readonly string[] {
  try {
    readSettings({ products, ...input });
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
}

describe('the console', () => {
  test('is off unless a setting says who may come in', () => {
    expect(readSettings({ products }).console).toBeUndefined();
  });

  test('takes groups of the pool by default, and shows no records', () => {
    expect(readSettings({ products, console: {} }).console).toEqual({
      claim: 'cognito:groups',
      viewers: ['handfast-viewers'],
      operators: ['handfast-operators'],
      showRecords: false,
      accountPages: {},
    });
  });

  test.each([
    [
      { console: {}, signIn: provider },
      'console.signIn: must be set: signIn names a provider of your own, so the stack makes no user pool',
    ],
    [
      { console: { signIn: provider } },
      "console.claim: must be set when console.signIn is: the claim that names a person's groups",
    ],
    [
      { console: { claim: 'groups' } },
      'console.claim: must be left out: without console.signIn, groups of the user pool are meant',
    ],
    [{ console: { viewers: [], operators: [] } }, 'console.operators: must name a group: otherwise nobody may come in'],
    [
      { console: { viewers: ['a', 'b'], operators: ['b'] } },
      'console.viewers: must not name "b": console.operators names it',
    ],
    [
      { console: { signIn: { ...provider, issuer: 'http://id.example' }, claim: 'groups' } },
      'console.signIn.issuer: must be an https URL',
    ],
    [
      { console: { signIn: { ...provider, clientAuthentication: 'private_key_jwt' }, claim: 'groups' } },
      'console.signIn.clientSecretName: must be set when clientAuthentication is',
    ],
    [{ console: { viewers: [''] } }, 'console.viewers.0: must not be empty'],
    [
      { console: { accountPages: { erp: 'https://app.acme.example/{acount}/{x}' } } },
      'console.accountPages.erp: must not name {acount}, {x}: only {account}, {issuer}, {vendorAccount}, {connection}, {host} are known',
    ],
    [
      { console: { accountPages: { erp: 'http://app.acme.example/{account}' } } },
      'console.accountPages.erp: must be an https URL',
    ],
    [
      { console: { accountPages: { erp: 'javascript:alert({account})' } } },
      'console.accountPages.erp: must be an https URL such as https://app.acme.example/accounts/{account}',
    ],
    [
      { console: { accountPages: { erp: 'https://{account}.acme.example/' } } },
      'console.accountPages.erp: must have placeholders after the host only',
    ],
    [{ console: { showRecords: 'yes' } }, 'console.showRecords: must be true or false'],
  ])('%j is refused', (input, problem) => {
    expect(problemsOf(input)).toEqual([problem]);
  });

  test('pages of accounts that do not fit into the environment are refused', () => {
    const erp = `https://app.acme.example/${'x'.repeat(3_000)}`;
    expect(problemsOf({ console: { accountPages: { erp } } })).toEqual([
      'console.accountPages: take 3035 bytes of the 2768 that fit beside the products; shorten the URLs',
    ]);
  });

  test('pages of accounts may be at http URLs where stores on loopback addresses are allowed', () => {
    const accountPages = { erp: 'http://127.0.0.1:8082/accounts/{account}' };
    expect(problemsOf({ console: { accountPages }, allowLoopbackStores: ALLOW_LOOPBACK_STORES })).toEqual([]);
  });

  test("takes another pool of Cognito's with its own claim", () => {
    const issuer = 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_abc';
    expect(problemsOf({ console: { signIn: { ...provider, issuer } }, signIn: provider })).toEqual([]);
  });
});
