import { describe, expect, test } from 'vitest';
import { languageOf } from '../../../../functions/popup/layout/choose-language.ts';
import { LANGUAGE_NAMES, LANGUAGES } from '../../../../functions/popup/texts/languages.ts';
import { activationAt, BACK, FOREIGN_BACK, KEY, openPopupSetup } from '../popup-setup.ts';
import { requestIn } from './all-pages.ts';

describe('the language', () => {
  test.each([
    ['', 'en'],
    ['*', 'en'],
    ['de', 'de'],
    ['de-CH, fr;q=0.9', 'de'],
    ['fr;q=0.5, nl;q=0.9', 'nl'],
    ['zh-TW, ja;q=0.8, en;q=0.5', 'ja'],
    ['pt-PT', 'pt-BR'],
    ['PT-br', 'pt-BR'],
    ['de;q=0, it;q=0.1', 'it'],
    ['sv, tlh', 'en'],
    ['<script>, %%%, ;;;, es', 'es'],
    [`${'x-'.repeat(500)}, pl`, 'pl'],
  ])('that a browser prefers with "%s" is %s', (header, language) => {
    expect(languageOf(requestIn(header))).toBe(language);
  });

  test('is one that the product offers', () => {
    expect(languageOf(requestIn('de, fr;q=0.5'), ['en', 'fr'])).toBe('fr');
    expect(languageOf(requestIn('de'), ['nl', 'en'])).toBe('en');
    expect(languageOf(requestIn('de'), ['nl', 'fr'])).toBe('nl');
    const cookies = new Map([['handfast_language', 'ja']]);
    expect(languageOf(requestIn('de', { cookies }), ['en', 'de'])).toBe('de');
  });

  test('that was chosen goes before the one that was chosen earlier, and that before the browser’s', () => {
    const cookies = new Map([['__Host-handfast_language', 'it']]);
    expect(languageOf(requestIn('de', { cookies }))).toBe('it');
    expect(languageOf(requestIn('de', { cookies, query: new URLSearchParams('lang=pl') }))).toBe('pl');
    expect(languageOf(requestIn('de', { query: new URLSearchParams('lang=constructor') }))).toBe('de');
  });
});

type Page = Awaited<ReturnType<ReturnType<ReturnType<typeof openPopupSetup>['browser']>['get']>>;
const linkTo = (language: string, { page }: Page) =>
  page.querySelector(`nav a[hreflang=${language}]`)?.getAttribute('href')?.replaceAll('&amp;', '&') ?? '';
const shown = ({ page }: Page) => [page.querySelector('html')?.getAttribute('lang'), page.querySelector('h1')?.text];

describe('a page', () => {
  test('speaks the browser’s language, and offers all of them by their own names', async () => {
    const setup = openPopupSetup();
    setup.state.activation = activationAt('requested');
    const answer = await setup.browser('de-AT,de;q=0.9').open();
    expect(shown(answer)).toEqual(['de', 'Ihren Shop verbinden']);
    const offered = answer.page.querySelectorAll('nav a').map((link) => [link.getAttribute('lang'), link.text]);
    expect(offered).toEqual(Object.entries(LANGUAGE_NAMES));
    expect(answer.page.querySelector('nav [aria-current]')?.text).toBe('Deutsch');
  });

  test('is the same in another language, which the browser then keeps to', async () => {
    const setup = openPopupSetup();
    setup.state.activation = activationAt('requested');
    const { activation } = setup.state.activation;
    const browser = setup.browser();
    const french = await browser.get(linkTo('fr', await browser.open()));
    expect(shown(french)).toEqual(['fr', 'Connecter votre boutique']);
    expect(french.cookies).toEqual([
      '__Host-handfast_language=fr; Max-Age=31536000; Path=/; HttpOnly; SameSite=Lax; Secure',
    ]);
    const { page } = await browser.signIn(activation);
    expect(page.querySelector('h1')?.text).toBe('Connecter votre boutique ?');
    expect(shown(await browser.get(linkTo('ja', await browser.get(`/demo/login?activation=${activation}`))))).toEqual([
      'ja',
      'ストアを接続しますか？',
    ]);
  });

  test('of a refusal is the same in another language, and its address holds no secret', async () => {
    const browser = openPopupSetup().browser();
    const unknown = await browser.open(FOREIGN_BACK);
    const to = linkTo('nl', unknown);
    expect(to).toBe('/notice?page=activation_unknown&product=demo&lang=nl');
    const dutch = await browser.get(to);
    expect([dutch.code, dutch.status, ...shown(dutch)]).toEqual([
      'activation_unknown',
      404,
      'nl',
      'Magento heeft ons niet bereikt',
    ]);
    expect(dutch.page.querySelector('code')?.text).toBe('https://handfast.example/demo/callback');
    expect(shown(await browser.open(BACK))).toEqual(['nl', 'Magento heeft ons niet bereikt']);
  });

  test('of a refusal is the same in another language', async () => {
    const setup = openPopupSetup();
    setup.state.activation = activationAt('failed', { failure: { code: 'consent_declined', at: '' } });
    const browser = setup.browser();
    const to = linkTo('es', await browser.open());
    expect(to).not.toContain(KEY);
    expect(shown(await browser.get(to))).toEqual(['es', 'Tienda no conectada']);
  });

  test('of a request token that is gone shows the addresses that a new integration needs', async () => {
    const setup = openPopupSetup();
    setup.state.activation = activationAt('failed', { failure: { code: 'request_token_lost', at: '' } });
    const { page } = await setup.browser().open();
    expect(page.querySelectorAll('.addresses code').map((url) => url.text)).toEqual([
      'https://handfast.example/demo/callback',
      'https://handfast.example/demo/login',
    ]);
    expect(page.querySelector('.next p')?.text).toContain('add a new integration in Magento with the addresses below');
  });

  test('of a failure after the access token names the button of an active integration in another language', async () => {
    const setup = openPopupSetup();
    setup.state.activation = activationAt('failed', { failure: { code: 'store_busy', at: '', tokenIssued: true } });
    const browser = setup.browser();
    const english = await browser.open();
    expect(english.page.querySelector('.next p')?.text).toBe(
      'Wait a few minutes, then press Reauthorize in Magento again.',
    );
    const german = await browser.get(linkTo('de', english));
    expect(german.page.querySelector('.next p')?.text).toBe(
      'Warten Sie einige Minuten und klicken Sie in Magento erneut auf „Nochmals genehmigen“ (Reauthorize).',
    );
  });

  test.each(['', '?page=nothing', '?page=already_connected&product=nobody', '?page=internal&product=%3Cb%3E'])(
    'that is shown again is never one that somebody else made up (%j)',
    async (query) => {
      const { code, body } = await openPopupSetup().browser().get(`/notice${query}`);
      expect(['opened_by_hand', 'product_unknown', 'internal']).toContain(code);
      expect(body).not.toContain('<b>');
    },
  );

  test('links to every language from every address with a parameter before it', async () => {
    const browser = openPopupSetup().browser();
    for (const answer of [await browser.get('/demo/login'), await browser.get('/nobody/login')]) {
      for (const language of LANGUAGES) expect(linkTo(language, answer)).toMatch(/^\/notice\?page=.+&lang=/);
    }
  });
});
