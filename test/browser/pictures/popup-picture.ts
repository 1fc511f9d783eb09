import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { startLocal } from '../../../infra/local/local.ts';
import { readPort } from '../../../infra/local/startup/read-port.ts';
import { openChromium, POPUP } from '../harness/chromium.ts';
import { type Shot, windowsPage } from './windows-page.ts';

/*
 * Makes the README's picture: the popup's question in front of the demo Magento's grid. Both are screenshots of
 * `npm start`, taken at its usual ports, which have to be free.
 */

const FILE = fileURLToPath(new URL('../../../docs/pictures/popup.png', import.meta.url));
const MOST_BYTES = 150 * 1024;
/** Pixels per CSS pixel: sharp on a dense screen, and still a small file. */
const SCALE = 1.5;
const ADMIN = { width: 900, height: 560 };

async function shot(page: Page): Promise<Shot> {
  const png = await page.screenshot();
  return { title: await page.title(), address: new URL(page.url()).host, png: png.toString('base64') };
}

/** Presses *Activate* in the grid, signs in, and stops at the question. */
async function takeShots(browser: Browser, adminUrl: string): Promise<{ admin: Shot; popup: Shot }> {
  const context = await browser.newContext({ viewport: ADMIN, deviceScaleFactor: SCALE, locale: 'en-US' });
  const admin = await context.newPage();
  await admin.goto(adminUrl);
  await admin.getByRole('button', { name: 'Activate' }).first().click();
  const opening = context.waitForEvent('page');
  await admin.getByRole('button', { name: 'Allow' }).click();
  const popup = await opening;
  await popup.setViewportSize(POPUP);
  await popup.locator('a[href*="/signin?"]').click();
  await popup.locator('input[name=email]').fill('ana@example.com');
  await popup.locator('input[name=password]').fill('handfast');
  await popup.getByRole('button').click();
  await popup.locator('button[value=yes]').waitFor();
  const shots = { admin: await shot(admin), popup: await shot(popup) };
  await context.close();
  return shots;
}

async function compose(browser: Browser, shots: { admin: Shot; popup: Shot }): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1000, height: 700 }, deviceScaleFactor: SCALE });
  await page.setContent(windowsPage(shots.admin, ADMIN, shots.popup, POPUP));
  mkdirSync(join(FILE, '..'), { recursive: true });
  await page.locator('main').screenshot({ path: FILE });
}

async function makePicture(): Promise<void> {
  await using cleanUp = new AsyncDisposableStack();
  const dataFolder = mkdtempSync(join(tmpdir(), 'handfast-picture-'));
  cleanUp.defer(() => rmSync(dataFolder, { recursive: true, force: true }));
  const local = cleanUp.adopt(await startLocal({ port: readPort(undefined), dataFolder }), (one) => one.stop());
  const browser = cleanUp.adopt(await openChromium(), (one) => one.close());
  await compose(browser, await takeShots(browser, local.demoStore?.adminUrl ?? ''));
}

await makePicture();
const { size } = statSync(FILE);
process.stdout.write(`docs/pictures/popup.png, ${Math.round(size / 1024)} KB\n`);
// The browser that is gone leaves connections behind, which would keep this process.
process.exit(size > MOST_BYTES ? 1 : 0);
