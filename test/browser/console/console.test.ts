import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowserSession } from '../harness/browser-session.ts';
import { openChromium } from '../harness/chromium.ts';
import { bringAxe, expectAccessible, expectToFit } from '../harness/measure.ts';
import { answer, expectGone, mainOf, signIn } from '../harness/merchant.ts';
import { everyAddress } from './every-address.ts';
import { factsOf, openConsole, type Window, withoutScripts } from './operator-window.ts';
import { openSeeded, type Seeded } from './seeded.ts';

const WIDTHS = [1280, 768, 360];
const SCHEMES = ['light', 'dark'] as const;
/** GraphQL takes one test of an integration in this time. */
const BETWEEN_TESTS_MS = 11_000;
const PICTURES = fileURLToPath(new URL('../screenshots/console', import.meta.url));

let seeded: Seeded;
let browser: Browser;
let olga: Window;
let plain: Page;
beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  [seeded, browser] = await Promise.all([openSeeded(), openChromium()]);
  olga = await openConsole(browser, seeded);
  plain = await withoutScripts(browser, olga);
  await bringAxe(olga.profile);
}, 500_000);
afterAll(async () => {
  await browser?.close();
  await seeded?.close();
});

const opened = (path: string) => olga.page.goto(seeded.local.url + path);

test('every page fits at every width, in light and dark, and is open to everyone', { timeout: 400_000 }, async () => {
  const found: string[] = [];
  for (const [name, path] of Object.entries(await everyAddress(seeded))) {
    await opened(path);
    for (const width of WIDTHS) {
      await olga.page.setViewportSize({ width, height: 800 });
      await look(olga.page, `${name}-${width}`).catch((error) => found.push(`${name} at ${width}: ${error.message}`));
    }
  }
  expect(found).toEqual([]);
  await olga.watch.expectQuiet();
});

async function look(page: Page, name: string): Promise<void> {
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${PICTURES}/${name}-${colorScheme}.png`, fullPage: true });
    await expectAccessible(page, colorScheme === 'light' ? 'everything' : 'colours');
  }
  await expectToFit(page, 'width');
}

test('every page says the same without scripts', { timeout: 120_000 }, async () => {
  for (const path of Object.values(await everyAddress(seeded))) {
    await opened(path);
    await plain.goto(seeded.local.url + path);
    expect(await factsOf(plain), path).toBe(await factsOf(olga.page));
  }
});

test('a broken store is found by its host, says why, and works once the merchant has reauthorized it', async () => {
  const { page } = olga;
  const { broken } = seeded;
  await opened('/console/stores');
  await page.getByLabel('Host').fill(new URL(broken.baseUrl).host);
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByRole('table').getByRole('link').click();
  expect(await mainOf(page)).toContain('Magento has dropped our access to this store');
  expect(await mainOf(page)).toContain('Ask the merchant to press “Reauthorize” in Magento');

  await reauthorize(broken);
  await page.getByRole('button', { name: 'Check now' }).click();
  await expect.poll(() => mainOf(page)).toContain('The store was asked just now, and everything works.');
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('works');
  expect(await mainOf(page)).toMatch(/Checked by hand by olga@example.com/);
});

test('a store is found and checked without a mouse, and what has the focus can be seen', async () => {
  const { page } = olga;
  await opened('/console/stores');
  await page.keyboard.press('Tab');
  expect(await page.locator(':focus').innerText()).toBe('Skip to the content');
  await page.keyboard.press('Enter');
  await tabTo(page, 'input[name=host]');
  await page.keyboard.type(new URL(seeded.working.baseUrl).host);
  await page.keyboard.press('Enter');
  await page.waitForURL(/host=/);
  await tabTo(page, 'main td a');
  await page.keyboard.press('Enter');
  await page.waitForURL(/con_/);
  await tabTo(page, 'form[action$="/check"] button');
  await page.keyboard.press('Enter');
  await expect.poll(() => mainOf(page)).toContain('The store was asked just now, and everything works.');
});

test('an integration is created once by a double click, and set up', { timeout: 120_000 }, async () => {
  const { page } = olga;
  await opened('/console/integrations');
  await page.getByRole('link', { name: 'New integration' }).click();
  await page.getByLabel('Name').fill('Clicked twice');
  await page.getByRole('button', { name: 'Create' }).dblclick();
  await expect.poll(() => mainOf(page)).toMatch(/The integration has been created/);
  await opened('/console/integrations?name=Clicked');
  expect(await page.locator('tbody tr').count()).toBe(1);
  await page.getByRole('link', { name: 'Clicked twice' }).click();

  await page.getByRole('link', { name: 'Way into the product' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  const field = page.getByLabel('Address of the product');
  await expect.poll(() => mainOf(page)).toContain('Nothing was saved.');
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  await expectAccessible(page, 'everything');
  await field.fill('https://erp.example/');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => mainOf(page)).toContain('Saved.');
  expect(await mainOf(page)).toContain('https://erp.example/');
});

test('an integration is published once its failing URL is mended', { timeout: 120_000 }, async () => {
  const { page } = olga;
  const { draft, receiver, moveClock } = seeded;
  await opened(`/console/integrations/${draft}`);
  await page.getByRole('button', { name: 'Test the URLs' }).click();
  // The page follows the test by itself.
  await expect.poll(() => mainOf(page), { timeout: 30_000 }).toContain('HTTP 404');
  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await page.locator('input[name=createUrl]').fill(`${receiver.url}/right`);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => mainOf(page)).toContain('Saved.');
  moveClock(BETWEEN_TESTS_MS);
  await page.getByRole('button', { name: 'Test the URLs' }).click();
  await expect.poll(() => mainOf(page), { timeout: 30_000 }).toContain('HTTP 200');
  await page.getByRole('link', { name: 'Publish…' }).click();
  await page.getByRole('button', { name: 'Publish now' }).click();
  await expect.poll(() => mainOf(page)).toContain('Everything is published');
});

test('a run is started, and its page follows it until it is done', { timeout: 120_000 }, async () => {
  const { page } = olga;
  await opened(`/console/stores/${seeded.working.connection}`);
  await page.getByRole('link', { name: /^Channel …/ }).click();
  await page.getByText('Start over…').click();
  await page.getByLabel('every record again').check();
  await page.getByRole('button', { name: 'Read everything anew' }).click();
  await expect.poll(() => mainOf(page)).toContain('The run was started.');
  await expect.poll(() => mainOf(page), { timeout: 60_000 }).toContain('Everything was read and delivered.');
});

test('a viewer sees every page, and nothing to press on any', { timeout: 60_000 }, async () => {
  const vera = await openConsole(browser, seeded, 'vera');
  for (const path of Object.values(await everyAddress(seeded))) {
    await vera.page.goto(seeded.local.url + path);
    expect(await vera.page.locator('main form[method=post]').count(), path).toBe(0);
  }
  await vera.profile.close();
});

async function reauthorize(store: Seeded['broken']): Promise<void> {
  const session = await openBrowserSession(browser, seeded, [store]);
  // Magento calls the button so again once the token is gone.
  const popup = await session.press(store, 'Activate');
  await signIn(popup);
  await answer(popup, 'yes');
  await expectGone(popup);
  await session.close();
}

/** Goes on with the Tab key, as far as people would, until something has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let round = 0; round < 20; round += 1) {
    await page.keyboard.press('Tab');
    const found = page.locator(`${selector}:focus-visible`);
    if ((await found.count()) === 0) continue;
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    return;
  }
  throw new Error(`the Tab key does not lead to ${selector}`);
}
