import { html } from 'hono/html';
import { type ConsoleCookies, newConsoleCsrf } from '../../adapters/cookies/console-session.ts';
import type { ConsoleRequest } from '../../adapters/lambda/console-handler.ts';
import type { ConsoleAccess } from '../../adapters/lambda/environment.ts';
import type { HttpResponse } from '../../adapters/lambda/http-handler.ts';
import type { log } from '../../adapters/lambda/log.ts';
import type { Operator, OperatorSignIn } from '../../adapters/oidc/operator-sign-in.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import { roleOf } from '../backend/roles.ts';
import { layoutFor, pageUrl } from '../layout/layout.ts';
import { messagePage, redirect } from '../layout/page.ts';
import type { PlainKey } from '../texts/translator.ts';
import { returnPath } from './return-path.ts';

export type Deps = {
  readonly cookies: ConsoleCookies;
  readonly provider: OperatorSignIn;
  readonly access: Pick<ConsoleAccess, 'viewers' | 'operators'>;
  readonly now: () => Date;
  readonly log: typeof log;
};
type Handle = (request: ConsoleRequest) => Promise<HttpResponse>;

/** `GET /console/session?to=…`: off to the provider; `?ended=1`: says that the session has ended. */
export function beginSignIn({ cookies, provider, now, log }: Deps): Handle {
  return async (request) => {
    if (request.query.has('ended')) {
      // Whoever was led here by a link is still signed in, and is not to believe otherwise.
      const isSignedIn = (await cookies.session(request.cookies)) !== undefined;
      return isSignedIn ? redirect(pageUrl('')) : endedPage(request, now());
    }
    try {
      const { url, underWay } = await provider.begin(request.query.has('again'));
      return redirect(url, await cookies.keepSignIn({ ...underWay, to: returnPath(request.query.get('to')) }));
    } catch (error) {
      return refused(request, now(), log, error);
    }
  };
}

/** `GET /console/session/return`: back from the provider, in the browser that was sent there. */
export function completeSignIn(deps: Deps): Handle {
  const { cookies, provider, access, now, log } = deps;
  return async (request) => {
    const pending = await cookies.pendingSignIn(request.cookies);
    const state = request.query.get('state');
    if (pending === undefined || state === null || state !== pending.state) return elsewhere(deps, request);
    try {
      const who = await provider.complete(request.query, pending);
      const role = roleOf(who.groups, access);
      if (role === undefined) return stranger(request, now(), log, who);
      log('console_signed_in', { operator: who.name, role });
      const session = { sub: who.sub, name: who.name, role, csrf: newConsoleCsrf() };
      return redirect(pending.to, await cookies.begin(session));
    } catch (error) {
      return refused(request, now(), log, error);
    }
  };
}

/** After a reload, or the browser's Back: whoever has signed in goes on. */
async function elsewhere({ cookies, now, log }: Deps, request: ConsoleRequest): Promise<HttpResponse> {
  if ((await cookies.session(request.cookies)) !== undefined) return redirect(pageUrl(''));
  log('console_sign_in_refused', { code: 'signin_elsewhere' });
  return failurePage(request, now(), 'signin_elsewhere', 403);
}

function refused(request: ConsoleRequest, at: Date, write: typeof log, error: unknown): HttpResponse {
  if (!(error instanceof Refusal)) throw error;
  const { code, facts } = error;
  write('console_sign_in_refused', { ...facts, code });
  return code === 'signin_refused'
    ? failurePage(request, at, 'signin_refused', 403)
    : failurePage(request, at, 'signin_unavailable', 502);
}

function failurePage(request: ConsoleRequest, at: Date, text: PlainKey, status: number): HttpResponse {
  const layout = layoutFor({ ...request, query: new URLSearchParams() }, undefined, at);
  const { t } = layout.translator;
  const content = html`<p>${t(text)}</p><p><a href="${pageUrl('/session')}">${t('sign_in_button')}</a></p>`;
  return messagePage(layout, { status, title: t('signin_failed_title'), content });
}

/** Somebody with an account at the provider, such as a merchant: told whom to ask, and let in nowhere. */
function stranger(request: ConsoleRequest, at: Date, write: typeof log, { name }: Operator): HttpResponse {
  write('console_sign_in_refused', { code: 'no_role' });
  const layout = layoutFor({ ...request, query: new URLSearchParams() }, undefined, at);
  const { t, tMarkup } = layout.translator;
  const content = html`<p>${tMarkup('signin_stranger', { name: html`<bdi>${name}</bdi>` })}</p>
<p>${t('signin_merchant')}</p>
<p><a href="${pageUrl('/session', { again: '1' })}">${t('signin_other')}</a></p>`;
  return messagePage(layout, { status: 403, title: t('signin_stranger_title'), content });
}

function endedPage(request: ConsoleRequest, at: Date): HttpResponse {
  const layout = layoutFor(request, undefined, at);
  const { t } = layout.translator;
  const content = html`<p>${t('sign_in_ended')}</p><p><a href="${pageUrl('/session')}">${t('sign_in_button')}</a></p>`;
  return messagePage(layout, { title: t('sign_in_title'), tone: 'calm', content });
}
