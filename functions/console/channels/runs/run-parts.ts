import { html } from 'hono/html';
import type { Markup } from '../../../adapters/html/messages.ts';
import type { RunView } from '../../../api/contract/channels/run-views.ts';
import { facts } from '../../layout/facts.ts';
import type { Layout } from '../../layout/layout.ts';
import { table } from '../../layout/table.ts';
import { time } from '../../layout/times.ts';
import { channelUrl } from '../channel-address.ts';
import { connectorList, connectorWords, count, duration, syncAdvice, syncReason } from '../channel-words.ts';

/** What was counted. */
export function runCounts({ translator }: Layout, { counts: of }: RunView): Markup {
  const { t } = translator;
  const names = ['read', 'delivered', 'unchanged', 'deleted', 'late', 'poisoned', 'calls'] as const;
  return facts(names.map((name) => [t(`run_count_${name}`), count(translator, of[name])] as const));
}

/** By the ids of records: never what is in them. */
export function runErrors(layout: Layout, { errors: list }: RunView): Markup | '' {
  if (list.length === 0) return '';
  const { translator } = layout;
  const { t } = translator;
  const rows = list.map(({ connector, code, record, at }) => [
    connectorWords(translator, connector),
    record === undefined ? '–' : html`<bdi class="id">${record}</bdi>`,
    html`${syncReason(translator, code)}<br>${syncAdvice(translator, code)}`,
    time(layout, at),
  ]);
  return html`<section class="part"><h2>${t('run_errors')}</h2>${table({
    caption: t('run_errors'),
    head: [t('connector'), t('run_error_record'), t('run_error_what'), t('run_error_when')],
    rows,
    empty: html``,
  })}</section>`;
}

/** What else is known of it. */
export function runAbout(layout: Layout, run: RunView): Markup {
  const { translator } = layout;
  const { t, tMarkup } = translator;
  const { startedAt, endedAt, reason, held = {} } = run;
  const took = startedAt && endedAt && (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
  const missing = Object.entries(held).map(
    ([name, many]) => html`<li>${connectorWords(translator, name)}: ${tMarkup('run_missing', { count: many })}</li>`,
  );
  return facts([
    [t('channel'), html`<a href="${channelUrl(run.channel)}">${t('channel_back')}</a>`],
    [t('run_connectors'), connectorList(translator, run.connectors)],
    [t('run_held'), missing.length === 0 ? undefined : html`<ul class="plain">${missing}</ul>`],
    [t('run_took'), typeof took === 'number' ? duration(translator, took) : undefined],
    [t('store_reason_code'), reason && html`<code>${reason}</code>`],
    [t('run_id'), html`<span class="id">${run.id}</span>`],
  ]);
}
