import { randomUUID } from 'node:crypto';
import { html } from 'hono/html';
import type { ActionAudit } from '../adapters/dynamodb/action-audit.ts';
import type { ConsoleRequest } from '../adapters/lambda/console-handler.ts';
import type { HttpResponse } from '../adapters/lambda/http-handler.ts';
import type { log } from '../adapters/lambda/log.ts';
import { Refusal } from '../domain/refusals/refusal.ts';
import { againPage, endedPage, foreignPage, formIn, isFromHere, isOwnForm } from './access/own-form.ts';
import type { ConsoleAction, Outcome, Visit } from './console-route.ts';
import { DONE_PARAMETER, hereWith, layoutFor } from './layout/layout.ts';
import { messagePage, redirect } from './layout/page.ts';

export type ActionDeps = {
  readonly publicUrl: string;
  readonly audit: Pick<ActionAudit, 'put'>;
  readonly now: () => Date;
  readonly log: typeof log;
};

/**
 * Does what a button asks for, if it is an operator's, on a page of their own session.
 *
 * @param visit undefined: nobody is signed in
 */
export async function runAction(
  deps: ActionDeps,
  request: ConsoleRequest,
  action: ConsoleAction,
  parameters: Visit['parameters'],
  visit: Visit | undefined,
): Promise<HttpResponse> {
  const form = formIn(request);
  const layout = visit?.layout ?? layoutFor(request, undefined, deps.now());
  if (form === undefined || !isFromHere(request, deps.publicUrl)) return foreignPage(layout);
  const back = action.page(parameters);
  if (visit === undefined) return request.fetchSite === undefined ? foreignPage(layout) : endedPage(layout, form, back);
  if (visit.session.role !== 'operator') return forbiddenPage(visit, back);
  // Without the header, nothing says that somebody has not been led here.
  if (!isOwnForm(visit.session, form)) {
    return request.fetchSite === undefined ? foreignPage(layout) : againPage(layout, form);
  }
  form.delete('csrf');
  return answerTo(await audited(deps, action, visit, () => action.act(visit, form)));
}

/** Written down whether it was done or refused: when it returns, the history says so. */
async function audited(
  { audit, now, log }: ActionDeps,
  { name, target }: ConsoleAction,
  { parameters, session }: Visit,
  act: () => Promise<Outcome>,
): Promise<Outcome> {
  const id = target(parameters);
  const write = async (outcome: string) => {
    const by = `operator:${session.name}`;
    log('console_action', { action: name, target: id, operator: session.name, sub: session.sub, outcome });
    if (id === undefined) return;
    await audit.put(id, { id: randomUUID(), at: now().toISOString(), by, action: name, outcome });
  };
  try {
    const outcome = await act();
    await write('status' in outcome && outcome.status >= 400 ? 'refused' : 'done');
    return outcome;
  } catch (error) {
    // What is not there has no history.
    if (!(error instanceof Refusal && error.code.endsWith('_unknown'))) {
      await write(error instanceof Refusal ? error.code : 'internal');
    }
    throw error;
  }
}

function answerTo(outcome: Outcome): HttpResponse {
  if ('status' in outcome) return outcome;
  const { to, done } = outcome;
  return redirect(done === undefined ? to : hereWith(to, { [DONE_PARAMETER]: done }));
}

function forbiddenPage({ layout }: Visit, back: string): HttpResponse {
  const { t } = layout.translator;
  const content = html`<p>${t('forbidden')}</p><p><a href="${back}">${t('go_back')}</a></p>`;
  return messagePage(layout, { status: 403, title: t('forbidden_title'), content });
}
