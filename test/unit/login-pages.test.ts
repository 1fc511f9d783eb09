import { createHash } from 'node:crypto';
import { parse } from 'node-html-parser';
import { describe, expect, test } from 'vitest';
import { servedProducts } from '../../functions/adapters/edge/products.ts';
import type { WebAnswer, WebRequest } from '../../functions/adapters/edge/web-door.ts';
import type { Stage } from '../../functions/handshake/activation.ts';
import { newActivationId, parseProductId } from '../../functions/handshake/ids.ts';
import { isRefusalCode, Refusal } from '../../functions/handshake/refusal.ts';
import { REFUSALS } from '../../functions/handshake/refusal-words.ts';
import { consentPage } from '../../functions/login/consent-page.ts';
import { alreadyConnectedPage, donePage } from '../../functions/login/done-page.ts';
import { redirect } from '../../functions/login/page.ts';
import { progressPage } from '../../functions/login/progress-page.ts';
import { refusalPage } from '../../functions/login/refusal-page.ts';
import { signInPage } from '../../functions/login/sign-in-page.ts';

const EVIL = '"><script>alert(1)</script>\'&<b>';
const where = { product: parseProductId('demo'), activation: newActivationId() };
const shown = { product: EVIL, store: EVIL, where };
const stages: readonly Stage[] = ['received', 'requested', 'granted', 'checked', 'linked'];
const request: WebRequest = {
  route: '',
  product: 'demo',
  query: new URLSearchParams(),
  contentType: '',
  cookies: new Map(),
  body: Buffer.of(),
};
const refuse = refusalPage(servedProducts([{ id: 'demo', name: EVIL }]));
const consent = { ...shown, csrf: EVIL, account: EVIL, foreignHost: EVIL };

const PAGES: Record<string, WebAnswer> = {
  'sign in': signInPage(shown),
  'consent, new': consentPage({ ...consent, effect: { kind: 'new' } }),
  'consent, renewed': consentPage({ ...consent, effect: { kind: 'renewed' } }),
  'consent, address': consentPage({ ...consent, effect: { kind: 'address_replaced', version: 1, address: EVIL } }),
  'consent, moved': consentPage({ ...consent, effect: { kind: 'moved', version: 1 } }),
  ...Object.fromEntries(stages.map((stage) => [`progress, ${stage}`, progressPage({ ...shown, stage })])),
  done: donePage(shown),
  'already connected': alreadyConnectedPage(shown),
  ...Object.fromEntries(
    Object.keys(REFUSALS)
      .filter(isRefusalCode)
      .map((code) => [
        `refusal ${code}`,
        refuse(new Refusal(code, { activation: where.activation, x: EVIL }), request),
      ]),
  ),
  'refusal of an unknown product': refuse(new Refusal('product_unknown'), { ...request, product: EVIL }),
  'refusal with odd facts': refuse(new Refusal('internal', { product: EVIL, activation: EVIL }), request),
};

describe.each(Object.entries(PAGES))('the page "%s"', (_, { body, headers = {} }) => {
  const page = parse(body);

  test('escapes every value', () => {
    expect(page.querySelectorAll('script, main b')).toEqual([]);
    expect(body).not.toContain(EVIL);
  });

  test('lets nothing run, load, frame or leak', () => {
    const style = page.querySelector('style')?.innerHTML ?? '';
    const hash = createHash('sha256').update(style, 'utf8').digest('base64');
    expect(headers).toEqual({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'unsafe-none',
      'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': 'max-age=63072000',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    expect(page.querySelectorAll('[style], [onclick], link, img, iframe')).toEqual([]);
  });

  test('can be read by machines that read to people', () => {
    expect(page.querySelector('html')?.getAttribute('lang')).toBe('en');
    expect(page.querySelectorAll('main h1')).toHaveLength(1);
    expect(page.querySelector('title')?.text).not.toBe('');
    expect(
      page.querySelectorAll('input:not([type=hidden])').every((input) => input.parentNode?.tagName === 'LABEL'),
    ).toBe(true);
  });
});

describe('a refusal', () => {
  test.each(Object.entries(REFUSALS))('%s is told in its own words', (code, { title, happened, next, status }) => {
    const answer = PAGES[`refusal ${code}`];
    const page = parse(answer?.body ?? '');
    expect(answer?.status).toBe(status);
    expect(page.querySelector('h1')?.text).toBe(title);
    expect(
      page
        .querySelectorAll('main p')
        .slice(0, 2)
        .map((p) => p.text),
    ).toEqual([happened, next]);
    expect(page.querySelector('.reference')?.text).toBe(`Reference: ${code} · ${where.activation}`);
  });

  test('takes the activation from the address when nothing else names it', () => {
    const query = new URLSearchParams({ activation: where.activation });
    const { body } = refuse(new Refusal('activation_superseded'), { ...request, query });
    expect(parse(body).querySelector('.reference')?.text).toBe(
      `Reference: activation_superseded · ${where.activation}`,
    );
  });

  test('names neither product nor activation that it does not know', () => {
    const page = parse(PAGES['refusal of an unknown product']?.body ?? '');
    expect(page.querySelector('header')).toBeNull();
    expect(page.querySelector('.reference')?.text).toBe('Reference: product_unknown');
  });
});

test('a redirect carries the same guards, and its address to the letter', () => {
  const { status, headers = {}, body } = redirect('https://X.example:443/a%2f?b#c');
  expect([status, body, headers['location']]).toEqual([303, '', 'https://X.example:443/a%2f?b#c']);
  expect(headers['referrer-policy']).toBe('no-referrer');
  expect(headers['cross-origin-opener-policy']).toBe('unsafe-none');
});
