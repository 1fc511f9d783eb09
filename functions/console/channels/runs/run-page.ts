import { html } from 'hono/html';
import type { ActionAudit } from '../../../adapters/dynamodb/action-audit.ts';
import type { Markup } from '../../../adapters/html/messages.ts';
import type { HttpResponse } from '../../../adapters/lambda/http-handler.ts';
import { type RunView, runView } from '../../../api/contract/channels/run-views.ts';
import type { ConsolePage, Visit } from '../../console-route.ts';
import { actionForm } from '../../layout/forms.ts';
import { history } from '../../layout/history.ts';
import type { Layout } from '../../layout/layout.ts';
import { notice } from '../../layout/notice.ts';
import { page } from '../../layout/page.ts';
import { time } from '../../layout/times.ts';
import { byHand } from '../../stores/store-history.ts';
import { channelUrl } from '../channel-address.ts';
import { syncAdvice, syncReason } from '../channel-words.ts';
import { runAbout, runCounts, runErrors } from './run-parts.ts';
import { heldCount, isUnderWay, runBadge, taskWords, toneOfRun } from './run-words.ts';

type Deps = { readonly audit: Pick<ActionAudit, 'list'> };

const RELOAD_SECONDS = 3;
const HISTORY_ENTRIES = 20;

/** `GET /console/runs/{id}`: how it goes, or what came of it, and what to do. */
export function showRun({ audit }: Deps): ConsolePage['show'] {
  return async (visit: Visit): Promise<HttpResponse> => {
    const { backend, layout, parameters } = visit;
    const { id = '' } = parameters;
    const run = await backend.call('GET /v1/runs/{id}', runView, { parameters: { id } });
    const done = await audit.list(run.id, { limit: HISTORY_ENTRIES });
    const { translator } = layout;
    const { t } = translator;
    const happened = [
      { at: run.createdAt, what: t(`run_trigger_${run.trigger}`) },
      ...(run.startedAt === undefined ? [] : [{ at: run.startedAt, what: t('run_happened_started') }]),
      ...(run.endedAt === undefined ? [] : [{ at: run.endedAt, what: t(`run_happened_ended`) }]),
      ...done.items.map((entry) => byHand(translator, entry)),
    ];
    return page(layout, {
      title: t(`run_task_${run.task}`),
      heading: html`${taskWords(translator, run)} ${runBadge(translator, run.status)}`,
      above: { to: channelUrl(run.channel), label: t('channel_back') },
      content: html`${standing(layout, run)}
${buttons(visit, run)}
<div class="columns">
<section class="card"><h2>${t('run_counts')}</h2>${runCounts(layout, run)}</section>
<section class="card"><h2>${t('history')}</h2>${history(layout, happened)}</section>
</div>
${runErrors(layout, run)}
<section class="card"><h2>${t('run_about')}</h2>${runAbout(layout, run)}</section>`,
      ...(isUnderWay(run) && { reloadSeconds: RELOAD_SECONDS }),
    });
  };
}

function standing(layout: Layout, { status, reason, waitsUntil, stopRequestedAt, held }: RunView): Markup {
  const { translator } = layout;
  const { t, tMarkup } = translator;
  const why =
    reason === undefined || status === 'held'
      ? ''
      : html`<p>${syncReason(translator, reason)} ${syncAdvice(translator, reason)}</p>`;
  const waits =
    waitsUntil === undefined ? '' : html`<p>${tMarkup('run_waits', { when: time(layout, waitsUntil) })}</p>`;
  const stops = stopRequestedAt !== undefined && isUnderWay({ status }) ? html`<p>${t('run_stops')}</p>` : '';
  const deletions = status === 'held' ? html`<p>${tMarkup('run_held_count', { count: heldCount({ held }) })}</p>` : '';
  return notice(
    toneOfRun(status),
    html`<p><strong>${t(`run_why_${status}`)}</strong></p>${why}${deletions}<p>${t(`run_next_${status}`)}</p>${waits}${stops}`,
  );
}

function buttons(visit: Visit, run: RunView): Markup {
  const { t, tMarkup } = visit.layout.translator;
  if (visit.session.role !== 'operator') return html`<p class="small">${t('viewer_only')}</p>`;
  const path = (action: string) => `/runs/${encodeURIComponent(run.id)}/${action}`;
  if (run.status === 'held') {
    const deletions = { count: heldCount(run) };
    return html`<div class="actions">${actionForm(visit, { path: path('stop'), label: t('run_discard') })}${actionForm(
      visit,
      {
        path: path('confirm'),
        label: t('run_confirm'),
        kind: 'danger',
        confirm: { text: html`<p>${tMarkup('run_confirm_ask', deletions)}</p>`, label: t('run_confirm_sure') },
      },
    )}</div>`;
  }
  if (!isUnderWay(run) || run.stopRequestedAt !== undefined) return html``;
  const text = html`<p>${t('run_stop_ask')}</p>`;
  const confirm = { text, label: t('run_stop_sure') };
  return html`<div class="actions">${actionForm(visit, { path: path('stop'), label: t('run_stop'), kind: 'quiet', confirm })}</div>`;
}
