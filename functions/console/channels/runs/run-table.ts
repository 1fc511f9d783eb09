import { html } from 'hono/html';
import type { Markup } from '../../../adapters/html/messages.ts';
import type { RunView } from '../../../api/contract/channels/run-views.ts';
import type { Layout } from '../../layout/layout.ts';
import { table } from '../../layout/table.ts';
import { ago } from '../../layout/times.ts';
import { runUrl } from '../channel-address.ts';
import { connectorList, count, syncReason } from '../channel-words.ts';
import { runBadge, taskWords } from './run-words.ts';

/** Runs of a channel with what came of them. */
export function runTable(layout: Layout, runs: readonly RunView[]): Markup {
  const { translator } = layout;
  const { t } = translator;
  return table({
    caption: t('runs_title'),
    head: [
      t('run_begun'),
      t('stores_status'),
      t('run_connectors'),
      t('run_count_read'),
      t('run_count_delivered'),
      t('run_count_deleted'),
      t('run_errors'),
    ],
    rows: runs.map((run) => [
      html`<a href="${runUrl(run.id)}">${taskWords(translator, run)}</a> ${ago(layout, run.startedAt ?? run.createdAt)}`,
      html`${runBadge(translator, run.status)}${run.reason === undefined ? '' : html`<br><span class="small">${syncReason(translator, run.reason)}</span>`}`,
      connectorList(translator, run.connectors),
      count(translator, run.counts.read),
      count(translator, run.counts.delivered),
      count(translator, run.counts.deleted),
      count(translator, run.errors.length),
    ]),
    numbers: [3, 4, 5, 6],
    empty: html`<p>${t('runs_none')}</p>`,
  });
}
