import { html } from 'hono/html';
import type { ConsoleCookies } from '../adapters/cookies/console-session.ts';
import type { HttpRequest, RenderRefusal } from '../adapters/lambda/http-handler.ts';
import { API_REFUSALS } from '../domain/refusals/api-refusals.ts';
import { type Refusal, type RefusalCode, refusalWords } from '../domain/refusals/refusal.ts';
import type { RefusalWords } from '../domain/refusals/wording.ts';
import { type Layout, layoutFor, pageUrl } from './layout/layout.ts';
import { messagePage } from './layout/page.ts';

const OWN_WORDS: Readonly<Partial<Record<RefusalCode, RefusalWords>>> = API_REFUSALS;

/** In the words that developers of the API read, which are English. */
export function wordsOf(code: RefusalCode): RefusalWords {
  return OWN_WORDS[code] ?? refusalWords(code);
}

type Deps = { readonly cookies: Pick<ConsoleCookies, 'session'>; readonly now: () => Date };

/** Every refusal of a page or an action: what happened, and what to do next. */
export function refusalPage({ cookies, now }: Deps): RenderRefusal {
  return async (refusal, request) => {
    const person = await cookies.session(request.cookies).catch(() => undefined);
    return shown(layoutFor(atHome(request), person, now()), refusal);
  };
}

function shown(layout: Layout, { code, facts }: Refusal) {
  const { status, title, happened, next } = wordsOf(code);
  const { t, tMarkup } = layout.translator;
  const { retryAfter, problems } = facts;
  const content = html`<div lang="en"><p>${happened} ${next}</p>
${
  problems === undefined
    ? ''
    : html`<ul>${String(problems)
        .split('\n')
        .map((one) => html`<li>${one}</li>`)}</ul>`
}</div>
${typeof retryAfter === 'number' ? html`<p>${tMarkup('refusal_seconds', { seconds: retryAfter })}</p>` : ''}
<p class="small">${tMarkup('refusal_code', { code: html`<code>${code}</code>` })}</p>
<p><a href="${pageUrl('/stores')}">${t('to_stores')}</a></p>`;
  return messagePage(layout, { status, title, content });
}

/** The page that was asked for may not exist, or may have been a form's. */
function atHome(request: HttpRequest) {
  return { ...request, path: '', query: new URLSearchParams() };
}
