import { html } from 'hono/html';
import type { HttpResponse } from '../../adapters/lambda/http-handler.ts';
import type { Product } from '../../domain/product.ts';
import { productUrls } from '../../domain/product-urls.ts';
import type { Layout, ProductLayout } from '../layout/layout.ts';
import { page } from '../layout/page.ts';
import type { Markup } from '../texts/translator.ts';

/** What this deployment is for, with the addresses to enter in Magento for each product. */
export function startPage(layout: Layout, products: readonly Product[], publicUrl: string): HttpResponse {
  const { translator } = layout;
  return page(layout, {
    title: translator.t('start_title'),
    content: html`<p>${translator.t('start')}</p>
${products.map((product) => addresses(layout, product, ['callback', 'identityLink'], publicUrl))}
<p class="soft">${translator.t('start_how')}</p>`,
  });
}

/** Shown to people who open the callback URL to check it. */
export function callbackPage(layout: ProductLayout, publicUrl: string): HttpResponse {
  const { translator, product } = layout;
  return page(layout, {
    title: translator.t('callback_title'),
    tone: 'done',
    content: html`<p>${translator.t('callback')}</p>
${addresses(layout, product, ['callback'], publicUrl)}`,
  });
}

/** The addresses of a product's integration, each under its name in Magento. */
export function addresses(
  { translator }: Layout,
  product: Product,
  named: readonly ('callback' | 'identityLink')[],
  publicUrl: string,
): Markup {
  const urls = productUrls(publicUrl, product.id);
  const label = { callback: 'callback_url', identityLink: 'identity_link_url' } as const;
  const rows = named.map(
    (url) =>
      html`<dt>${translator.tMarkup(label[url], { product: product.name })}</dt><dd><code translate="no">${urls[url]}</code></dd>\n`,
  );
  return html`<dl class="addresses">\n${rows}</dl>\n`;
}
