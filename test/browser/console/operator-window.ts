import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type Watch, watch } from '../harness/watch.ts';
import type { Seeded } from './seeded.ts';

export type Window = { readonly page: Page; readonly profile: BrowserContext; readonly watch: Watch };
type Who = 'olga' | 'vera';
type Seen = Pick<Seeded, 'local'>;

const WIDE = { width: 1280, height: 800 };

/** A browser of somebody who has signed in to the console, who sees its first page. */
export async function openConsole(browser: Browser, { local }: Seen, who: Who = 'olga'): Promise<Window> {
  const profile = await browser.newContext({ viewport: WIDE, locale: 'en-GB', timezoneId: 'Asia/Tokyo' });
  const watching = watch(profile, local.url, [local.openidUrl]);
  const page = await profile.newPage();
  await page.goto(`${local.url}/console`);
  await signIn(page, who);
  return { page, profile, watch: watching };
}

/** The same person in a browser that runs no scripts. */
export async function withoutScripts(browser: Browser, { profile }: Window): Promise<Page> {
  const storageState = await profile.storageState();
  const plain = await browser.newContext({ viewport: WIDE, locale: 'en-GB', javaScriptEnabled: false, storageState });
  return plain.newPage();
}

export async function signIn(page: Page, who: Who): Promise<void> {
  await page.locator('input[name=email]').fill(`${who}@example.com`);
  await page.locator('input[name=password]').fill('handfast');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('header .who').waitFor();
}

/** All facts of a page. A moment is one, however it is written. */
export async function factsOf(page: Page): Promise<string> {
  const text: unknown = await page.evaluate(`(() => {
    const main = document.querySelector('main').cloneNode(true);
    for (const time of main.querySelectorAll('time')) time.textContent = time.getAttribute('datetime');
    for (const unseen of main.querySelectorAll('noscript')) unseen.remove();
    return main.textContent;
  })()`);
  // The clock of the settings' page goes on, and so does how far a channel is behind.
  return String(text)
    .replace(/\s+/g, ' ')
    .replace(/Clock\S+?Z/, 'Clock')
    .replace(/\d+ (second|minute)s?/g, 'a while')
    .trim();
}
