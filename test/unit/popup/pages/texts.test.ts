import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { REFUSALS } from '../../../../functions/domain/refusals/handshake-refusals.ts';
import { adviceOnceActive } from '../../../../functions/domain/refusals/once-active.ts';
import { isHandshakeRefusalCode } from '../../../../functions/domain/refusals/refusal.ts';
import { TEXTS } from '../../../../functions/popup/texts/all-pages.ts';
import { BUTTONS, REFUSAL_TEXTS } from '../../../../functions/popup/texts/all-refusals.ts';
import compiled from '../../../../functions/popup/texts/compiled.ts';
import { LANGUAGES, type Language } from '../../../../functions/popup/texts/languages.ts';
import { translatorFor } from '../../../../functions/popup/texts/translator.ts';
import { everyPage } from './all-pages.ts';

const TEXTS_SCRIPT = fileURLToPath(new URL('../../../../cli/texts/compile-texts.ts', import.meta.url));
const CODES = Object.keys(REFUSALS).filter(isHandshakeRefusalCode);
const FOREIGN = LANGUAGES.filter((language) => language !== 'en');

/** Words that are English in the language itself. */
const SAME: Readonly<Partial<Record<Language, readonly string[]>>> = { it: ['account'], nl: ['product', 'account'] };

/** What a compiled message asks for. */
function placeholdersOf(message: (values: Record<string, unknown>) => string): string[] {
  const asked = new Set<string>();
  const values = new Proxy<Record<string, unknown>>(
    {},
    {
      get: (_, name) => {
        asked.add(String(name));
        return 2;
      },
    },
  );
  message(values);
  return [...asked].sort();
}

const entriesOf = (language: Language): [string, (values: Record<string, unknown>) => string][] =>
  Object.entries(compiled[language]);
const wordsOf = (language: Language, code: (typeof CODES)[number]) => {
  const { title, happened, next } = REFUSAL_TEXTS[language][code];
  return [title, happened, next];
};
const said = (markup: unknown) => String(markup);

test('the compiled texts are those that are written beside them', () => {
  // In a process of its own: the compiler writes down a function's source, which a test runner transforms.
  const check = spawnSync(process.execPath, [TEXTS_SCRIPT, '--check'], { encoding: 'utf8' });
  expect(check.status, check.stderr).toBe(0);
});

