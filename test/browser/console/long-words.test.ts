import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answering, consoleFor } from '../../unit/console/setup.ts';
import { BROKEN, STORE } from '../../unit/console/store-samples.ts';
import { newProfile, openChromium } from '../harness/chromium.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openChromium();
});
afterAll(() => browser.close());

/** The longest that there can be: of a host name (RFC 1035), and of an account's label. */
const HOST = [63, 63, 63, 61].map((length) => 'w'.repeat(length)).join('.');
const LABEL = `${'w'.repeat(180)}@example.com`;
const LONG = {
  ...BROKEN,
  store: { url: `https://${HOST}/`, host: HOST },
  account: { ...BROKEN.account, id: LABEL, label: LABEL },
};
const ATTEMPT = {
  ...{ id: 'act_1', product: 'erp', store: LONG.store, account: LONG.account, stage: 'failed' },
  ...{ receivedAt: BROKEN.createdAt, reason: 'certificate_invalid', advice: 'Wait.' },
};
const routes = {
  'GET /v1/connections': answering({ items: [STORE, LONG], next: 'n3xt' }).handler,
  'GET /v1/connections/{id}': answering(LONG).handler,
  'GET /v1/connections/{id}/channels': answering({ items: [] }).handler,
  'GET /v1/activations': answering({ items: [ATTEMPT] }).handler,
};

/** Whoever connects a store chooses its name: it hides nothing of others, such as what is wrong with them. */
describe.each(['/console/stores', `/console/stores/${LONG.id}`, '/console/attempts'])(
  '%s with the longest names',
  (at) => {
    test.each([360, 720, 1000, 1280])('shows everything within %i pixels', async (width) => {
      const { get } = await consoleFor({ routes, language: 'de' });
      const profile = await newProfile(browser, { viewport: { width, height: 800 } });
      const page = await profile.newPage();
      await page.setContent((await get(at)).body);
      const lost: string[] = [];
      for (const one of await page.locator('main').locator('td, dd, h1, a, .badge, button').all()) {
        const { x, width: own } = (await one.boundingBox()) ?? { x: 0, width: 0 };
        if (x + own > width) lost.push((await one.innerText()).slice(0, 30));
      }
      expect(lost).toEqual([]);
      await profile.close();
    });
  },
);
