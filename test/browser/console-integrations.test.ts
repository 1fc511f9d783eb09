import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HttpResponse } from '../../functions/adapters/lambda/http-handler.ts';
import { graphQlTwin, refusing } from '../unit/console/graphql-twin.ts';
import {
  DELIVERY,
  DELIVERY_ID,
  FIRST_VERSION,
  INTEGRATION,
  INTEGRATION_ID,
  list,
  OWNER,
  VERSION,
} from '../unit/console/integration-samples.ts';
import { consoleFor } from '../unit/console/setup.ts';
import { openChromium } from './harness/chromium.ts';
import { bringAxe, expectAccessible } from './harness/measure.ts';
import { type Gallery, openGallery } from './harness/screenshots.ts';

const WIDTHS = [360, 768, 1280];
const PICTURES = fileURLToPath(new URL('./screenshots/console', import.meta.url));
/** What of the content reaches beyond a side of the window; what is for screen readers only lies outside on purpose. */
const OUTSIDE = `[...document.querySelectorAll('main, main *')]
  .filter((one) => !one.closest('thead, .unseen') || innerWidth > 700 && !one.closest('.unseen'))
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 || one.getBoundingClientRect().left < -1)
  .map((one) => one.tagName + ' ' + one.textContent.trim().slice(0, 40))`;
const now = () => new Date('2026-11-26T12:00:00.000Z');

let browser: Browser;
let gallery: Gallery;
let profile: BrowserContext;
beforeAll(async () => {
  [browser, gallery] = await Promise.all([openChromium(), openGallery()]);
  profile = await browser.newContext();
  await bringAxe(profile);
  mkdirSync(PICTURES, { recursive: true });
});
afterAll(async () => {
  await browser?.close();
  gallery?.close();
});

const gone = { ...OWNER, goneEventTypes: ['USER_ASSIGNMENT'], failingSince: Date.parse('2026-11-26T09:00:00Z') };
const ANSWERS = {
  productIntegrations: list([
    { ...INTEGRATION, ...gone },
    { ...INTEGRATION, name: null, number: null, published: null },
  ]),
  productIntegration: ({ id }: { readonly id: string }) =>
    id === FIRST_VERSION
      ? VERSION
      : {
          ...INTEGRATION,
          ...gone,
          deliveries: list([DELIVERY, { ...DELIVERY, status: 'WAITING', nextAttemptOn: now().getTime() }]),
        },
  updateProductIntegration: refusing('INPUT_INVALID', ['createUrl'], 'createUrl must have at most 2048 characters'),
  deliveries: list([DELIVERY], 'next'),
  delivery: DELIVERY,
  product: { slug: 'erp', name: 'Acme ERP' },
};

const HERE = `/console/integrations/${INTEGRATION_ID}`;
const ADDRESSES = {
  integrations: '/console/integrations',
  integration: HERE,
  edit: `${HERE}/edit`,
  publish: `${HERE}/publish`,
  products: `${HERE}/products`,
  version: `${HERE}/versions/${FIRST_VERSION}`,
  deliveries: '/console/deliveries',
  'deliveries-of-one': `/console/deliveries?integration=${INTEGRATION_ID}`,
  delivery: `/console/deliveries/${DELIVERY_ID}`,
  sending: `/console/deliveries/sending?integration=${INTEGRATION_ID}&queued=3&more=1`,
};

async function pagesIn(language: string): Promise<Readonly<Record<string, HttpResponse>>> {
  const { get, post, csrf } = await consoleFor({ now, language, graphQl: graphQlTwin(ANSWERS).graphQl });
  const pages: Record<string, HttpResponse> = {};
  for (const [name, address] of Object.entries(ADDRESSES)) pages[name] = await get(address);
  pages['edit-refused'] = await post(`${HERE}/edit`, { csrf, revision: '4', createUrl: 'x', secret: 's' });
  return pages;
}

test('pages of integrations and deliveries fit at every width', { timeout: 120_000 }, async () => {
  const page = await profile.newPage();
  for (const language of ['en', 'de']) {
    const pages = await pagesIn(language);
    const address = gallery.show(pages);
    for (const [name, { status }] of Object.entries(pages)) {
      expect([name, status]).toEqual([name, name === 'edit-refused' ? 422 : 200]);
      await page.goto(`${address}/${name}`);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        expect(await page.evaluate(OUTSIDE), `${name} at ${width}, ${language}`).toEqual([]);
        await page.screenshot({ path: `${PICTURES}/${name}-${language}-${width}.png`, fullPage: true });
      }
    }
  }
  await page.close();
});

test('pages of integrations and deliveries are accessible, light and dark', { timeout: 120_000 }, async () => {
  const address = gallery.show(await pagesIn('en'));
  const page = await profile.newPage();
  for (const name of [...Object.keys(ADDRESSES), 'edit-refused']) {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto(`${address}/${name}`);
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectAccessible(page, 'colours');
  }
  await page.close();
});
