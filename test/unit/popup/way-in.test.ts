import { expect, test } from 'vitest';
import { ANA, activationAt, BACK, connectionOf, openPopupSetup } from './popup-setup.ts';

const WAY_IN = 'https://app.acme.example/login?a=1&b=2';

/** The popup of a store that is connected, for a merchant who has signed in. */
async function connected(back: string | null) {
  const setup = openPopupSetup();
  setup.wayInOf.mockResolvedValue(WAY_IN);
  setup.state.activation = activationAt('requested');
  const { activation } = setup.state.activation;
  const browser = setup.browser();
  await browser.open(back);
  await browser.signIn(activation);
  const consent = { decision: 'yes', account: ANA, at: '' } as const;
  setup.state.activation = { ...activationAt('linked', { consent }), activation };
  setup.state.connection = connectionOf(ANA);
  return { setup, browser, activation };
}

test('the last page leads into the product, in a tab that learns nothing of the popup', async () => {
  const { setup, browser, activation } = await connected(null);
  const { page } = await browser.get(`/demo/progress?activation=${activation}&wait=1`);
  const link = page.querySelector('a.button');
  expect(link?.text).toBe('Open Acme');
  expect(link?.attributes).toMatchObject({ href: WAY_IN, target: '_blank', rel: 'noopener noreferrer' });
  expect(page.querySelector('button[data-close]')).not.toBeNull();
  expect(setup.wayInOf).toHaveBeenCalledWith('demo', ANA);
});

test('the way back to Magento comes first, and is not held up', async () => {
  const { setup, browser, activation } = await connected(BACK);
  expect((await browser.get(`/demo/progress?activation=${activation}&wait=1`)).location).toBe(BACK);
  expect(setup.wayInOf).not.toHaveBeenCalled();
});

test('a popup that is opened again leads into the product too', async () => {
  const { browser, activation } = await connected(BACK);
  const { page } = await browser.get(`/demo/login?activation=${activation}`);
  expect(page.querySelector('a.button')?.getAttribute('href')).toBe(WAY_IN);
});

test('no page leads into a product for which nothing was published', async () => {
  const { setup, browser, activation } = await connected(null);
  setup.wayInOf.mockResolvedValue(undefined);
  const { page } = await browser.get(`/demo/progress?activation=${activation}&wait=1`);
  expect(page.querySelector('a.button')).toBeNull();
});
