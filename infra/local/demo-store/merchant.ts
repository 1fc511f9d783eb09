import { type HTMLElement, parse } from 'node-html-parser';
import { CookieJar } from 'tough-cookie';

/** What a browser would show. */
export type Shown = {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly document: HTMLElement;
  /** Everything that can be read, blanks folded. */
  readonly text: string;
  /** Every address visited, redirects and the last one included. */
  readonly way: readonly string[];
};

export type MerchantOptions = { readonly email?: string; readonly password?: string };

const MOST_REDIRECTS = 20;

/** The content of `noscript` is parsed, since no script runs here. */
const WITHOUT_SCRIPTS = { blockTextElements: { script: true, style: true, pre: true } };

const PASSWORD = 'handfast';

export type Merchant = ReturnType<typeof createMerchant>;

/** Whether it is the provider's sign-in page. */
export const asksForPassword = ({ document }: Shown): boolean =>
  document.querySelector('input[name=password]') !== null;

/** A merchant without a browser: keeps cookies, follows redirects and refreshes, fills in forms. */
export function createMerchant({ email = 'ana@example.com', password = PASSWORD }: MerchantOptions = {}) {
  const jar = new CookieJar();

  async function request(url: string, form: URLSearchParams | undefined): Promise<Response> {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: await jar.getCookieString(url) },
      ...(form === undefined ? {} : { method: 'POST', body: form }),
    });
    for (const cookie of response.headers.getSetCookie()) await jar.setCookie(cookie, url);
    return response;
  }

  /** Goes to an address, and on to where it leads. A form's redirects are followed with GET, as browsers do. */
  async function visit(url: string, form?: URLSearchParams): Promise<Shown> {
    const way = [url];
    let response = await request(url, form);
    for (let at = url; response.status >= 300 && response.status < 400; ) {
      if (way.length > MOST_REDIRECTS) throw new Error(`too many redirects: ${way.join(' → ')}`);
      at = new URL(response.headers.get('location') ?? '', at).href;
      way.push(at);
      response = await request(at, undefined);
    }
    const document = parse(await response.text(), WITHOUT_SCRIPTS);
    const text = (document.querySelector('body')?.structuredText ?? '').replace(/\s+/g, ' ').trim();
    return { url: way.at(-1) ?? url, status: response.status, headers: response.headers, document, text, way };
  }

  /** Sends a page's form: what it holds already, and what is filled in. */
  function submit(page: Shown, filled: Readonly<Record<string, string>>): Promise<Shown> {
    const form = page.document.querySelector('form');
    if (!form) throw new Error(`no form on ${page.status} "${page.text.slice(0, 200)}"`);
    const fields = new URLSearchParams();
    for (const input of form.querySelectorAll('input[type=hidden]')) {
      fields.set(input.getAttribute('name') ?? '', input.getAttribute('value') ?? '');
    }
    for (const [name, value] of Object.entries(filled)) fields.set(name, value);
    return visit(new URL(form.getAttribute('action') ?? '', page.url).href, fields);
  }

  return {
    jar,
    visit,
    submit,

    /**
     * Presses the page's sign-in button, and signs in at the provider unless it still knows this merchant. On the
     * provider's own page, signs in there.
     */
    async signIn(page: Shown): Promise<Shown> {
      if (asksForPassword(page)) return submit(page, { email, password });
      const link = page.document
        .querySelectorAll('a')
        .find((anchor) => /\/signin\?/.test(anchor.getAttribute('href') ?? ''));
      if (!link) throw new Error(`no sign-in link on ${page.status} "${page.text.slice(0, 200)}"`);
      const next = await visit(new URL(link.getAttribute('href') ?? '', page.url).href);
      return asksForPassword(next) ? submit(next, { email, password }) : next;
    },

    /** Answers *connect?*, ticking every box unless `tick` is false. */
    answer(page: Shown, decision: 'yes' | 'no', tick = true): Promise<Shown> {
      const boxes = tick ? page.document.querySelectorAll('input[type=checkbox]') : [];
      const ticked = boxes.map((box) => [box.getAttribute('name') ?? '', box.getAttribute('value') ?? 'on']);
      return submit(page, { ...Object.fromEntries(ticked), decision });
    },

    /** Lets the page refresh itself for as long as it wants to. */
    async settle(page: Shown): Promise<Shown> {
      let shown = page;
      for (let round = 0; round < 100; round += 1) {
        const refresh = shown.document.querySelector('meta[http-equiv=refresh]')?.getAttribute('content');
        const next = refresh?.match(/url=(.+)$/i)?.[1];
        if (next === undefined) return shown;
        shown = await visit(new URL(next, shown.url).href);
      }
      throw new Error(`the page never settles: ${shown.url}`);
    },
  };
}
