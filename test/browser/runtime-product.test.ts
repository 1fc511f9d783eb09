import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { makeProduct, publishForm } from '../journey/integrations/runtime-product.ts';
import { tableOf } from '../journey/stored-data.ts';
import { FIELDS } from './harness/form.ts';
import { answer, expectGone, expectSuccessCallback, mainOf, signIn } from './harness/merchant.ts';
import { openSetup } from './harness/setup.ts';

const setup = openSetup();
const table = () => tableOf(setup.handfast().local);

/** A PNG of one pixel. */
const LOGO =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('a product made at run time, %s', (_, scripts) => {
  const { merchant, expectFine } = setup.with(scripts);
  const named = (slug: string) => `${slug}-${scripts ? 'js' : 'plain'}`;

  async function opened(product: string) {
    // A warm function looks for a slug that it does not know in a list of five seconds ago.
    setup.handfast().moveClock(5_000);
    const store = await setup.handfast().store({}, product);
    const session = await merchant(store);
    return { store, session, popup: await session.press(store, 'Activate') };
  }

  test('is connected to by Magento without a deployment', async () => {
    const { slug } = await makeProduct(table(), named('made'), {
      name: 'Made Today',
      logo: LOGO,
      languages: ['en', 'de'],
    });
    const { store, session, popup } = await opened(slug);
    expect(await popup.locator('header').innerText()).toContain('Made Today');
    expect(await popup.evaluate("document.querySelector('header img').naturalWidth")).toBe(1);
    expect(await popup.locator('nav li').count()).toBe(2);
    await expectFine(popup);
    await signIn(popup);
    await answer(popup, 'yes');
    await expectSuccessCallback(popup, store);
    if (scripts) await expectGone(popup);
    await session.expectGrid(store, 'Active');
    await session.close();
  });

  test('asks its fields, and asks again what was answered wrong', async () => {
    const integration = await publishForm(table(), FIELDS);
    const { slug } = await makeProduct(table(), named('asking'), { integration });
    const { store, session, popup } = await opened(slug);
    await signIn(popup);
    await expectFine(popup);
    await fillIn(popup, 'none');
    // The browser checks what it can: what it lets pass, we check.
    await popup.evaluate("document.querySelectorAll('form').forEach((form) => { form.noValidate = true; })");
    await answer(popup, 'yes');
    await expect.poll(() => mainOf(popup)).toContain('Nothing has been connected yet');
    await expectFine(popup);
    expect(await popup.locator('[name="answer.contact"]').inputValue()).toBe('Ana');
    const focused = popup.locator('[name="answer.vat"]:focus');
    await focused.fill('DE123456789');
    await answer(popup, 'yes');
    await expectSuccessCallback(popup, store);
    await session.close();
    expect((await setup.handfast().connectionOf(store, slug))?.answers).toBeDefined();
  });
});

async function fillIn(popup: Page, vat: string): Promise<void> {
  await popup.locator('[name="answer.vat"]').fill(vat);
  await popup.locator('[name="answer.contact"]').fill('Ana');
  await popup.locator('[name="answer.plan"]').selectOption('pro');
  await popup.locator('[name="answer.orders"]').fill('1200');
}
