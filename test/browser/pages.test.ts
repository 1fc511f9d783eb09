import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../functions/popup/texts/languages.ts';
import { accentOf } from '../../infra/settings/products/accent-color.ts';
import { everyPage, LONG, type Names, USUAL } from './every-page.ts';
import { openChromium, POPUP } from './harness/chromium.ts';
import { bringAxe, expectAccessible, expectToFit } from './harness/measure.ts';
import { type Gallery, openGallery } from './harness/screenshots.ts';
import { type Watch, watch } from './harness/watch.ts';

const PHONE = { width: 360, height: 740 };
const TAB = { width: 1400, height: 900 };
const SCHEMES = ['light', 'dark'] as const;
const PICTURED: readonly string[] = ['en', 'de'];
/** Colours and sizes in the dark are of the page and its style sheet, which are the same in every language. */
const IN_THE_DARK: readonly string[] = PICTURED;

let browser: Browser;
let gallery: Gallery;
let profile: BrowserContext;
let watching: Watch;
beforeAll(async () => {
  [browser, gallery] = await Promise.all([openChromium(), openGallery()]);
  profile = await browser.newContext({ viewport: POPUP });
  watching = watch(profile, gallery.url, []);
  await bringAxe(profile);
});
afterAll(async () => {
  await browser?.close();
  gallery?.close();
});

const idle: Page[] = [];

/** Opens an address in a window that no other test uses meanwhile. */
async function at(address: string, look: (page: Page) => Promise<void>): Promise<void> {
  const page = idle.pop() ?? (await profile.newPage());
  await page.setViewportSize(POPUP);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(address);
  await look(page);
  // A test that failed leaves its window behind as it is.
  idle.push(page);
}

/** In the popup, light and dark, without loading the page again. Ends in light. */
async function inBothSchemes(page: Page, look: (scheme: 'light' | 'dark') => Promise<void>): Promise<void> {
  await page.setViewportSize(POPUP);
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    await look(colorScheme);
  }
}

async function expectToFitElsewhere(page: Page): Promise<void> {
  await page.setViewportSize(PHONE);
  await expectToFit(page, 'width');
  await page.setViewportSize(TAB);
  await expectToFit(page);
}

const expectAccessibleInBoth = (page: Page) =>
  inBothSchemes(page, (scheme) => expectAccessible(page, scheme === 'light' ? 'everything' : 'colours'));

async function picture(page: Page, folder: string, name: string): Promise<void> {
  const path = fileURLToPath(new URL(`./screenshots/${folder}`, import.meta.url));
  mkdirSync(path, { recursive: true });
  await page.screenshot({ path: `${path}/${name}.png` });
}

describe.concurrent.each(LANGUAGES)('in %s', async (language) => {
  const pages = await everyPage(language);
  const long = await everyPage(language, LONG);

  test.each(Object.keys(pages))('%s fits everywhere, and is open to everyone', (name) =>
    at(`${gallery.show(pages)}/${name}`, async (page) => {
      if (IN_THE_DARK.includes(language)) {
        await inBothSchemes(page, async (scheme) => {
          await expectToFit(page);
          await picture(page, `${language}-${scheme}`, name);
        });
        await expectAccessibleInBoth(page);
      } else {
        await expectToFit(page);
        await expectAccessible(page);
      }
      await expectToFitElsewhere(page);
      await watching.expectQuiet();
    }),
  );

  test.each(Object.keys(long))('long names are read in full on %s', (name) =>
    at(`${gallery.show(long)}/${name}`, async (page) => {
      await expectToFit(page);
      if (PICTURED.includes(language)) await picture(page, `${language}-long`, name);
      await expectToFitElsewhere(page);
    }),
  );
});

const usual = (brand: Names['brand']) => everyPage('en', { ...USUAL, brand });

describe('a vendor’s colour', () => {
  test.each(['#ffe000', '#ffffff', '#000000', '#ff0000', '#808080', '#00ff88', '#1a1a60'])(
    '%s leaves everything readable, in light and dark',
    async (colour) => {
      const address = gallery.show(await usual({ ...USUAL.brand, accent: accentOf(colour) }));
      for (const name of ['sign-in', 'connect-move-other-admin', 'working-granted', 'refused-signin_refused']) {
        await at(`${address}/${name}`, expectAccessibleInBoth);
      }
    },
  );
});

test('a logo that does not load leaves the vendor’s name and the page as it is', async () =>
  at(`${gallery.show(await usual({ logo: 'data:image/png;base64,AAAA' }))}/sign-in`, async (page) => {
    await inBothSchemes(page, () => expectToFit(page));
    expect(await page.locator('header').innerText()).toContain('Acme ERP');
    await expectAccessibleInBoth(page);
    await expectToFitElsewhere(page);
  }));

test('the list of languages can be opened in the popup, and is within it', async () =>
  at(`${gallery.show(await usual(USUAL.brand))}/connect`, async (page) => {
    await page.locator('summary').click();
    const last = await page.locator('nav li').last().boundingBox();
    expect((last?.y ?? Number.NaN) + (last?.height ?? 0)).toBeLessThanOrEqual(POPUP.height);
    await expectToFit(page);
    await expectAccessible(page);
  }));

describe('the button that closes the window', () => {
  const names = async () => {
    const pages = await usual(USUAL.brand);
    const ends = Object.keys(pages).filter((name) => /^(refused|done|already|no-longer)/.test(name));
    return { address: gallery.show(pages), ends };
  };

  test('is on every page that is an end, in a window that Magento has opened, and closes it', async () => {
    const { address, ends } = await names();
    expect(ends.length).toBeGreaterThan(40);
    const opener = await profile.newPage();
    await opener.goto(`${address}/done`);
    expect(await opener.getByRole('button', { name: 'Close this window' }).count()).toBe(0);
    const opening = profile.waitForEvent('page');
    await opener.evaluate(`{ window.open(${JSON.stringify(`${address}/done`)}); }`);
    const popup = await opening;
    const button = popup.getByRole('button', { name: 'Close this window' });
    for (const name of ends) {
      await popup.goto(`${address}/${name}`);
      expect(await button.isVisible(), name).toBe(true);
    }
    await button.click();
    await expect.poll(() => popup.isClosed()).toBe(true);
    await opener.close();
  });

  test('is hidden in a window that nothing has opened, which no page may close', async () => {
    const { address } = await names();
    await at(`${address}/refused-internal`, async (page) => {
      expect(await page.locator('button[data-close]').isVisible()).toBe(false);
    });
  });
});
