import { createHash } from 'node:crypto';
import { parse } from 'node-html-parser';
import { describe, expect, test } from 'vitest';
import type { HttpResponse } from '../../../../functions/adapters/lambda/http-handler.ts';
import { REFUSALS } from '../../../../functions/domain/refusals/handshake-refusals.ts';
import { Refusal } from '../../../../functions/domain/refusals/refusal.ts';
import { redirect } from '../../../../functions/popup/layout/page.ts';
import { refusalPage } from '../../../../functions/popup/pages/refusal-page.ts';
import { publishedProducts } from '../../../../functions/products/published-products.ts';
import { everyPage, requestIn, WHERE } from './all-pages.ts';

const EVIL = '"><script>alert(1)</script>\'&<b>\uE0000\uE000';
const names = { product: EVIL, store: EVIL, account: EVIL, foreignHost: EVIL, publicUrl: EVIL };
const brand = { logo: EVIL, supportUrl: EVIL };
const refuse = refusalPage(publishedProducts([{ id: 'demo', name: EVIL }]).find, EVIL);
const facts = { product: EVIL, activation: EVIL };
const PAGES: Readonly<Record<string, HttpResponse>> = {
  ...(await everyPage('en', { ...names, brand })),
  'refusal with odd facts': await refuse(new Refusal('internal', facts), requestIn('en')),
};

const sha256 = (text: string | undefined) =>
  createHash('sha256')
    .update(text ?? '', 'utf8')
    .digest('base64');

describe.each(Object.entries(PAGES))('the page "%s"', (_, { body, headers = {} }) => {
  const page = parse(body);

  test('escapes every value', () => {
    expect(page.querySelectorAll('main script, main b')).toEqual([]);
    expect(body).not.toContain('alert(1)</script>');
  });

  test('lets nothing run, load, frame or leak', () => {
    const script = page.querySelector('script');
    const asksFor = page.querySelectorAll('link').map((link) => link.getAttribute('href'));
    const own = asksFor.length === 0 ? '' : " 'self'";
    const runs = script === null ? '' : `script-src 'sha256-${sha256(script.innerHTML)}'; connect-src 'self'; `;
    const style = `style-src 'sha256-${sha256(page.querySelector('style')?.innerHTML)}'${own}; img-src data:; `;
    expect(headers).toEqual({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; ${style}${runs}form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'unsafe-none',
      'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': 'max-age=63072000',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    expect(asksFor.every((href) => href === `/demo/seen?activation=${WHERE.activation}`)).toBe(true);
    expect(page.querySelectorAll('[style], [onclick], link:not([media=print]), iframe, [src]:not(header img)')).toEqual(
      [],
    );
  });

  test('is accessible to screen readers', () => {
    expect(page.querySelector('html')?.getAttribute('lang')).toBe('en');
    expect(page.querySelectorAll('main h1')).toHaveLength(1);
    expect(page.querySelector('title')?.text).not.toBe('');
    expect(
      page
        .querySelectorAll('input:not([type=hidden]), select')
        .every(
          (input) => input.parentNode?.tagName === 'LABEL' || page.querySelector(`label[for=${input.id}]`) !== null,
        ),
    ).toBe(true);
  });
});

describe('a refusal', () => {
  test.each(Object.entries(REFUSALS))('%s has its own words', (code, { title, happened, next, status }) => {
    const answer = PAGES[`refusal ${code}`];
    const page = parse(answer?.body ?? '');
    expect(answer?.status).toBe(status);
    expect(page.querySelector('h1')?.text).toBe(title);
    expect(
      page
        .querySelectorAll('main > .happened, .next p')
        .slice(0, 2)
        .map((p) => p.text),
    ).toEqual([happened, next]);
    expect(page.querySelector('.reference')?.text).toBe(`Reference: ${code} · ${WHERE.activation}`);
  });

  test('takes the activation from the address when nothing else names it', async () => {
    const query = new URLSearchParams({ activation: WHERE.activation });
    const { body } = await refuse(new Refusal('activation_superseded'), requestIn('en', { query }));
    expect(parse(body).querySelector('.reference')?.text).toBe(
      `Reference: activation_superseded · ${WHERE.activation}`,
    );
  });

  test('names neither product nor activation that it does not know', () => {
    const page = parse(PAGES['refusal of an unknown product']?.body ?? '');
    expect(page.querySelector('.vendor')).toBeNull();
    expect(page.querySelector('.reference')?.text).toBe('Reference: product_unknown');
  });
});

test('a redirect carries the same security headers, and its address to the letter', () => {
  const { status, headers = {}, body } = redirect('https://X.example:443/a%2f?b#c');
  expect([status, body, headers['location']]).toEqual([303, '', 'https://X.example:443/a%2f?b#c']);
  expect(headers['referrer-policy']).toBe('no-referrer');
  expect(headers['cross-origin-opener-policy']).toBe('unsafe-none');
});
