import { html } from 'hono/html';
import * as z from 'zod/mini';
import type { Markup } from '../../adapters/html/messages.ts';
import type { HttpResponse } from '../../adapters/lambda/http-handler.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import type { ConsoleAction, Outcome, Visit } from '../console-route.ts';
import { formField } from '../integrations/edit/fields.ts';
import { problemList } from '../integrations/words.ts';
import { actionForm } from '../layout/forms.ts';
import { pageUrl } from '../layout/layout.ts';
import { notice } from '../layout/notice.ts';
import { page } from '../layout/page.ts';
import type { Owner } from './delivery.ts';
import { replay } from './replay.ts';

const HOUR_MS = 60 * 60 * 1000;
/** How far back, in hours. Deliveries are kept for thirty days. */
const SPANS = ['1', '24', '168', '720'] as const;
const ALL = '720';

/** Sends everything again that has failed lately. While nothing is sent anywhere, there is no point in it. */
export function sendFailedForm(visit: Visit, { sourceId, deliveriesEnabled }: Owner): Markup {
  const { t } = visit.layout.translator;
  if (visit.session.role !== 'operator') return html`<p class="small">${t('viewer_only')}</p>`;
  const title = html`<h2>${t('deliveries_send_failed')}</h2>`;
  if (!deliveriesEnabled) return html`<section class="card">${title}<p>${t('deliveries_send_paused')}</p></section>`;
  const spans = SPANS.map((span) => [span, t(`deliveries_span_${span}`)] as const);
  return html`<section class="card">${title}<p>${t('deliveries_send_hint')}</p>${actionForm(visit, {
    path: '/deliveries/failed',
    label: t('deliveries_send_failed_button'),
    fields: html`<input type="hidden" name="integration" value="${sourceId}">
${formField({ name: 'span', label: t('deliveries_span'), value: ALL, options: spans })}`,
  })}</section>`;
}

/** `POST /console/deliveries/failed`: a first lot at once; the page that follows says how far it is, and whether there is more. */
export const sendFailed: ConsoleAction = {
  path: '/deliveries/failed',
  name: 'send_failed_deliveries',
  page: () => pageUrl('/deliveries'),
  target: () => undefined,
  act: async (visit, form): Promise<Outcome> => {
    const integration = form.get('integration') ?? '';
    const since = givenSince(form) ?? sinceOf(visit.now, form.get('span'));
    const { queued, more, problems } = await replay(visit.backend, { integrationId: integration, failedSince: since });
    if (problems.length > 0) return refusedPage(visit, problemList(visit.layout.translator, problems));
    const query = { integration, since, queued: String(queued), more: more ? '1' : undefined };
    return { to: pageUrl('/deliveries/sending', query) };
  },
};

/** What the page before sent on, as it came with its address. @throws Refusal `request_malformed` for no time of ours */
function givenSince(form: URLSearchParams): string | undefined {
  const given = form.get('since') ?? undefined;
  if (given === undefined || z.iso.datetime().safeParse(given).success) return given;
  throw new Refusal('request_malformed', { problems: 'since: must be a time' });
}

function sinceOf(now: Date, span: string | null): string {
  const hours = Number(SPANS.find((one) => one === span) ?? ALL);
  return new Date(now.getTime() - hours * HOUR_MS).toISOString();
}

function refusedPage({ layout }: Visit, why: Markup): HttpResponse {
  const { t } = layout.translator;
  return page(layout, {
    status: 422,
    title: t('deliveries_send_failed'),
    above: { to: pageUrl('/deliveries'), label: t('deliveries_title') },
    content: notice('bad', why),
  });
}
