import { html } from 'hono/html';
import type { Markup } from '../../adapters/html/messages.ts';
import type { ChannelView } from '../../api/contract/channels/channel-views.ts';
import type { Visit } from '../console-route.ts';
import { actionForm } from '../layout/forms.ts';

/** What an operator can do with a channel. */
export function channelButtons(visit: Visit, { id, status }: ChannelView): Markup {
  const { t } = visit.layout.translator;
  if (visit.session.role !== 'operator') return html`<p class="small">${t('viewer_only')}</p>`;
  const path = (action: string) => `/channels/${encodeURIComponent(id)}/${action}`;
  const resume = actionForm(visit, { path: path('resume'), label: t('channel_resume') });
  if (status === 'paused') return html`<div class="actions">${resume}</div>`;
  const pause = actionForm(visit, {
    path: path('pause'),
    label: t('channel_pause'),
    kind: 'quiet',
    confirm: { text: html`<p>${t('channel_pause_ask')}</p>`, label: t('channel_pause_sure') },
  });
  if (status === 'unavailable') return html`<div class="actions">${pause}</div>`;
  const sync = actionForm(visit, { path: path('sync'), label: t('channel_sync') });
  return html`<div class="actions">${sync}${startOverForm(visit, path('start-over'))}${pause}</div>`;
}

function startOverForm(visit: Visit, path: string): Markup {
  const { t } = visit.layout.translator;
  const choices = (['compare', 'redeliver'] as const).map(
    (full, at) =>
      html`<p><label><input type="radio" name="full" value="${full}"${at === 0 ? html` checked` : ''}>${t(`channel_full_${full}`)}</label></p>`,
  );
  return actionForm(visit, {
    path,
    label: t('channel_start_over'),
    kind: 'danger',
    fields: html`<fieldset><legend>${t('channel_full')}</legend>${choices}</fieldset>`,
    confirm: { text: html`<p>${t('channel_start_over_ask')}</p>`, label: t('channel_start_over_sure') },
  });
}
