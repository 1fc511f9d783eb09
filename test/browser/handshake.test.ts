import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import {
  answer,
  closePopup,
  expectDeclined,
  expectGone,
  expectQuestion,
  expectSignIn,
  expectSuccessCallback,
  signIn,
} from './harness/merchant.ts';
import { openSetup } from './harness/setup.ts';

const setup = openSetup();

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('from Activate to Active, %s', (_, scripts) => {
  const { activated, expectFine } = setup.with(scripts);

  test('a merchant sees who asks for what, signs in, connects, and the popup goes away', async () => {
    const { store, session, popup } = await activated();
    await expectSignIn(popup);
    const { host } = new URL(store.baseUrl);
    expect(await popup.getByRole('main').innerText()).toContain(host);
    expect(await popup.locator('body').innerText()).toContain('Handfast Demo');
    await expectFine(popup);
    await signIn(popup);
    const question = await popup.getByRole('main').innerText();
    for (const shown of [host, 'Handfast Demo', 'ana@example.com']) expect(question).toContain(shown);
    await expectFine(popup);
    await answer(popup, 'yes');
    await expectSuccessCallback(popup, store);
    if (scripts) await expectGone(popup);
    await session.expectGrid(store, 'Active');
    expect((await setup.handfast().connectionOf(store))?.account.label).toBe('ana@example.com');
    await session.close();
  });

  test('a merchant who says no is told so, and nothing is connected', async () => {
    const { store, session, popup } = await activated();
    await signIn(popup);
    await answer(popup, 'no');
    await expectDeclined(popup);
    expect(await popup.locator('button[value=yes]').count()).toBe(0);
    await expectFine(popup);
    await closePopup(popup);
    await session.expectGrid(store, 'Inactive');
    expect(await setup.handfast().connectionOf(store)).toBeUndefined();
    await session.close();
  });
});

test('the popup is as large as Magento opens it', async () => {
  const { session, popup } = await setup.with(true).activated();
  const [width, height] = String(await popup.evaluate('[innerWidth, innerHeight].join()'))
    .split(',')
    .map(Number);
  expect(width).toBe(680);
  expect(height).toBeGreaterThan(480);
  expect(height).toBeLessThanOrEqual(510);
  await session.close();
});

test('a merchant needs no mouse', async () => {
  const { store, session, popup } = await setup.with(true).activated();
  await tabTo(popup, 'a[href*="/signin?"]');
  await popup.keyboard.press('Enter');
  await popup.locator('input[name=email]').waitFor();
  await popup.keyboard.type('ana@example.com');
  await popup.keyboard.press('Tab');
  await popup.keyboard.type('handfast');
  await popup.keyboard.press('Enter');
  await expectQuestion(popup);
  // It takes no answer in its first second in sight, against clicks that were meant for another window.
  await popup.locator('button[value=yes]:enabled').waitFor();
  await tabTo(popup, 'button[value=yes]');
  await popup.keyboard.press('Enter');
  await expectSuccessCallback(popup, store);
  await session.close();
});

/** Presses Tab until the element has the focus, which must be within a few steps. */
async function tabTo(popup: Page, selector: string): Promise<void> {
  const focused = `document.activeElement?.matches(${JSON.stringify(selector)})`;
  for (let presses = 0; presses < 8; presses += 1) {
    if (await popup.evaluate(focused)) return;
    await popup.keyboard.press('Tab');
  }
  expect(await popup.evaluate(focused), `Tab never leads to ${selector}`).toBe(true);
}
