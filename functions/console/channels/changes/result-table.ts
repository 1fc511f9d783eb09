import { html } from 'hono/html';
import type { Markup } from '../../../adapters/html/messages.ts';
import type { ResultView } from '../../../api/contract/channels/batches.ts';
import type { Layout } from '../../layout/layout.ts';
import { table } from '../../layout/table.ts';
import { count, syncAdvice, syncReason } from '../channel-words.ts';
import { resultBadge } from './batch-words.ts';

/** What became of each line, with the store's own words. */
export function resultTable(layout: Layout, results: readonly ResultView[]): Markup {
  const { translator } = layout;
  const { t } = translator;
  return table({
    caption: t('batch_results'),
    head: [t('batch_line'), t('batch_result'), t('batch_name'), t('batch_why')],
    rows: results.map((result) => [
      count(translator, result.line),
      resultBadge(translator, result.status),
      result.id === undefined ? '–' : html`<bdi class="id">${result.id}</bdi>`,
      whyOf(layout, result),
    ]),
    empty: html`<p>${t('batch_results_none')}</p>`,
  });
}

function whyOf({ translator }: Layout, { status, code, message, by }: ResultView): Markup {
  const { t, tMarkup } = translator;
  const parts: Markup[] = [];
  if (status === 'superseded' && by !== undefined) parts.push(tMarkup('batch_superseded', { line: by }));
  if (status === 'conflict') parts.push(html`${t('batch_conflict')}`);
  if (code !== undefined) parts.push(html`${syncReason(translator, code)} ${syncAdvice(translator, code)}`);
  if (message !== undefined) parts.push(tMarkup('batch_said', { message: html`<q><bdi>${message}</bdi></q>` }));
  if (parts.length === 0) return html`–`;
  return html`${parts.map((part) => html`<span class="line">${part}</span>`)}`;
}
