import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { serviceProviderOf } from '../../../functions/adapters/saml/service-provider.ts';
import { newSamlRequestId } from '../../../functions/domain/handshake/saml-request.ts';
import type { SamlProvider } from '../../../functions/domain/integrations/merchant-sign-in.ts';
import { embeddedTable } from '../dynamodb/embedded-table.ts';
import { ENTITY_ID, OWN, PUBLIC_URL, providerWith, signedAnswer } from './answer-setup.ts';
import { makeKeys, type TestKeys } from './certificate.ts';
import { ACME, accountContext, formOf, ledTo, OTHER, openRoutes, vault } from './routes-setup.ts';

let table: Awaited<ReturnType<typeof embeddedTable>>;
let keys: TestKeys;
let provider: SamlProvider;
let routes: ReturnType<typeof openRoutes>;
beforeAll(async () => {
  [table, keys] = await Promise.all([embeddedTable(), makeKeys('provider')]);
});
afterAll(() => table.close());
beforeEach(() => {
  provider = providerWith(keys);
  routes = openRoutes(table, () => provider);
});

const account = z.object({ issuer: z.string(), id: z.string(), label: z.string() });
const RETURN = '/acme/signin/return';
const answerTo = (id: string, changed = {}) =>
  signedAnswer(keys, { inResponseTo: id, confirmedRequest: id, ...changed });

describe('an answer that is posted', () => {
  test('is kept for the browser, which gets a code for it, and nothing else that is new', async () => {
    const { id, activation } = await routes.request();
    const { path, query } = ledTo(await routes.answer(answerTo(id)));
    expect([path, Object.keys(query), query['saml']]).toEqual([RETURN, ['saml', 'code'], id]);
    const taken = await routes.requests.consume(ACME, id, query['code'] ?? '');
    expect(taken).toMatchObject({ product: 'acme', activation });
    expect(taken && (await vault.open(accountContext(id, ACME), taken.account, account))).toEqual({
      issuer: `saml:${ENTITY_ID}`,
      id: 'ana@acme.example',
      label: 'ana@acme.example',
    });
    expect(routes.logged).toEqual([]);
  });

  test('again is refused, and the first one stays', async () => {
    const { id } = await routes.request();
    const answer = answerTo(id);
    const first = ledTo(await routes.answer(answer));
    expect(ledTo(await routes.answer(answer))).toEqual({
      path: RETURN,
      query: { saml: id, refused: 'signin_refused' },
    });
    expect(routes.logged).toEqual([{ reason: 'answered_already', product: 'acme', code: 'signin_refused' }]);
    expect(await routes.requests.consume(ACME, id, first.query['code'] ?? '')).toBeDefined();
    expect(ledTo(await routes.answer(answer)).query['refused']).toBe('signin_refused');
  });

  test('several times at once gets one code', async () => {
    const { id } = await routes.request();
    const answer = answerTo(id);
    const all = await Promise.all([1, 2, 3, 4].map(() => routes.answer(answer)));
    const codes = all.map((one) => ledTo(one).query['code']).filter((code) => code !== undefined);
    expect(codes).toHaveLength(1);
    expect(await routes.requests.consume(ACME, id, codes[0] ?? '')).toBeDefined();
  });

  test('to nobody’s request, or to none, is refused before it is verified', async () => {
    const unknown = newSamlRequestId();
    const refused = { refused: 'signin_elsewhere' };
    expect(ledTo(await routes.answer(answerTo(unknown))).query).toEqual({ saml: unknown, ...refused });
    const unsolicited = signedAnswer(keys, { inResponseTo: undefined, confirmedRequest: undefined });
    expect(ledTo(await routes.answer(unsolicited)).query).toEqual(refused);
    expect(ledTo(await routes.answer(answerTo('../../x'))).query).toEqual(refused);
  });

  test('to the request of another product is refused by both', async () => {
    const { id } = await routes.request(OTHER);
    expect(ledTo(await routes.answer(answerTo(id))).query['refused']).toBe('signin_elsewhere');
    expect(ledTo(await routes.answer(answerTo(id), 'other')).query['refused']).toBe('signin_unavailable');
    const { acsUrl, entityId } = serviceProviderOf(PUBLIC_URL, OTHER);
    const right = answerTo(id, { recipient: acsUrl, destination: acsUrl, audience: entityId });
    expect(ledTo(await routes.answer(right, 'other')).query['code']).toBeDefined();
  });

  test('that is refused leaves the request open for the right one', async () => {
    const { id } = await routes.request();
    expect(ledTo(await routes.answer(answerTo(id, { issuer: 'https://evil.example' }))).query).toEqual({
      saml: id,
      refused: 'signin_unavailable',
    });
    expect(ledTo(await routes.answer(answerTo(id, { nameId: '' }))).query['refused']).toBe('account_unclear');
    expect(ledTo(await routes.answer(answerTo(id))).query['code']).toBeDefined();
  });

  test('by a provider that is configured no longer is refused', async () => {
    const { id } = await routes.request();
    const answer = answerTo(id);
    provider = { ...provider, entityId: 'https://new.example' };
    expect(ledTo(await routes.answer(answer)).query['refused']).toBe('signin_unavailable');
  });

  test('to a request of an hour ago is refused', async () => {
    const { id } = await routes.request();
    const later = openRoutes(
      table,
      () => provider,
      () => new Date(Date.now() + 3_600_000),
    );
    expect(ledTo(await later.answer(answerTo(id))).query['refused']).toBe('signin_elsewhere');
  });

  test('in another form than a form’s one field is not read', async () => {
    const { id } = await routes.request();
    const value = Buffer.from(answerTo(id)).toString('base64');
    const form = 'application/x-www-form-urlencoded';
    for (const [body, type] of [
      [formOf(['SAMLResponse', value], ['SAMLResponse', value]), form],
      [formOf(['samlresponse', value]), form],
      [formOf(['SAMLResponse', '%']), form],
      [formOf(['SAMLResponse', value]), 'text/plain'],
      [Buffer.from(JSON.stringify({ SAMLResponse: value })), 'application/json'],
    ] as const) {
      expect(ledTo(await routes.post(body, type)).query).toEqual({ refused: 'signin_unavailable' });
    }
  });

  test('writes nothing of itself to the log', async () => {
    const { id } = await routes.request();
    await routes.answer(answerTo(id, { nameId: 'secret-person', audience: 'https://secret.example' }));
    expect(routes.logged).toEqual([{ reason: 'audience', product: 'acme', code: 'signin_unavailable' }]);
  });
});

