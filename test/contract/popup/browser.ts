import { type HTMLElement, parse } from 'node-html-parser';
import { CookieJar } from 'tough-cookie';

/** `noscript` is parsed, since no script runs here. */
const WITHOUT_SCRIPTS = { blockTextElements: { script: true, style: true, pre: true } };

/** One answer, before anything in it is followed. */
export type Answer = {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly location: string;
  readonly body: string;
  readonly page: HTMLElement;
};

export type PlainBrowser = ReturnType<typeof openBrowser>;

/** A browser that keeps cookies and follows nothing by itself, so that every answer can be inspected. */
export function openBrowser(origin: string) {
  const jar = new CookieJar();
  /** Everything that was answered, oldest first. */
  const answers: Answer[] = [];

  async function send(address: string, form?: URLSearchParams | string, type?: string): Promise<Answer> {
    const url = new URL(address, origin).href;
    const headers = new Headers({ cookie: await jar.getCookieString(url) });
    if (type !== undefined) headers.set('content-type', type);
    const init = form === undefined ? {} : { method: 'POST', body: form };
    const response = await fetch(url, { redirect: 'manual', headers, ...init });
    for (const cookie of response.headers.getSetCookie()) await jar.setCookie(cookie, url);
    const body = await response.text();
    const to = response.headers.get('location');
    const location = to === null ? '' : new URL(to, url).href;
    const answer = {
      url,
      status: response.status,
      headers: response.headers,
      location,
      body,
      page: parse(body, WITHOUT_SCRIPTS),
    };
    answers.push(answer);
    return answer;
  }

  async function follow(answer: Answer): Promise<Answer> {
    let last = answer;
    while (last.location !== '') last = await send(last.location);
    return last;
  }

  /** Sends a page's first form: its hidden fields, and what is filled in. */
  async function submit({ page, url }: Answer, filled: Readonly<Record<string, string>>): Promise<Answer> {
    const hidden = page.querySelectorAll('form input[type=hidden]').map(fieldOf);
    const action = page.querySelector('form')?.getAttribute('action') ?? '';
    return send(new URL(action, url).href, new URLSearchParams([...hidden, ...Object.entries(filled)]));
  }

  return {
    jar,
    answers,
    get: (address: string) => send(address),
    post: send,
    follow,
    /** From the sign-in page to the question: the provider's own pages included. */
    async signIn(popup: Answer, email = 'ana@example.com'): Promise<Answer> {
      const link = popup.page.querySelector('a[href*="/signin?"]')?.getAttribute('href') ?? '';
      const asked = await follow(await send(link.replaceAll('&amp;', '&')));
      if (asked.page.querySelector('input[name=password]') === null) return asked;
      return follow(await submit(asked, { email, password: 'handfast' }));
    },
    submit,
    /** What the question's form holds, with the boxes ticked. */
    formOf({ page }: Answer, decision: 'yes' | 'no'): URLSearchParams {
      const inputs = page.querySelectorAll('form:has(button[value=yes]) input');
      return new URLSearchParams([...inputs.map(fieldOf), ['decision', decision]]);
    },
  };
}

function fieldOf(input: HTMLElement): [string, string] {
  return [input.getAttribute('name') ?? '', input.getAttribute('value') ?? ''];
}

/** Where the page leads by itself when scripts are off. */
export function refreshOf({ body, url }: Answer): string {
  const [, to = ''] = /<meta http-equiv="refresh" content="0; url=([^"]+)"/.exec(body) ?? [];
  return new URL(to.replaceAll('&amp;', '&'), url).href;
}
