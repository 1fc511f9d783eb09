import { describe, expect, test } from 'vitest';
import { accountPage, accountPageProblem } from '../../../functions/domain/account-page.ts';

const VALUES = {
  account: 'org_7',
  issuer: 'https://id.example',
  vendorAccount: undefined,
  connection: 'con_1',
  host: 'shop.example.com',
};
const filled = (template: string, account: string) => accountPage(template, { ...VALUES, account });

describe('the address of an account in the vendor’s product', () => {
  test('is filled with what is known, each value percent-encoded', () => {
    const template = 'https://app.acme.example/{account}/{connection}?iss={issuer}&h={host}#{account}';
    expect(accountPage(template, VALUES)).toBe(
      'https://app.acme.example/org_7/con_1?iss=https%3A%2F%2Fid.example&h=shop.example.com#org_7',
    );
  });

  test.each([
    ['/../admin', 'https://app.acme.example/a/%2F..%2Fadmin'],
    ['?admin=1#x', 'https://app.acme.example/a/%3Fadmin%3D1%23x'],
    ['javascript:alert(1)', 'https://app.acme.example/a/javascript%3Aalert(1)'],
    ['%2e%2e', 'https://app.acme.example/a/%252e%252e'],
    ['@evil.example\\', 'https://app.acme.example/a/%40evil.example%5C'],
    ['{host}', 'https://app.acme.example/a/%7Bhost%7D'],
  ])('an account %j leads to no other page', (account, url) => {
    expect(filled('https://app.acme.example/a/{account}', account)).toBe(url);
  });

  test.each(['.', '..', '', '\ud800'])('there is none for the account %j', (account) => {
    expect(filled('https://app.acme.example/a/{account}', account)).toBeUndefined();
    expect(filled('https://app.acme.example/a/{account}/b', account)).toBeUndefined();
  });

  test('a folder above is not reached with a dot of the template', () => {
    expect(filled('https://app.acme.example/a/.{account}', '.')).toBeUndefined();
  });

  test('there is none where a value is not known', () => {
    expect(accountPage('https://app.acme.example/{vendorAccount}', VALUES)).toBeUndefined();
  });
});

test.each([
  'https://{account}/',
  'https://app.acme.example:{account}/',
  'https://user{account}@app.acme.example/',
  'https:{account}',
  '{account}',
  'ftp://app.acme.example/{account}',
  'https://u:p@app.acme.example/{account}',
  'https://app.acme.example/{account',
  'https://app.acme.example/{}',
])('the template %j is refused', (template) => {
  expect(accountPageProblem(template)).toMatch(/^must /);
});

test.each(['https://app.acme.example', 'https://app.acme.example?a={account}', 'https://app.acme.example/#/{account}'])(
  'the template %j is taken',
  (template) => expect(accountPageProblem(template)).toBeUndefined(),
);