describe.each(FOREIGN)('the pages in %s', (language) => {
  test('have every message', () => {
    expect(Object.keys(TEXTS[language])).toEqual(Object.keys(TEXTS.en));
    expect(Object.entries(TEXTS[language]).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  test('are left in English nowhere', () => {
    const english = Object.entries(TEXTS.en).filter(([key, text]) => Reflect.get(TEXTS[language], key) === text);
    expect(english.map(([key]) => key)).toEqual(SAME[language] ?? []);
  });

  test('name what English names, and nothing else', () => {
    const english = Object.fromEntries(entriesOf('en').map(([key, message]) => [key, placeholdersOf(message)]));
    const own = Object.fromEntries(entriesOf(language).map(([key, message]) => [key, placeholdersOf(message)]));
    expect(own).toEqual(english);
  });
});

describe.each(FOREIGN)('the refusals in %s', (language) => {
  test.each(CODES)('describe %s in three sentences of their own', (code) => {
    const own = wordsOf(language, code);
    expect(own.every((text) => text.trim() !== '' && !/[{}]|undefined/.test(text))).toBe(true);
    expect(own.filter((text) => wordsOf('en', code).includes(text))).toEqual([]);
    expect(own[0]).not.toMatch(/[.。]$/);
  });

  test.each(CODES)('send to the same buttons of Magento for %s as English does', (code) => {
    const named = (words: readonly string[], { activate, reauthorize, menu }: Names) => {
      const text = words.join(' ');
      return [...[activate, reauthorize, menu].map((name) => text.includes(name)), /base url/i.test(text)];
    };
    expect(named(wordsOf(language, code), NAMES[language])).toEqual(named(wordsOf('en', code), ENGLISH));
  });
});

type Names = Readonly<Record<'activate' | 'reauthorize' | 'menu', string>>;
const ENGLISH: Names = { activate: 'Activate', reauthorize: 'Reauthorize', menu: 'System > Extensions > Integrations' };

/** As Magento's own translations have them. */
const NAMES: Readonly<Record<Language, Names>> = {
  en: ENGLISH,
  de: {
    activate: '„Aktivieren“ (Activate)',
    reauthorize: '„Nochmals genehmigen“ (Reauthorize)',
    menu: 'System > Erweiterungen > Integrationen',
  },
  es: {
    activate: '«Activar» (Activate)',
    reauthorize: '«Reautorizar» (Reauthorize)',
    menu: 'Sistema > Extensiones > Integraciones',
  },
  fr: {
    activate: '« Activez » (Activate)',
    reauthorize: '« Réautoriser » (Reauthorize)',
    menu: 'Système > Extensions > Intégrations',
  },
  it: {
    activate: '«Attiva» (Activate)',
    reauthorize: '«Riautorizzare» (Reauthorize)',
    menu: 'Sistema > Estensioni > Integrazioni',
  },
  nl: {
    activate: '‘Activeer’ (Activate)',
    reauthorize: '‘Opnieuw autoriseren’ (Reauthorize)',
    menu: 'Systeem > Uitbreidingen > Integraties',
  },
  pl: {
    activate: '„Aktywuj” (Activate)',
    reauthorize: '„Autoryzuj” (Reauthorize)',
    menu: 'System > Rozszerzenia > Integracje',
  },
  'pt-BR': {
    activate: '“Ativar” (Activate)',
    reauthorize: '“Reautorizar” (Reauthorize)',
    menu: 'Sistema > Extensões > Integrações',
  },
  ja: {
    activate: '「有効化」（Activate）',
    reauthorize: '「再認証」（Reauthorize）',
    menu: 'システム > エクステンション > インテグレーション',
  },
};

test.each(FOREIGN)('no text in %s has an English button or menu without the name in that language', (language) => {
  const { activate, reauthorize, menu } = NAMES[language];
  const advice = CODES.map((code) => adviceOnceActive(code, wordsOf(language, code)[2] ?? '', BUTTONS[language]));
  const texts = [...Object.values(TEXTS[language]), ...CODES.flatMap((code) => wordsOf(language, code)), ...advice];
  const unnamed = texts.map((text) =>
    [activate, reauthorize, menu].reduce((rest, name) => rest.replaceAll(name, ''), text),
  );
  expect(unnamed.filter((text) => /Activate\b|Reauthorize|Integrations\b|System >/.test(text))).toEqual([]);
});

/** Codes whose advice begins with a new row, which is inactive. */
const OF_A_NEW_ROW = ['integration_taken', 'consumer_unknown', 'request_token_lost'];

test.each(LANGUAGES)('once the access token was issued, all advice in %s names Reauthorize alone', (language) => {
  for (const code of CODES) {
    const { next } = REFUSAL_TEXTS[language][code];
    const advice = adviceOnceActive(code, next, BUTTONS[language]);
    const { activate, reauthorize } = NAMES[language];
    const buttons = [activate, reauthorize].filter((name) => advice.includes(name));
    const named = next.includes(activate) || next.includes(reauthorize) ? [reauthorize] : [];
    if (OF_A_NEW_ROW.includes(code)) {
      expect(advice, code).toBe(next);
      continue;
    }
    expect(buttons, `${code}: ${advice}`).toEqual(named);
    expect(advice.split(reauthorize).length, code).toBeLessThan(3);
  }
});

test.each(LANGUAGES)('a refused signature names the Host header that a web server cuts in %s', (language) => {
  const { happened, next } = REFUSAL_TEXTS[language].signature_rejected;
  expect(happened).toContain('Host');
  expect(next).toContain('nginx');
  expect(next).toContain('$http_host');
});

describe('Japanese', () => {
  const LETTER = '[\\u3000-\\u303f\\u3040-\\u30ff\\u3400-\\u9fff\\uff00-\\uffef…]';
  // The path of a menu, and what stands between a page's title and the product, have spaces.
  const STRAY = new RegExp(`${LETTER}\\s(?![>–])|(?<![>–])\\s${LETTER}|${LETTER}[.,:;!?()]|[(:]\\s?${LETTER}`, 'u');

  test('texts have no space beside a Japanese letter, and Japanese marks alone', () => {
    const pages = Object.values(TEXTS.ja).map((text) => text.replace(/, (plural|other|day)\b,?/g, ''));
    const advice = CODES.map((code) => adviceOnceActive(code, wordsOf('ja', code)[2] ?? '', BUTTONS.ja));
    const texts = [...pages, ...CODES.flatMap((code) => wordsOf('ja', code)), ...advice];
    expect(texts.map((text) => text.replaceAll(/ ?\{(?=#)/g, '')).filter((text) => STRAY.test(text))).toEqual([]);
  });

  test('pages have none either, around hosts, accounts, products and numbers, read by eye or ear', async () => {
    const pages = await everyPage('ja', JAPANESE);
    for (const [name, { body }] of Object.entries(pages)) {
      const lines = body
        .replace(/<(style|script)>.*?<\/\1>/gs, '')
        .replace(/<\/(dt|dd|li|p|h1|h2|button|label|summary)>/g, '\n')
        .replace(/<[^>]*>/g, '')
        .replaceAll('&gt;', '>')
        .split('\n');
      expect(
        lines.map((line) => line.trim()).filter((line) => STRAY.test(line)),
        name,
      ).toEqual([]);
    }
  });
});

const JAPANESE = {
  product: 'Acme',
  store: 'shop.example',
  account: 'a@b',
  foreignHost: 'c.d',
  publicUrl: 'https://e.f',
};

describe('numbers and dates', () => {
  test.each([
    ['en', 1, 'another 1 minute.'],
    ['en', 2, 'another 2 minutes.'],
    ['de', 1, 'noch 1 Minute offen.'],
    ['fr', 0, 'encore 0 minute.'],
    ['fr', 2, 'encore 2 minutes.'],
    ['pl', 1, 'przez 1 minutę.'],
    ['pl', 3, 'przez 3 minuty.'],
    ['pl', 5, 'przez 5 minut.'],
    ['pl', 13, 'przez 13 minut.'],
    ['pl', 22, 'przez 22 minuty.'],
    ['ja', 1, 'あと1分間有効です。'],
  ] as const)('in %s, %d minutes end in "%s"', (language, minutes, end) => {
    expect(said(translatorFor(language).tMarkup('open_for', { minutes })).endsWith(end)).toBe(true);
  });

  test.each([
    ['en', 'December 24, 2025'],
    ['de', '24. Dezember 2025'],
    ['fr', '24 décembre 2025'],
    ['es', '24 de diciembre de 2025'],
    ['it', '24 dicembre 2025'],
    ['nl', '24 december 2025'],
    ['pl', '24 grudnia 2025'],
    ['pt-BR', '24 de dezembro de 2025'],
    ['ja', '2025年12月24日'],
  ] as const)('in %s, a day is written as "%s", wherever the function runs', (language, day) => {
    const since = new Date('2025-12-24T23:30:00Z');
    expect(said(translatorFor(language).tMarkup('renews', { since }))).toContain(day);
  });
});

describe('a value', () => {
  test('is escaped, and markup is not', () => {
    const { tMarkup } = translatorFor('en');
    expect(said(tMarkup('support', { product: '<b>&' }))).toBe('Contact the support of &lt;b&gt;&amp;');
    const markup = tMarkup('support', { product: '<b>' });
    expect(said(tMarkup('support', { product: markup }))).toBe(
      'Contact the support of Contact the support of &lt;b&gt;',
    );
  });

  test('cannot pass for the placeholder of another value', () => {
    const { tMarkup } = translatorFor('en');
    expect(said(tMarkup('done', { store: '\uE0001\uE000', product: 'Acme' }))).toContain(
      '\uE0001\uE000 is connected to Acme',
    );
  });
});
