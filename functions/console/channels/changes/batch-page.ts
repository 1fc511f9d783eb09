import { html } from 'hono/html';
import type { Markup } from '../../../adapters/html/messages.ts';
import type { HttpResponse } from '../../../adapters/lambda/http-handler.ts';
import { type BatchView, batchResultsView } from '../../../api/contract/channels/batches.ts';
import { RESULTS } from '../../../domain/sync/changes/change.ts';
import type { Visit } from '../../console-route.ts';
import { facts } from '../../layout/facts.ts';
import { actionForm, filters } from '../../layout/forms.ts';
import type { Layout } from '../../layout/layout.ts';
import { notice } from '../../layout/notice.ts';
import { page } from '../../layout/page.ts';
import { pager } from '../../layout/table.ts';
import { time } from '../../layout/times.ts';
import { channelUrl } from '../channel-address.ts';
import { connectorWords, count, syncAdvice, syncReason } from '../channel-words.ts';
import { batchBadge, batchTone, countsWords } from './batch-words.ts';
import { resultTable } from './result-table.ts';

const PAGE_SIZE = '100';
const RELOAD_SECONDS = 5;

/** `GET /console/channels/{id}/changes/{batch}`: where it is, and what became of each line. */
export async function batchPage(visit: Visit): Promise<HttpResponse> {
  const { backend, layout, parameters, query } = visit;
  const { translator } = layout;
  const { t, tMarkup } = translator;
  const { id = '', batch: named = '' } = parameters;
  const status = query.get('status') || undefined;
  const { results, next, ...batch } = await backend.call('GET /v1/channels/{id}/changes/{batch}', batchResultsView, {
    parameters: { id, batch: named },
    query: { limit: PAGE_SIZE, cursor: query.get('cursor') ?? undefined, status },
  });
  const number = tMarkup('batch_number', { n: count(translator, batch.n) });
  const options = [['', t('any')], ...RESULTS.map((one) => [one, t(`change_result_${one}`)] as const)] as const;
  const choice = filters(layout, [{ name: 'status', label: t('batch_result'), value: status ?? '', options }]);
  return page(layout, {
    title: number.toString(),
    heading: html`${number} ${batchBadge(translator, batch)}`,
    above: { to: channelUrl(id, '/changes'), label: t('changes_title') },
    content: html`${standing(layout, batch)}
${cancel(visit, batch)}
<section class="card"><h2>${t('batch_about')}</h2>${about(layout, batch)}</section>
<section class="part"><h2>${t('batch_results')}</h2>${choice}${resultTable(layout, results)}${pager(layout, next)}</section>`,
    ...(batch.status !== 'finished' && { reloadSeconds: RELOAD_SECONDS }),
  });
}

function standing(layout: Layout, batch: BatchView): Markup {
  const { translator } = layout;
  const { t, tMarkup } = translator;
  const { status, reason, waitsUntil, cancelRequestedAt } = batch;
  const why =
    reason === undefined ? '' : html`<p>${syncReason(translator, reason)} ${syncAdvice(translator, reason)}</p>`;
  const waits =
    waitsUntil === undefined ? '' : html`<p>${tMarkup('run_waits', { when: time(layout, waitsUntil) })}</p>`;
  const cancelled =
    cancelRequestedAt === undefined
      ? ''
      : html`<p>${tMarkup('batch_cancelled', { when: time(layout, cancelRequestedAt) })}</p>`;
  const isBad = status === 'finished' && batchTone(batch) !== 'good';
  const next = isBad ? t('batch_next_bad') : t(`batch_next_${status}`);
  return notice(
    batchTone(batch),
    html`<p><strong>${t(`batch_why_${status}`)}</strong> ${countsWords(translator, batch)}</p>${why}<p>${next}</p>${waits}${cancelled}`,
  );
}

function cancel(visit: Visit, { id, channel, status, cancelRequestedAt }: BatchView): Markup {
  const { t } = visit.layout.translator;
  if (visit.session.role !== 'operator') return html`<p class="small">${t('viewer_only')}</p>`;
  if (status === 'finished' || cancelRequestedAt !== undefined) return html``;
  const path = `/channels/${encodeURIComponent(channel)}/changes/${encodeURIComponent(id)}/cancel`;
  const confirm = { text: html`<p>${t('batch_cancel_ask')}</p>`, label: t('batch_cancel_sure') };
  return html`<div class="actions">${actionForm(visit, { path, label: t('batch_cancel'), kind: 'danger', confirm })}</div>`;
}

function about(layout: Layout, { id, connector, lines, createdAt, createdBy, startedAt, endedAt }: BatchView): Markup {
  const { translator } = layout;
  const { t } = translator;
  return facts([
    [t('connector'), connectorWords(translator, connector)],
    [t('batch_lines'), count(translator, lines)],
    [t('batch_sent'), time(layout, createdAt)],
    [t('batch_sent_by'), html`<bdi>${createdBy.replace(/^operator:/, '')}</bdi>`],
    [t('batch_started'), startedAt && time(layout, startedAt)],
    [t('batch_ended'), endedAt && time(layout, endedAt)],
    [t('batch_id'), html`<span class="id">${id}</span>`],
  ]);
}
