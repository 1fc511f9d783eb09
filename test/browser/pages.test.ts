import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../functions/login/texts/languages.ts';
import { accentOf } from '../../infra/accent.ts';
import { openChromium, POPUP } from './chromium.ts';
import { everyPage, LONG, USUAL } from './every-page.ts';
import { type Gallery, openGallery } from './gallery.ts';
import { expectAccessible, expectToFit } from './measure.ts';
import { type Watch, watch } from './watch.ts';

const PHONE = { width: 360, height: 740 };
const TAB = { width: 1400, height: 900 };
const SCHEMES = ['light', 'dark'] as const;
const PICTURED: readonly string[] = ['en', 'de'];

let browser: Browser;
let gallery: Gallery;
let page: Page;
let watching: Watch;
beforeAll(async () => {
  [browser, gallery] = await Promise.all([openChromium(), openGallery()]);
  const profile = await browser.newContext({ viewport: POPUP });
  watching = watch(profile, gallery.url, []);
  page = await profile.newPage();
});
afterAll(async () => {
  await browser?.close();
  gallery?.close();
});

async function show(name: string): Promise<void> {
  await page.setViewportSize(POPUP);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(`${gallery.url}/${name}`);
}

/** In every size and colour scheme, without loading the page again. */
async function expectToFitEverywhere(): Promise<void> {
  await page.setViewportSize(PHONE);
  await expectToFit(page, 'width');
  await page.setViewportSize(TAB);
  await expectToFit(page);
  await page.setViewportSize(POPUP);
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    await expectToFit(page);
  }
}

async function expectAccessibleIn(schemes: readonly ('light' | 'dark')[]): Promise<void> {
  await page.setViewportSize(POPUP);
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
}

async function picture(folder: string, name: string): Promise<void> {
  await page.setViewportSize(POPUP);
  for (const colorScheme of SCHEMES) {
    const path = fileURLToPath(new URL(`./screenshots/${folder}-${colorScheme}`, import.meta.url));
    mkdirSync(path, { recursive: true });
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${path}/${name}.png` });
  }
}

describe.each(LANGUAGES)('in %s', (language) => {
  const pages = everyPage(language);

  test.each(Object.keys(pages))('%s fits everywhere, and is open to everyone', async (name) => {
    gallery.show(pages);
    await show(name);
    await expectToFitEverywhere();
    await watching.expectQuiet();
    if (PICTURED.includes(language)) await picture(language, name);
    // Colours are the same in every language.
    await expectAccessibleIn(language === 'en' ? SCHEMES : ['light']);
  });

  test('long names are read in full, on every page', async () => {
    const long = everyPage(language, LONG);
    gallery.show(long);
    for (const name of Object.keys(long)) {
      await show(name);
      await expectToFitEverywhere();
      if (PICTURED.includes(language)) await picture(`${language}-long`, name);
    }
  });
});

describe('a vendor’s colour', () => {
  test.each(['#ffe000', '#ffffff', '#000000', '#ff0000', '#808080', '#00ff88', '#1a1a60'])(
    '%s leaves everything readable, in light and dark',
    async (colour) => {
      const pages = everyPage('en', { ...USUAL, brand: { ...USUAL.brand, accent: accentOf(colour) } });
      gallery.show(pages);
      for (const name of ['sign-in', 'connect-move-other-admin', 'working-granted', 'refused-signin_refused']) {
        await show(name);
        await expectAccessibleIn(SCHEMES);
      }
    },
  );
});

test('a logo that does not load leaves the vendor’s name and the page as it is', async () => {
  gallery.show(everyPage('en', { ...USUAL, brand: { logo: 'data:image/png;base64,AAAA' } }));
  await show('sign-in');
  await expectToFitEverywhere();
  expect(await page.locator('header').innerText()).toContain('Acme ERP');
  await expectAccessibleIn(SCHEMES);
});

test('the list of languages can be opened in the popup, and is within it', async () => {
  gallery.show(everyPage('en'));
  await show('connect');
  await page.locator('summary').click();
  const last = await page.locator('nav li').last().boundingBox();
  expect((last?.y ?? Number.NaN) + (last?.height ?? 0)).toBeLessThanOrEqual(POPUP.height);
  await expectToFit(page);
  await expectAccessible(page);
});
