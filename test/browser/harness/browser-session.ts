import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { DemoStore } from '../../../infra/local/demo-store/demo-store.ts';
import type { LocalSetup } from '../../journey/local-setup.ts';
import { newProfile, POPUP } from './chromium.ts';
import { type Watch, watch } from './watch.ts';

export type Store = DemoStore & { readonly id: number };
type Button = 'Activate' | 'Reauthorize';

/** One merchant in front of one browser. */
export type BrowserSession = {
  readonly profile: BrowserContext;
  readonly watch: Watch;
  /** Presses the button in Magento, allows it, and gets the popup. */
  press(store: Store, button: Button): Promise<Page>;
  /** What Magento's grid says of the integration; it has reloaded itself unless it is `reopened`. */
  expectGrid(store: Store, status: 'Active' | 'Inactive', reopened?: 'reopened'): Promise<void>;
  close(): Promise<void>;
};

export type BrowserSessionOptions = {
  readonly scripts?: boolean;
  readonly locale?: string;
  readonly known?: readonly string[];
};

/** @param stores all that this merchant will have to do with */
export async function openBrowserSession(
  browser: Browser,
  handfast: LocalSetup,
  stores: readonly Store[],
  { scripts = true, known = [], ...options }: BrowserSessionOptions = {},
): Promise<BrowserSession> {
  const profile = await newProfile(browser, { scripts, ...options });
  const places = stores.flatMap(({ baseUrl, adminUrl }) => [baseUrl, adminUrl]);
  const watching = watch(profile, handfast.local.url, [handfast.local.openidUrl, ...places, ...known]);
  return {
    profile,
    watch: watching,
    // Magento's admin needs scripts: a merchant without them finds the popup's address behind its button.
    press: (store, button) => (scripts ? pressInGrid(profile, store, button) : openPopup(profile, store, button)),
    // Without scripts, the grid does not reload itself.
    expectGrid: (store, status, reopened) => expectGrid(profile, store, status, scripts ? reopened : 'reopened'),
    async close() {
      await watching.expectQuiet();
      await profile.close();
    },
  };
}

async function pressInGrid(profile: BrowserContext, store: Store, button: Button): Promise<Page> {
  const admin = gridOf(profile, store) ?? (await profile.newPage());
  await admin.goto(store.adminUrl);
  await admin.locator(buttonOf(store), { hasText: button }).click();
  const opening = profile.waitForEvent('page');
  await admin.getByRole('button', { name: 'Allow' }).click();
  const popup = await opening;
  await popup.waitForLoadState();
  return popup;
}

async function openPopup(profile: BrowserContext, store: Store, button: Button): Promise<Page> {
  const activation = await (button === 'Activate' ? store.activate(store.id) : store.reauthorize(store.id));
  if (!activation.delivered) throw new Error(activation.problem);
  const popup = await profile.newPage();
  await popup.setViewportSize(POPUP);
  await popup.goto(activation.popupUrl);
  return popup;
}

function gridOf(profile: BrowserContext, store: Store): Page | undefined {
  return profile.pages().find((page) => page.url() === store.adminUrl);
}

/** The open grid reloads itself when the popup is done, unless it is to be opened anew. */
async function expectGrid(profile: BrowserContext, store: Store, status: string, reopened?: 'reopened'): Promise<void> {
  const open = gridOf(profile, store);
  const grid = open ?? (await profile.newPage());
  if (open === undefined || reopened) await grid.goto(store.adminUrl);
  const cell = grid.locator(`tr:has(${buttonOf(store)}) td:nth-child(2)`);
  await expect.poll(() => cell.innerText(), { timeout: 10_000 }).toBe(status);
}

/** Magento's button in the row of the integration. */
function buttonOf({ id }: Store): string {
  return `[data-opens="permissions-${id}"]`;
}
