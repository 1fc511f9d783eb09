import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { REFUSALS } from '../../../functions/domain/refusals/handshake-refusals.ts';
import type { Store } from './browser-session.ts';

type Who = 'ana' | 'ben';

const SIGN_IN = 'a[href*="/signin?"]';
const AGAIN = '[href*="again"]';

const QUESTION = 'button[value=yes]';
/** The provider's, when somebody else was signed in there and no script goes on by itself. */
const GO_ON = 'button:text-is("Continue")';
const PASSWORD = 'input[name=password]';

/** Where the popup stands, told by what the merchant can do there. What can be read there instead is in the error. */
async function expectToOffer(popup: Page, selector: string): Promise<void> {
  const offered = popup.locator(selector).first();
  await expect.poll(async () => ((await offered.isVisible()) ? selector : textOf(popup))).toBe(selector);
}

export const expectSignIn = (popup: Page) => expectToOffer(popup, `${SIGN_IN}:not(${AGAIN})`);
export const expectQuestion = (popup: Page) => expectToOffer(popup, QUESTION);
export const expectEither = (popup: Page) => expectToOffer(popup, `${QUESTION}, ${SIGN_IN}`);

/** From *sign in* to *connect?*. The provider asks only whom it does not know yet. */
export async function signIn(popup: Page, who: Who = 'ana'): Promise<void> {
  await popup.locator(`${SIGN_IN}:not(${AGAIN})`).click();
  await expectToOffer(popup, `${PASSWORD}, ${QUESTION}`);
  if (await popup.locator(PASSWORD).isVisible()) await fillIn(popup, who);
}

/** "Not you?" The provider asks anew, whoever it knows. */
export async function signInAgain(popup: Page, who: Who): Promise<void> {
  await popup.locator(`${SIGN_IN}${AGAIN}`).click();
  await fillIn(popup, who);
}

/** Signs in at the provider, wherever that leads. */
export async function signInAtProvider(popup: Page, who: Who = 'ana'): Promise<void> {
  await popup.locator(`${SIGN_IN}:not(${AGAIN})`).click();
  await enterPassword(popup, who);
}

async function enterPassword(popup: Page, who: Who): Promise<void> {
  await popup.locator('input[name=email]').fill(`${who}@example.com`);
  await popup.locator(PASSWORD).fill('handfast');
  await popup.getByRole('button').click();
}

async function fillIn(popup: Page, who: Who): Promise<void> {
  await enterPassword(popup, who);
  await expectToOffer(popup, `${QUESTION}, ${GO_ON}`);
  if (await popup.locator(GO_ON).isVisible()) await popup.locator(GO_ON).click();
  await expectQuestion(popup);
}

/** Answers *connect?*, with every box ticked unless told not to. */
export async function answer(popup: Page, decision: 'yes' | 'no', tick = true): Promise<void> {
  for (const box of tick ? await popup.locator('form input[type=checkbox]').all() : []) await box.check();
  await popup.locator(`button[value=${decision}]`).click();
}

/** Back in Magento, to the letter. With scripts the popup then goes away by itself. */
export async function expectSuccessCallback(popup: Page, store: Store): Promise<void> {
  await popup.waitForURL((url) => url.href === store.successCallback);
}

export async function expectGone(popup: Page): Promise<void> {
  await expect.poll(() => popup.isClosed(), { timeout: 5_000 }).toBe(true);
}

/** Chromium forgets to close a window whose page it has just begun to show; a merchant has seen it. */
export async function closePopup(popup: Page): Promise<void> {
  await popup.waitForLoadState();
  await popup.close();
}

/** The page that says so, whatever else was shown on the way. */
export async function expectDeclined(popup: Page): Promise<void> {
  await expect.poll(() => mainOf(popup)).toContain(REFUSALS.consent_declined.title);
}

/** All that can be read on a page of ours. */
export async function mainOf(popup: Page): Promise<string> {
  return (await popup.getByRole('main').innerText()).replace(/\s+/g, ' ');
}

async function textOf(popup: Page): Promise<string> {
  return `${popup.url().split('?')[0]}: ${(await popup.locator('body').innerText()).replace(/\s+/g, ' ')}`;
}
