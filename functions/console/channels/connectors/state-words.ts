import { html } from 'hono/html';
import type { Markup } from '../../../adapters/html/messages.ts';
import type { ConnectorView } from '../../../api/contract/channels/channel-views.ts';
import { badge, type Tone } from '../../layout/badge.ts';
import type { Layout } from '../../layout/layout.ts';
import { ago, time } from '../../layout/times.ts';
import type { Translator } from '../../texts/translator.ts';
import { count, duration, syncAdvice, syncReason } from '../channel-words.ts';

const TONES = {
  off: 'calm',
  waiting: 'calm',
  importing: 'calm',
  following: 'good',
  behind: 'warn',
  held: 'warn',
  skipped: 'warn',
  failing: 'bad',
} as const satisfies Record<ConnectorView['state'], Tone>;

export function stateBadge({ t }: Translator, state: ConnectorView['state']): Markup {
  return badge(TONES[state], t(`connector_state_${state}`));
}

/** How far a connector is, and what keeps it. */
export function progressWords(layout: Layout, connector: ConnectorView): Markup {
  const { translator } = layout;
  const { t, tMarkup } = translator;
  const { state, reason, since, resources, upTo, lagSeconds, total, left, held } = connector;
  if (state === 'off') return html`–`;
  const lines: Markup[] = [];
  if (state === 'importing' && left !== undefined) lines.push(importLine(layout, { left, total }));
  else if (upTo !== undefined) lines.push(tMarkup('connector_up_to', { when: time(layout, upTo) }));
  const isBehind = state !== 'following' && state !== 'skipped';
  if (lagSeconds !== undefined && isBehind)
    lines.push(tMarkup('connector_lag', { lag: duration(translator, lagSeconds) }));
  if (held !== undefined) lines.push(tMarkup('connector_held', { count: held }));
  if (reason !== undefined) {
    const from = since === undefined ? '' : html` (${ago(layout, since)})`;
    lines.push(html`${syncReason(translator, reason)}${from} ${syncAdvice(translator, reason)}`);
  }
  if (resources !== undefined) {
    const named = resources.map((one, at) => html`${at === 0 ? '' : ', '}<code>${one}</code>`);
    lines.push(tMarkup('connector_resources', { resources: html`${named}` }));
  }
  if (lines.length === 0) return html`${t(`connector_progress_${state}`)}`;
  return html`${lines.map((line) => html`<span class="line">${line}</span>`)}`;
}

type Import = { readonly left: number; readonly total: number | undefined };

function importLine({ translator }: Layout, { left, total }: Import): Markup {
  const { t, tMarkup } = translator;
  if (total === undefined || total === 0) return tMarkup('connector_left', { left: count(translator, left) });
  const read = Math.max(0, total - left);
  const said = tMarkup('connector_imported', { read: count(translator, read), total: count(translator, total) });
  return html`${said} <progress max="${total}" value="${read}" aria-label="${t('connector_progress')}"></progress>`;
}
