import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { CLIENT_ID, startProvider } from '../contract/oidc/provider.ts';
import { configureSignIn, publishBookmark } from '../journey/integrations/configured-sign-in.ts';
import { openBrowserSession } from './harness/browser-session.ts';
import { answer, expectGone, expectQuestion, expectSuccessCallback } from './harness/merchant.ts';
import { openSetup } from './harness/setup.ts';

const setup = openSetup();
const SECRET = 'canary-client-secret-of-a-browser';

let provider: Awaited<ReturnType<typeof startProvider>>;
beforeAll(async () => {
  vi.spyOn(console, 'info').mockImplementation(() => {});
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  const { url } = setup.handfast().local;
  const redirect_uris = [`${url}/erp/signin/return`];
  provider = await startProvider({ clientChanges: { client_secret: SECRET, redirect_uris } });
  const openIdConnect = { issuer: provider.issuer, clientId: CLIENT_ID, clientSecret: SECRET };
  const id = await configureSignIn(setup.handfast(), 'erp', { openIdConnect });
  await publishBookmark(setup.handfast(), id, `${url}/?page=start`);
});
afterAll(async () => {
  await provider?.stop();
  vi.restoreAllMocks();
});

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('a product with a provider and a way in of its own, %s', (_, scripts) => {
  const { expectFine } = setup.with(scripts);

  test('is connected to by its own users, who enter it from the last page', async () => {
    const handfast = setup.handfast();
    const store = await handfast.store({}, 'erp');
    const known = [provider.issuer];
    const session = await openBrowserSession(setup.browser(), handfast, [store], { scripts, known });
    const popup = await session.press(store, 'Activate');
    const seen: string[] = [];
    session.profile.on('request', (request) => seen.push(`${request.url()} ${request.postData() ?? ''}`));
    await popup.locator('a[href*="/signin?"]').click();
    await expectQuestion(popup);
    const question = popup.url();
    await expectFine(popup);
    await answer(popup, 'yes');
    await expectSuccessCallback(popup, store);
    if (scripts) await expectGone(popup);
    expect((await handfast.connectionOf(store, 'erp'))?.account.issuer).toBe(provider.issuer);
    expect(seen.some((url) => url.startsWith(`${handfast.local.url}/erp/signin/return?code=`))).toBe(true);
    expect(seen.filter((url) => url.includes(SECRET))).toEqual([]);

    const again = await session.profile.newPage();
    await again.goto(question);
    await expectFine(again);
    const link = again.getByRole('link', { name: 'Open Acme ERP' });
    const [entered] = await Promise.all([session.profile.waitForEvent('page'), link.click()]);
    await entered.waitForLoadState();
    expect(entered.url()).toBe(`${handfast.local.url}/?page=start`);
    if (scripts) expect(await entered.evaluate('window.opener')).toBeNull();
    expect(again.url()).toBe(question);
    await session.close();
  });
});
