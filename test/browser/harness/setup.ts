import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import type { DemoStoreOptions } from '../../../infra/local/demo-store/demo-store.ts';
import { type LocalSetup, openLocalSetup } from '../../journey/local-setup.ts';
import { type BrowserSession, openBrowserSession, type Store } from './browser-session.ts';
import { openChromium } from './chromium.ts';
import { expectAccessible, expectToFit } from './measure.ts';
import { answer, expectGone, expectSuccessCallback, signIn } from './merchant.ts';

/** A store, a merchant in front of a browser of their own, and the popup that *Activate* opened. */
export type Activated = { readonly store: Store; readonly session: BrowserSession; readonly popup: Page };

/** A Handfast and a browser for the tests of one file, and what merchants begin with there. */
export function openSetup() {
  let handfast: LocalSetup;
  let browser: Browser;
  beforeAll(async () => {
    [handfast, browser] = await Promise.all([openLocalSetup(), openChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await handfast?.close();
  });

  return {
    handfast: () => handfast,
    browser: () => browser,

    /** @param scripts whether the merchants' browsers run them */
    with(scripts: boolean) {
      const merchant = (...stores: Store[]) => openBrowserSession(browser, handfast, stores, { scripts });

      async function activated(options: DemoStoreOptions = {}): Promise<Activated> {
        const store = await handfast.store(options);
        const session = await merchant(store);
        return { store, session, popup: await session.press(store, 'Activate') };
      }

      return {
        merchant,
        activated,

        /** A store that ana has connected. */
        async connected(): Promise<Omit<Activated, 'popup'>> {
          const { store, session, popup } = await activated();
          await signIn(popup);
          await answer(popup, 'yes');
          await expectSuccessCallback(popup, store);
          if (scripts) await expectGone(popup);
          await session.expectGrid(store, 'Active');
          return { store, session };
        },

        /** Pages are the same without scripts, so they are measured once. */
        async expectFine(popup: Page): Promise<void> {
          if (!scripts) return;
          await expectToFit(popup);
          await expectAccessible(popup);
        },

        /** The vendor was told of the end once. */
        expectOneEnding: (store: Store) => expect(handfast.eventsOf(store)).toHaveLength(1),
      };
    },
  };
}
