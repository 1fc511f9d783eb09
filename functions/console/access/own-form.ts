import { html } from 'hono/html';
import { type ConsoleSession, isConsoleForm } from '../../adapters/cookies/console-session.ts';
import type { ConsoleRequest } from '../../adapters/lambda/console-handler.ts';
import type { HttpResponse } from '../../adapters/lambda/http-handler.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import { type Layout, pageUrl } from '../layout/layout.ts';
import { notice } from '../layout/notice.ts';
import { messagePage, page } from '../layout/page.ts';

/**
 * Whether a browser says that a request comes from a page of this site; browsers of today all do. Over plain http at any
 * host but localhost they send `Origin` alone. One that is set to send no referrer says `Origin: null`: what the other
 * header says counts.
 */
export function isFromHere(
  { fetchSite, origin }: Pick<ConsoleRequest, 'fetchSite' | 'origin'>,
  publicUrl: string,
): boolean {
  const isHidden = origin === 'null' && fetchSite === 'same-origin';
  const ofOrigin = origin === undefined || isHidden || origin === new URL(publicUrl).origin;
  return ofOrigin && (fetchSite === undefined || fetchSite === 'same-origin');
}

const FORM = 'application/x-www-form-urlencoded';

/** The longest SAML metadata that are taken, encoded as forms are, fit. What was entered may be shown again, to anybody. */
const FORM_MAX_BYTES = 1024 * 1024;
const FORM_MAX_FIELDS = 1_000;

/**
 * The fields of a form; undefined for any other body: other sites may send those without being asked first.
 *
 * @throws Refusal `body_too_large`
 */
export function formIn({
  contentType,
  body,
}: Pick<ConsoleRequest, 'contentType' | 'body'>): URLSearchParams | undefined {
  if (contentType !== FORM) return undefined;
  if (body.length > FORM_MAX_BYTES) throw new Refusal('body_too_large', { limitBytes: FORM_MAX_BYTES });
  const form = new URLSearchParams(body.toString('utf8'));
  if (form.size > FORM_MAX_FIELDS) throw new Refusal('body_too_large', { limitFields: FORM_MAX_FIELDS });
  return form;
}

/** Whether a form is one that this session's pages hold. */
export function isOwnForm(session: ConsoleSession, form: URLSearchParams): boolean {
  return isConsoleForm(session, form.get('csrf') ?? '');
}

/** The form came from elsewhere: nothing of it is shown. */
export function foreignPage(layout: Layout): HttpResponse {
  const { t } = layout.translator;
  const content = html`<p>${t('foreign')}</p><p><a href="${pageUrl('')}">${t('to_stores')}</a></p>`;
  return messagePage(layout, { status: 403, title: t('foreign_title'), content });
}

/** A form of a session before this one, as after signing in anew in another tab: what was entered is not lost. */
export function againPage(layout: Layout, form: URLSearchParams): HttpResponse {
  const { t } = layout.translator;
  const content = html`${notice('warn', html`<p>${t('again')}</p>`)}${kept(layout, form)}`;
  return page(layout, { status: 409, title: t('again_title'), content });
}

/** Nobody is signed in: what was entered waits in this page until they are. */
export function endedPage(layout: Layout, form: URLSearchParams, back: string): HttpResponse {
  const { t } = layout.translator;
  const signIn = pageUrl('/session', { to: back });
  const content = html`${notice(
    'warn',
    html`<p>${t('ended')}</p>
<p><a href="${signIn}" target="_blank" rel="noopener">${t('ended_sign_in')}</a></p><p>${t('ended_then')}</p>`,
  )}${kept(layout, form)}`;
  return page(layout, { status: 401, title: t('ended_title'), content });
}

function kept({ translator, person, here }: Layout, form: URLSearchParams) {
  const fields = [...form].filter(([name]) => name !== 'csrf');
  return html`<form method="post" action="${here}">
<input type="hidden" name="csrf" value="${person?.csrf ?? ''}">
${fields.map(([name, value]) => html`<textarea name="${name}" hidden>\n${value}</textarea>`)}
<p><button class="button" type="submit">${translator.t('again_button')}</button></p></form>`;
}
