import { type HTMLElement, NodeType } from 'node-html-parser';
import { beforeAll, describe, expect, test } from 'vitest';
import { CONSENT_SCRIPT } from '../../../functions/popup/pages/consent-script.ts';
import { HOSTS, LINES, MARKUP, PARAMETERS, PATHS } from '../corpus/markup.ts';
import { tries } from '../harness/attack-count.ts';
import { type Asked, type AttackEnv, activate, asked, asksForConsent, signIn } from '../harness/attack-env.ts';
import type { Seen } from '../harness/visitor.ts';

/** The page's elements and attributes, without their texts. */
function shapeOf(page: HTMLElement): string {
  const shape = (element: HTMLElement): string => {
    const names = Object.keys(element.attributes).sort().join(' ');
    const inner = element.childNodes.filter((node): node is HTMLElement => node.nodeType === NodeType.ELEMENT_NODE);
    return `<${element.rawTagName} ${names}>${inner.map(shape).join('')}`;
  };
  return shape(page);
}

/** No element or attribute but those of our own pages, to the letter; images are logos, and lie in the page. */
function expectNothingActive(page: HTMLElement, scripts: readonly string[] = []): void {
  const found = page.querySelectorAll('[autofocus]:not(h1),[onerror],[onfocus],[onload],svg,base,iframe,object,embed');
  expect(found.map(String)).toEqual([]);
  expect(page.querySelectorAll('script').map(String)).toEqual(scripts.map((script) => `<script>${script}</script>`));
  for (const image of page.querySelectorAll('img')) expect(image.getAttribute('src')).toMatch(/^data:image\//);
}

function expectNoLine({ rawHeaders, headers, location }: Seen, allowed: string): void {
  const names = rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
  expect(names).not.toContain('evil');
  for (const cookie of headers['set-cookie'] ?? []) expect(cookie).toMatch(/^handfast-[0-9a-f]{12}=/);
  if (location !== '') expect(location).toMatch(new RegExp(`^(?:/demo/|${allowed}/authorize\\?)`));
  expect(JSON.stringify(rawHeaders)).not.toMatch(/evil\.example|[\r\n]/);
}

export function injectionAttacks(attackEnv: () => AttackEnv): void {
  let honest: Asked;
  let honestShape = '';
  beforeAll(async () => {
    honest = await asked(attackEnv());
    honestShape = shapeOf(honest.question.page);
  });

  test.each(MARKUP)('an account that calls itself %j adds nothing to the question but text', async (label) => {
    const { browser, activation } = honest;
    const { page, body } = await signIn(attackEnv(), browser, activation, { email: label });
    expect(shapeOf(page).replaceAll('<main class', '<main ')).toBe(honestShape.replaceAll('<main class', '<main '));
    expect(body).not.toMatch(/<(?:script>alert|img|svg|base )/);
    expect(page.querySelector('button[value=yes]')).not.toBeNull();
  });

  test('a product’s name is text, wherever it stands', async () => {
    const { body } = honest.question;
    expect(body).not.toContain('<i ');
    expect(body).toContain('&lt;i title=');
  });

  test.each(HOSTS)('a store called %s adds nothing to the popup but text', async (host) => {
    const key = Math.random().toString(36).slice(2).padEnd(32, 'k').slice(0, 32);
    const browser = attackEnv().visitor();
    const message = {
      oauth_consumer_key: key,
      oauth_consumer_secret: 's'.repeat(32),
      store_base_url: `https://${host}/`,
      oauth_verifier: 'v'.repeat(32),
    };
    const { status } = await browser.post('/demo/callback', message);
    if (status !== 200) return expect(status).toBe(422);
    const { page, body } = await browser.get(`/demo/login?oauth_consumer_key=${key}`);
    expectNothingActive(page);
    expect(body).not.toMatch(/[^=]"autofocus=|'onerror=/);
  });

  test.each(HOSTS)('an admin at %s adds nothing to the question but text', async (host) => {
    const { popup, activation } = await activate(attackEnv(), await attackEnv().store());
    const url = new URL(popup, 'http://x');
    url.searchParams.set('success_call_back', `https://${host}/loginSuccessCallback/`);
    const browser = attackEnv().visitor();
    await browser.get(`${url.pathname}${url.search}`);
    const question = await signIn(attackEnv(), browser, activation);
    expect(asksForConsent(question)).toBe(true);
    expectNothingActive(question.page, [CONSENT_SCRIPT]);
    for (const box of question.page.querySelectorAll('input[type=checkbox]')) {
      expect(Object.keys(box.attributes).sort()).toEqual(['name', 'required', 'type', 'value']);
    }
  });

  describe('no header is added by way of', () => {
    test.for(PATHS.flatMap((path) => PARAMETERS.map((name) => [path, name] as const)))(
      '%s?%s=',
      async ([path, name], context) => {
        tries(context, { attacks: LINES.length });
        const { browser, activation } = honest;
        for (const line of LINES) {
          const query = new URLSearchParams({ activation, oauth_consumer_key: 'a'.repeat(32), [name]: line });
          expectNoLine(await browser.get(`${path}?${query}`), attackEnv().provider.issuer);
        }
      },
    );

    const POISON: Readonly<Record<string, string>> = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'javascript',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-port': '1',
      forwarded: 'host=evil.example;proto=https',
      'x-original-url': '/evil.example',
      'x-rewrite-url': '//evil.example',
      'x-host': 'evil.example',
      'x-forwarded-prefix': '//evil.example',
      origin: 'https://evil.example',
      referer: 'https://evil.example/',
      'x-http-method-override': 'POST',
      'accept-language': '<script>,evil.example;q=9',
      'user-agent': '<script>evil.example</script>',
      'x-amzn-trace-id': 'evil.example',
      'content-type': 'text/html<evil.example>',
    };
    test.for(Object.entries(POISON))('the header %s: %s', async ([name, value], context) => {
      const { browser, activation } = honest;
      const paths = [
        '/demo/login',
        `/demo/login?activation=${activation}`,
        `/demo/signin?activation=${activation}`,
        '/nobody/login',
        '/signin/return?state=x',
      ];
      tries(context, { attacks: paths.length });
      for (const path of paths) {
        const seen = await browser.get(path, { [name]: value });
        expectNoLine(seen, attackEnv().provider.issuer);
        expect(seen.body).not.toContain('evil.example');
        const redirect = new URL(seen.location, 'http://x').searchParams.get('redirect_uri');
        if (redirect !== null) expect(redirect).toBe(`${attackEnv().local.url}/signin/return`);
      }
    });
  });
}
