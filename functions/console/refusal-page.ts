import { html } from 'hono/html';
import type { ConsoleCookies } from '../adapters/cookies/console-session.ts';
import type { HttpRequest, RenderRefusal } from '../adapters/lambda/http-handler.ts';
import { API_REFUSALS } from '../domain/refusals/api-refusals.ts';
import { type Refusal, type RefusalCode, refusalWords } from '../domain/refusals/refusal.ts';
import { type Deps as BackendDeps, isServed } from './backend/backend.ts';
import { type Layout, layoutFor, pageUrl } from './layout/layout.ts';
import { messagePage } from './layout/page.ts';
import { wordsOf } from './texts/refusals/refusal-words.ts';

const OWN_STATUS: Readonly<Partial<Record<RefusalCode, { readonly status: number }>>> = API_REFUSALS;

type Deps = {
  readonly cookies: Pick<ConsoleCookies, 'session'>;
  readonly backend: BackendDeps;
  readonly now: () => Date;
};

/** Every refusal of a page or an action: what happened, and what to do next. */
export function refusalPage({ cookies, backend, now }: Deps): RenderRefusal {
  return async (refusal, request) => {
    const person = await cookies.session(request.cookies).catch(() => undefined);
    return shown(
      layoutFor(atHome(request), person, now(), (route) => isServed(backend, route)),
      refusal,
    );
  };
}

function shown(layout: Layout, { code, facts }: Refusal) {
  const { language, t, tMarkup } = layout.translator;
  const { status } = OWN_STATUS[code] ?? refusalWords(code);
  const { title, happened, next } = wordsOf(language, code);
  const { retryAfter, problems } = facts;
  const content = html`<p>${happened} ${next}</p>
${
  problems === undefined
    ? ''
    : html`<ul lang="en">${String(problems)
        .split('\n')
        .map((one) => html`<li>${one}</li>`)}</ul>`
}
${typeof retryAfter === 'number' ? html`<p>${tMarkup('refusal_seconds', { seconds: retryAfter })}</p>` : ''}
<p class="small">${tMarkup('refusal_code', { code: html`<code>${code}</code>` })}</p>
<p><a href="${pageUrl('/stores')}">${t('to_stores')}</a></p>`;
  return messagePage(layout, { status, title, content });
}

/** The page that was asked for may not exist, or may have been a form's. */
function atHome(request: HttpRequest) {
  return { ...request, path: '', query: new URLSearchParams() };
}