describe('the way to the identity provider', () => {
  test('leads there with the request that the popup has begun', async () => {
    const { id } = await routes.request();
    const { headers, status } = await routes.begin({ request: id });
    expect(status).toBe(303);
    const url = new URL(headers?.['location'] ?? '');
    expect(`${url.origin}${url.pathname}`).toBe('https://id.example/sso');
    expect([...url.searchParams.keys()]).toEqual(['SAMLRequest', 'SigAlg', 'Signature']);
  });

  test('is a form where the provider takes posts: its script runs by its hash, and no other', async () => {
    provider = { ...provider, ssoBinding: 'post', ssoUrl: 'https://id.example/sso?a=1&b="x"' };
    const { id } = await routes.request();
    const { status, headers, body } = await routes.begin({ request: id });
    expect(status).toBe(200);
    expect(body).toContain('action="https://id.example/sso?a=1&amp;b=&quot;x&quot;"');
    const policy = headers?.['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'sha256-");
    expect(policy).toContain('form-action https:;');
    const request = /name="SAMLRequest" value="([^"]+)"/.exec(body)?.[1] ?? '';
    expect(Buffer.from(request, 'base64').toString()).toContain(`ID="${id}"`);
  });

  test('is closed to what the popup has not begun, to another product’s, and to what was answered', async () => {
    const begun = await routes.request();
    const other = await routes.request(OTHER);
    for (const request of [newSamlRequestId(), other.id, '', '_x']) {
      expect(ledTo(await routes.begin({ request })).query['refused']).toBe('signin_elsewhere');
    }
    await routes.answer(answerTo(begun.id));
    expect(ledTo(await routes.begin({ request: begun.id })).query).toEqual({
      saml: begun.id,
      refused: 'signin_refused',
    });
  });
});

describe('our metadata', () => {
  test('name the product’s own addresses, and are the same at every call', async () => {
    const { status, headers, body } = await routes.metadata();
    expect([status, headers?.['content-type']]).toEqual([200, 'application/samlmetadata+xml']);
    expect(body).toContain(`entityID="${OWN.entityId}"`);
    expect(body).toContain(`Location="${OWN.acsUrl}"`);
    expect((await openRoutes(table, () => provider).metadata()).body).toBe(body);
    expect((await routes.metadata('other')).body).not.toBe(body);
  });

  test('hold no private key', async () => {
    expect((await routes.metadata()).body).not.toContain('PRIVATE');
    expect((await routes.metadata()).body.match(/X509Certificate>/g)).toHaveLength(4);
  });

  test('are those of no product that is not there', async () => {
    await expect(routes.metadata('nobody')).rejects.toMatchObject({ code: 'product_unknown' });
  });
});
