import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Store } from './scene.ts';

type Who = 'ana' | 'ben';

const SIGN_IN = 'a[href*="/signin?"]';
const AGAIN = '[href*="again"]';

/** Where the popup stands, told by what the merchant can do there. */
export async function expectSignIn(popup: Page): Promise<void> {
  await expect.poll(() => popup.locator(`${SIGN_IN}:not(${AGAIN})`).count()).toBe(1);
}

export async function expectQuestion(popup: Page): Promise<void> {
  await expect.poll(() => popup.locator('button[value=yes]').count()).toBe(1);
}

/** From *sign in* to *connect?*. The provider asks only whom it does not know yet. */
export async function signIn(popup: Page, who: Who = 'ana'): Promise<void> {
  await popup.locator(`${SIGN_IN}:not(${AGAIN})`).click();
  await fillIn(popup, who);
}

/** "Not you?" */
export async function signInAgain(popup: Page, who: Who): Promise<void> {
  await popup.locator(`${SIGN_IN}${AGAIN}`).click();
  await fillIn(popup, who);
}

async function fillIn(popup: Page, who: Who): Promise<void> {
  const password = popup.locator('input[name=password]');
  const question = popup.locator('button[value=yes]');
  await password.or(question).waitFor();
  if (await question.isVisible()) return;
  await popup.locator('input[name=email]').fill(`${who}@example.com`);
  await password.fill('handfast');
  await popup.getByRole('button').click();
  await expectQuestion(popup);
}

/** Answers *connect?*, with every box ticked unless told not to. */
export async function answer(popup: Page, decision: 'yes' | 'no', tick = true): Promise<void> {
  for (const box of tick ? await popup.locator('form input[type=checkbox]').all() : []) await box.check();
  await popup.locator(`button[value=${decision}]`).click();
}

/** Back in Magento, to the letter. With scripts the popup then goes away by itself. */
export async function expectBack(popup: Page, store: Store): Promise<void> {
  await popup.waitForURL((url) => url.href === store.successCallback);
}

export async function expectGone(popup: Page): Promise<void> {
  await expect.poll(() => popup.isClosed(), { timeout: 5_000 }).toBe(true);
}

/** All that can be read on the page. */
export async function mainOf(popup: Page): Promise<string> {
  return (await popup.getByRole('main').innerText()).replace(/\s+/g, ' ');
}
