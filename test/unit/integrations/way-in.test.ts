import { describe, expect, test } from 'vitest';
import type { SingleSignOn } from '../../../functions/domain/integrations/integration.ts';
import { wayIn } from '../../../functions/products/product-way-in.ts';

const ANA = { issuer: 'https://id.example', id: 'org 1', label: 'ana@example.com' };
const bookmark = (url: string): SingleSignOn => ({ kind: 'bookmark', url });
const openId = (initiateLoginUrl: unknown): SingleSignOn => ({
  kind: 'openIdConnect',
  configuration: { initiateLoginUrl },
});
const saml = (serviceProviderInitiatedLoginUrl: unknown): SingleSignOn => ({
  kind: 'saml',
  configuration: { serviceProviderInitiatedLoginUrl },
});

describe('the way into a product', () => {
  test('by a bookmark is its URL, to the letter', () => {
    expect(wayIn(bookmark('https://app.acme.example/a?b=c#d'), ANA, false)).toBe('https://app.acme.example/a?b=c#d');
  });

  test('by OpenID Connect names the issuer and the merchant, and keeps the parameters of the URL', () => {
    expect(wayIn(openId('https://app.acme.example/login?tenant=a'), ANA, false)).toBe(
      'https://app.acme.example/login?tenant=a&iss=https%3A%2F%2Fid.example&login_hint=ana%40example.com',
    );
    const nameless = { ...ANA, label: 'Ana (org 1)' };
    expect(new URL(wayIn(openId('https://a.example'), nameless, false) ?? '').searchParams.get('login_hint')).toBe(
      'org 1',
    );
  });

  test('by OpenID Connect leads nowhere else than the product says: no target_link_uri is sent', () => {
    const url = wayIn(openId('https://a.example/?target_link_uri=https://evil.example&iss=x'), ANA, false) ?? '';
    expect([...new URL(url).searchParams.keys()]).toEqual(['iss', 'login_hint']);
    expect(new URL(url).searchParams.get('iss')).toBe('https://id.example');
  });

  test('by OpenID Connect is not there for who has no OpenID issuer', () => {
    expect(wayIn(openId('https://a.example'), { ...ANA, issuer: 'saml:https://idp.example' }, false)).toBeUndefined();
  });

  test('by SAML is the URL at which the service provider begins', () => {
    expect(wayIn(saml('https://app.acme.example/sso'), ANA, false)).toBe('https://app.acme.example/sso');
    expect(wayIn(saml(undefined), ANA, false)).toBeUndefined();
  });

  test.each([
    'http://app.acme.example/',
    'http://127.0.0.1:1/',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://user:secret@app.acme.example/',
    'YOUR_INITIATE_LOGIN_URL',
    '',
    '//app.acme.example',
  ])('never leads to %j', (url) => {
    for (const signOn of [bookmark(url), openId(url), saml(url)]) expect(wayIn(signOn, ANA, false)).toBeUndefined();
  });

  test('leads to a loopback address where those are allowed, and to nothing else over plain http', () => {
    expect(wayIn(bookmark('http://127.0.0.1:9186/'), ANA, true)).toBe('http://127.0.0.1:9186/');
    expect(wayIn(bookmark('http://app.acme.example/'), ANA, true)).toBeUndefined();
  });
});
