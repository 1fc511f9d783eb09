import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { handfast } from '../../../client/handfast.ts';
import { startDemoStore } from '../../../infra/local/demo-store/demo-store.ts';
import { createMerchant } from '../../../infra/local/demo-store/merchant.ts';
import { type Local, startLocal } from '../../../infra/local/local.ts';
import { API_SCOPE } from '../../../infra/local/openid/api-client.ts';
import { readPort } from '../../../infra/local/startup/read-port.ts';
import { openChromium } from '../harness/chromium.ts';

/*
 * Makes the README's pictures of the console: the overview, and the page of a store that does not work. Both are
 * screenshots of `npm start`, taken at its usual ports, which have to be free.
 */

const FOLDER = fileURLToPath(new URL('../../../docs/pictures/', import.meta.url));
const MOST_BYTES = 250 * 1024;
const SCALE = 1.5;
const WINDOW = { width: 1100, height: 720 };
const WORKING = 5;

const DAY_MS = 24 * 60 * 60_000;
let clockMs = 0;
const now = () => new Date(Date.now() + clockMs);

/** A store that ana has connected. */
async function connect({ url }: Local, opened: AsyncDisposableStack) {
  const integration = { name: 'Demo', endpointUrl: `${url}/demo/callback`, identityLinkUrl: `${url}/demo/login` };
  const store = opened.use(await startDemoStore({ now, integrations: [integration] }));
  const id = store.states()[0]?.id ?? 0;
  const activation = await store.activate(id);
  if (!activation.delivered) throw new Error(activation.problem);
  const ana = createMerchant();
  const question = await ana.signIn(await ana.visit(activation.popupUrl));
  await ana.settle(await ana.answer(question, 'yes'));
  return { ...store, id };
}

/** Several stores; the last one's access is taken away. Gives its connection. */
async function fill(local: Local, opened: AsyncDisposableStack): Promise<string> {
  for (let made = 0; made < WORKING; made += 1) await connect(local, opened);
  // A day of daily checks, so that all are counted.
  clockMs = DAY_MS;
  local.moveClock(DAY_MS);
  await local.tick(now());
  const broken = await connect(local, opened);
  await broken.reauthorize(broken.id);
  const { id: clientId, secret: clientSecret, tokenUrl } = local.apiClient;
  const api = handfast({ url: local.url, tokenUrl, clientId, clientSecret, scope: API_SCOPE });
  for await (const { id } of api.connections.list({ host: new URL(broken.baseUrl).host })) {
    await api.connections.check(id);
    return id;
  }
  throw new Error('the store was not connected');
}

async function openConsole(browser: Browser, { url }: Local): Promise<Page> {
  const context = await browser.newContext({ viewport: WINDOW, deviceScaleFactor: SCALE, locale: 'en-US' });
  const page = await context.newPage();
  await page.goto(`${url}/console`);
  await page.locator('input[name=email]').fill('olga@example.com');
  await page.locator('input[name=password]').fill('handfast');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('header .who').waitFor();
  return page;
}

async function makePictures(): Promise<number> {
  await using opened = new AsyncDisposableStack();
  const dataFolder = mkdtempSync(join(tmpdir(), 'handfast-picture-'));
  opened.defer(() => rmSync(dataFolder, { recursive: true, force: true }));
  const local = opened.adopt(await startLocal({ port: readPort(undefined), dataFolder }), (one) => one.stop());
  const broken = await fill(local, opened);
  const browser = opened.adopt(await openChromium(), (one) => one.close());
  const page = await openConsole(browser, local);
  let most = 0;
  for (const [name, path] of [
    ['console-overview', '/console'],
    ['console-store', `/console/stores/${broken}`],
  ]) {
    await page.goto(local.url + path);
    const file = join(FOLDER, `${name}.png`);
    await page.screenshot({ path: file });
    const { size } = statSync(file);
    most = Math.max(most, size);
    process.stdout.write(`docs/pictures/${name}.png, ${Math.round(size / 1024)} KB\n`);
  }
  return most;
}

const most = await makePictures();
// The browser that is gone leaves connections behind, which would keep this process.
process.exit(most > MOST_BYTES ? 1 : 0);
