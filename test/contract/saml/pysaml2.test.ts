import { parse } from 'node-html-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authnRequest, type SentRequest } from '../../../functions/adapters/saml/authn-request.ts';
import { makeKeyPair } from '../../../functions/adapters/saml/make-key-pair.ts';
import { parseSamlMetadata } from '../../../functions/adapters/saml/metadata.ts';
import type { SamlKeyPair } from '../../../functions/adapters/saml/service-provider.ts';
import { serviceProviderMetadata } from '../../../functions/adapters/saml/sp-metadata.ts';
import { freePorts } from '../local/free-ports.ts';
import { OWN, REQUEST, verdict } from './answer-setup.ts';
import { makeKeys, type TestKeys } from './certificate.ts';
import { missing, startPysaml2 } from './pysaml2/start-provider.ts';

/*
 * samlify and node-saml share their implementation of XML signatures. pysaml2 has libxmlsec's, so that an error which both
 * make the same way shows here.
 */

const why = missing();
let keys: TestKeys;
let keyPair: SamlKeyPair;
let idp: Awaited<ReturnType<typeof startPysaml2>>;

describe.skipIf(why !== '')(`pysaml2 as identity provider${why === '' ? '' : `: ${why}`}`, () => {
  beforeAll(async () => {
    [keys, keyPair] = await Promise.all([makeKeys('pysaml2'), makeKeyPair('connect.example', new Date())]);
    idp = await startPysaml2(await freePorts(), keys, serviceProviderMetadata(OWN, keyPair));
  });
  afterAll(() => idp?.close());

  /** What its sign-in page was asked, or the status with which it says no. */
  async function ask(sent: SentRequest): Promise<string | number> {
    const asked =
      sent.binding === 'redirect'
        ? await fetch(sent.url)
        : await fetch(sent.url, { method: 'POST', body: new URLSearchParams({ SAMLRequest: sent.samlRequest }) });
    if (!asked.ok) return asked.status;
    return (
      parse(await asked.text())
        .querySelector('input[name=asked]')
        ?.getAttribute('value') ?? ''
    );
  }

  async function request(binding: 'redirect' | 'post', own = keyPair, again = false): Promise<string | number> {
    const provider = { ...parseSamlMetadata(await idp.metadata()), ssoBinding: binding };
    return ask(await authnRequest(OWN, own, provider, { id: REQUEST.id, again }));
  }

  /** @param how see `provider.py` */
  async function answer(asked: string | number, how = ''): Promise<string> {
    const body = new URLSearchParams({ asked: String(asked), email: 'ana@example.com' });
    const page = parse(await (await fetch(`${idp.origin}/login/${how}`, { method: 'POST', body })).text());
    const value = page.querySelector('input[name=SAMLResponse]')?.getAttribute('value') ?? '';
    return Buffer.from(value, 'base64').toString('utf8');
  }

  async function judge(xml: string, allowSha1 = false): Promise<string> {
    const provider = parseSamlMetadata(await idp.metadata());
    const own = { ...keyPair, base64: '' };
    return verdict(xml, { provider, keys: { provider: keys, next: keys, stranger: keys, own }, allowSha1 });
  }

  test('has metadata that are read', async () => {
    expect(parseSamlMetadata(await idp.metadata())).toEqual({
      entityId: `${idp.origin}/metadata`,
      ssoUrl: `${idp.origin}/sso`,
      ssoBinding: 'redirect',
      certificates: [keys.base64],
      wantAuthnRequestsSigned: true,
    });
  });

  test.each(['redirect', 'post'] as const)('takes a signed request by %s', async (binding) => {
    const asked = JSON.parse(String(await request(binding)));
    expect(asked).toMatchObject({ id: REQUEST.id, issuer: OWN.entityId, acs: OWN.acsUrl });
    expect(JSON.parse(String(await request(binding, keyPair, true)))).toMatchObject({ force: 'true' });
  });

  test('takes no request that another key has signed', async () => {
    const other = await makeKeyPair('connect.example', new Date());
    expect(await request('redirect', other)).toBe(403);
    expect(await request('post', other)).toBe(403);
  });

  test.each(['', 'message', 'encrypted'])('signs in with an answer of the kind "%s"', async (how) => {
    expect(await judge(await answer(await request('redirect'), how))).toBe('ana@example.com');
  });

  test('does not sign in with an answer that was changed', async () => {
    const xml = await answer(await request('redirect'));
    expect(await judge(xml.replaceAll('ana@', 'eve@'))).toBe('signin_unavailable invalid');
  });

  test('signs in with SHA-1 where that is allowed by name', async () => {
    const xml = await answer(await request('redirect'), 'sha1');
    expect(await judge(xml)).toBe('signin_unavailable sha1');
    expect(await judge(xml, true)).toBe('ana@example.com');
  });
});
