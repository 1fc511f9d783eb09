import { describe, expect, test } from 'vitest';
import { openPopupSetup } from '../popup-setup.ts';

const browser = openPopupSetup().browser();
const addressesOn = ({ page }: Awaited<ReturnType<typeof browser.get>>) =>
  page.querySelectorAll('.addresses code').map((code) => code.text);

describe('the start page', () => {
  test('says what this is, and which addresses to enter for each product', async () => {
    const answer = await browser.get('/');
    expect(answer.status).toBe(200);
    expect(answer.page.querySelector('main p')?.text).toMatch(/^Handfast runs here\./);
    expect(addressesOn(answer)).toEqual([
      'https://handfast.example/demo/callback',
      'https://handfast.example/demo/login',
      'https://handfast.example/other/callback',
      'https://handfast.example/other/login',
    ]);
    for (const name of ['Acme', 'Other']) expect(answer.page.querySelector('main')?.text).toContain(name);
  });
});

describe('the callback URL in a browser', () => {
  test('is confirmed, and says that Magento sends its message by POST', async () => {
    const answer = await browser.get('/other/callback');
    expect(answer.status).toBe(200);
    expect(answer.page.querySelector('h1')?.text).toBe('This address is right');
    expect(answer.page.querySelector('main p')?.text).toMatch(/^Magento sends its message here by POST\./);
    expect(addressesOn(answer)).toEqual(['https://handfast.example/other/callback']);
  });

  test('of an unknown product is not confirmed', async () => {
    const { status, code, page } = await browser.get('/nobody/callback');
    expect([status, code]).toEqual([404, 'product_unknown']);
    expect(page.querySelector('main')?.text).not.toContain('POST');
  });
});

test.each(['/', '/demo/callback'])('%s can be read in another language, at an address that works', async (path) => {
  const { page } = await browser.get(path);
  const german = page.querySelector('nav a[lang=de]')?.getAttribute('href') ?? '';
  const { page: again } = await openPopupSetup().browser().get(german);
  expect(again.querySelector('html')?.getAttribute('lang')).toBe('de');
  expect(again.querySelectorAll('.addresses code').length).toBeGreaterThan(0);
});
