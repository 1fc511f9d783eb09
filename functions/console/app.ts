import { html } from 'hono/html';
import { LinearRouter } from 'hono/router/linear-router';
import type { ConsoleCookies, ConsoleSession } from '../adapters/cookies/console-session.ts';
import { chosenLanguage, languageCookie } from '../adapters/html/language.ts';
import type { ConsoleRequest } from '../adapters/lambda/console-handler.ts';
import type { ConsoleAccess } from '../adapters/lambda/environment.ts';
import type { HttpResponse } from '../adapters/lambda/http-handler.ts';
import { foreignPage, formIn, isFromHere, isOwnForm } from './access/own-form.ts';
import { beginSignIn, completeSignIn, type Deps as SignInDeps } from './access/sign-in.ts';
import { type ActionDeps, runAction } from './actions.ts';
import { type Deps as BackendDeps, backendFor, isServed } from './backend/backend.ts';
import { Forbidden, NotServed } from './backend/backend-failure.ts';
import { scopesOf } from './backend/roles.ts';
import type { ConsoleAction, ConsolePage, Feature, Visit } from './console-route.ts';
import { DONE_PARAMETER, layoutFor, pageUrl } from './layout/layout.ts';
import { messagePage, redirect } from './layout/page.ts';
import { LANGUAGES } from './texts/languages.ts';

export type Deps = SignInDeps &
  ActionDeps & {
    readonly cookies: ConsoleCookies;
    readonly backend: BackendDeps;
    readonly access: ConsoleAccess;
    readonly publicUrl: string;
  };

type Route =
  | { readonly kind: 'open'; readonly handle: (request: ConsoleRequest) => Promise<HttpResponse> }
  | { readonly kind: 'page'; readonly page: ConsolePage }
  | { readonly kind: 'action'; readonly action: ConsoleAction }
  | { readonly kind: 'end' };

/** Everything below `/console`: who may come in is decided here, once for all pages and actions. */
export function consoleApp(deps: Deps, features: readonly Feature[]) {
  const router = new LinearRouter<Route>();
  router.add('GET', '/session', { kind: 'open', handle: beginSignIn(deps) });
  router.add('GET', '/session/return', { kind: 'open', handle: completeSignIn(deps) });
  router.add('POST', '/session/end', { kind: 'end' });
  for (const { pages, actions } of features) {
    for (const page of pages) router.add('GET', page.path, { kind: 'page', page });
    for (const action of actions) router.add('POST', action.path, { kind: 'action', action });
  }
  return async (request: ConsoleRequest): Promise<HttpResponse> => {
    const [[found] = []] = router.match(request.method, request.path === '' ? '/' : request.path);
    const [route, parameters = {}] = found ?? [];
    const answer = await answerFor(deps, request, route, Object(parameters));
    const chosen = chosenLanguage(request, LANGUAGES);
    if (chosen === undefined) return answer;
    return { ...answer, cookies: [...(answer.cookies ?? []), languageCookie(deps.publicUrl, chosen)] };
  };
}

async function answerFor(
  deps: Deps,
  request: ConsoleRequest,
  route: Route | undefined,
  parameters: Visit['parameters'],
): Promise<HttpResponse> {
  if (route?.kind === 'open') return route.handle(request);
  const session = await deps.cookies.session(request.cookies);
  if (route?.kind === 'action') {
    const visit = session && visitOf(deps, request, session, parameters);
    return orNotFound(visit, () => runAction(deps, request, route.action, parameters, visit));
  }
  if (session === undefined) {
    const { here } = layoutFor(request, undefined, deps.now());
    return redirect(pageUrl('/session', request.method === 'GET' ? { to: here } : {}));
  }
  const visit = visitOf(deps, request, session, parameters);
  if (route === undefined) return notFoundPage(visit);
  return route.kind === 'end' ? endSession(deps, request, visit) : orNotFound(visit, () => route.page.show(visit));
}

function visitOf(deps: Deps, request: ConsoleRequest, session: ConsoleSession, parameters: Visit['parameters']): Visit {
  const now = deps.now();
  const person = { client: `operator:${session.name}`, scopes: scopesOf(session.role, deps.access) };
  const query = new URLSearchParams(request.query);
  query.delete(DONE_PARAMETER);
  return {
    parameters,
    query,
    session,
    backend: backendFor(deps.backend, person),
    layout: layoutFor(request, session, now, (route) => isServed(deps.backend, route)),
    now,
  };
}

/** What a role may not see, or the settings leave out, is not there. */
async function orNotFound(visit: Visit | undefined, work: () => Promise<HttpResponse>): Promise<HttpResponse> {
  try {
    return await work();
  } catch (error) {
    const isHidden = error instanceof NotServed || error instanceof Forbidden;
    if (isHidden && visit !== undefined) return notFoundPage(visit);
    throw error;
  }
}

function notFoundPage({ layout }: Visit): HttpResponse {
  const { t } = layout.translator;
  const content = html`<p>${t('not_found')}</p><p><a href="${pageUrl('/stores')}">${t('to_stores')}</a></p>`;
  return messagePage(layout, { status: 404, title: t('not_found_title'), tone: 'calm', content });
}

/** `POST /console/session/end` */
async function endSession({ cookies, publicUrl }: Deps, request: ConsoleRequest, visit: Visit): Promise<HttpResponse> {
  const form = formIn(request);
  const isOwn = form !== undefined && isFromHere(request, publicUrl) && isOwnForm(visit.session, form);
  if (!isOwn) return foreignPage(visit.layout);
  return redirect(pageUrl('/session', { ended: '1' }), cookies.end());
}
