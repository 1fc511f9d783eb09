import { describe, expect, test } from 'vitest';
import { ANA, activationAt, BEN, filledIn, openPopupSetup } from './popup-setup.ts';

/** One browser whose two tabs share their cookies. */
async function twoTabs() {
  const setup = openPopupSetup();
  setup.state.activation = activationAt('requested');
  const { activation } = setup.state.activation;
  const browser = setup.browser();
  await browser.open();
  const leave = async (again = '') => {
    const { location } = await browser.get(`/demo/signin?activation=${activation}${again}`);
    return `/signin/return?code=c&state=${new URL(location).searchParams.get('state')}`;
  };
  return { setup, browser, activation, leave, question: `/demo/login?activation=${activation}` };
}

describe('a question in the first tab', () => {
  test('is answerable after the second tab signed in as the same account', async () => {
    const { setup, browser, activation } = await twoTabs();
    const first = await browser.signIn(activation);
    await browser.signIn(activation);
    const { code, location } = await browser.post(filledIn(first.page, 'yes'));
    expect([code, location]).toEqual([undefined, `/demo/progress?activation=${activation}`]);
    expect(setup.state.activation?.consent).toMatchObject({ decision: 'yes', account: ANA });
  });

  test.each(['yes', 'no'] as const)('answered "%s" is asked anew of another account', async (decision) => {
    const { setup, browser, activation, question } = await twoTabs();
    const first = await browser.signIn(activation);
    setup.state.account = BEN;
    await browser.signIn(activation);
    const { status, location } = await browser.post(filledIn(first.page, decision));
    expect([status, location]).toEqual([303, question]);
    expect(setup.consent).not.toHaveBeenCalled();
    expect((await browser.get(location)).page.querySelector('bdi')?.text).toBe(BEN.label);
  });

  test('leads to the sign-in while the second tab is choosing another account', async () => {
    const { setup, browser, activation, leave, question } = await twoTabs();
    const first = await browser.signIn(activation);
    await leave('&again=1');
    expect((await browser.post(filledIn(first.page, 'yes'))).location).toBe(question);
    expect(setup.consent).not.toHaveBeenCalled();
  });
});

describe('sign-ins begun in two tabs', () => {
  test.each([
    ['first', 0, 1],
    ['second', 1, 0],
  ] as const)('both lead to the question, the %s one first', async (_, one, other) => {
    const { setup, browser, leave, question } = await twoTabs();
    const returns = [await leave(), await leave()];
    expect((await browser.get(returns[one] ?? '')).location).toBe(question);
    expect((await browser.get(returns[other] ?? '')).location).toBe(question);
    expect(setup.complete).toHaveBeenCalledTimes(2);
    expect((await browser.get(question)).page.querySelector('bdi')?.text).toBe(ANA.label);
  });

  test('are used once each', async () => {
    const { setup, browser, leave } = await twoTabs();
    const returns = [await leave(), await leave()];
    for (const back of [...returns, ...returns]) await browser.get(back);
    expect(setup.complete).toHaveBeenCalledTimes(2);
  });
});
