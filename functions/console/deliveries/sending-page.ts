import { html } from 'hono/html';
import * as z from 'zod/mini';
import type { Markup } from '../../adapters/html/messages.ts';
import type { HttpResponse } from '../../adapters/lambda/http-handler.ts';
import { NotServed } from '../backend/backend-failure.ts';
import type { Visit } from '../console-route.ts';
import { ask, listOf, moment } from '../integrations/data/ask.ts';
import { nameOf } from '../integrations/integration-address.ts';
import { healthNotice } from '../integrations/view/health.ts';
import { actionForm } from '../layout/forms.ts';
import { pageUrl } from '../layout/layout.ts';
import { page } from '../layout/page.ts';
import { OWNER_FIELDS, owner } from './delivery.ts';

/** How many of those that are due are counted. */
const COUNTED = 50;
const SENDING = `query ($id: ID!) {
  productIntegration(id: $id) { ${OWNER_FIELDS} }
  deliveries(status: WAITING, first: ${COUNTED}) { nodes { integrationId status nextAttemptOn } pageInfo { hasNextPage endCursor } }
}`;
const waiting = z.object({ integrationId: z.string(), status: z.string(), nextAttemptOn: z.nullish(moment) });
const answer = z.object({ productIntegration: z.nullish(owner), deliveries: listOf(waiting) });

const RELOAD_SECONDS = 3;

/** `GET /console/deliveries/sending`: how far what was sent again has come. */
export async function showSending(visit: Visit): Promise<HttpResponse> {
  const { backend, layout, query } = visit;
  const { t } = layout.translator;
  const id = query.get('integration') ?? '';
  const { productIntegration: of, deliveries } = await ask(backend, SENDING, answer, { id });
  if (!of) throw new NotServed('integration');
  const due = deliveries.nodes.filter(
    ({ status, nextAttemptOn }) => status === 'WAITING' && Date.parse(nextAttemptOn ?? '') <= layout.now.getTime(),
  );
  const left = due.filter(({ integrationId }) => integrationId === of.sourceId).length;
  // Longest due first: once one is not due, all that are due have been seen.
  const isAll = due.length < deliveries.nodes.length || !deliveries.pageInfo.hasNextPage;
  const isDone = left === 0 && isAll;
  const queued = Number(/^\d{1,6}$/.exec(query.get('queued') ?? '')?.[0] ?? 0);
  return page(layout, {
    title: t('deliveries_sending'),
    above: { to: pageUrl('/deliveries', { integration: of.sourceId }), label: nameOf(layout.translator, of) },
    content: html`${healthNotice(visit, of.sourceId, of)}<section class="card">${progress(visit, { queued, left, isAll, isDone })}</section>
${isDone ? next(visit, of.sourceId) : ''}`,
    ...(!isDone && { reloadSeconds: RELOAD_SECONDS }),
  });
}

type Progress = { readonly queued: number; readonly left: number; readonly isAll: boolean; readonly isDone: boolean };

function progress({ layout }: Visit, { queued, left, isAll, isDone }: Progress): Markup {
  const { t, tMarkup } = layout.translator;
  const said = html`<p>${queued === 0 ? t('deliveries_queued_none') : tMarkup('deliveries_queued', { count: queued })}</p>`;
  if (isDone) return html`${said}<p><strong>${t('deliveries_sent')}</strong></p>`;
  const most = Math.max(queued, left, 1);
  const shown = isAll ? tMarkup('deliveries_left', { count: left }) : t('deliveries_left_many');
  const bar = isAll
    ? html`<progress max="${most}" value="${most - left}" aria-label="${t('deliveries_sending')}"></progress>`
    : '';
  return html`${said}${bar}<p>${shown}</p>`;
}

function next(visit: Visit, integration: string): Markup {
  const { layout, query } = visit;
  const { t } = layout.translator;
  const since = query.get('since') ?? '';
  const failed = html`<p><a href="${pageUrl('/deliveries', { integration, status: 'FAILED' })}">${t('deliveries_failed_again')}</a></p>
<p><a href="${pageUrl('/deliveries', { integration, status: 'WAITING' })}">${t('deliveries_wait_again')}</a></p>`;
  if (query.get('more') !== '1') return failed;
  return html`<section class="card"><p>${t('deliveries_more')}</p>${actionForm(visit, {
    path: '/deliveries/failed',
    label: t('deliveries_more_button'),
    fields: html`<input type="hidden" name="integration" value="${integration}"><input type="hidden" name="since" value="${since}">`,
  })}</section>${failed}`;
}
