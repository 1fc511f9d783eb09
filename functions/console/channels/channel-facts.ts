import { html } from 'hono/html';
import type { Markup } from '../../adapters/html/messages.ts';
import type { ChannelView } from '../../api/contract/channels/channel-views.ts';
import type { Visit } from '../console-route.ts';
import { facts } from '../layout/facts.ts';
import { pageUrl } from '../layout/layout.ts';
import { time } from '../layout/times.ts';
import { channelUrl } from './channel-address.ts';
import { connectorWords } from './channel-words.ts';

/** What is set, and what else there is to see. */
export function aboutChannel({ backend, layout }: Visit, channel: ChannelView, host: string): Markup {
  const { translator } = layout;
  const { t, tMarkup } = translator;
  const { id, connection, product, settings, writers, pausedBy, createdAt } = channel;
  const { storeView, pageSize, callsAtOnce, bulk, quietHours, syncFrom } = settings;
  const written = Object.entries(writers).map(
    ([name, { label, priority }]) =>
      html`<li>${connectorWords(translator, name, label)} <span class="small">${t(`channel_wins_${priority}`)}</span></li>`,
  );
  const quiet =
    quietHours &&
    tMarkup('channel_quiet_hours_are', { from: quietHours.from, to: quietHours.to, zone: quietHours.timeZone });
  const changes = backend.may('GET /v1/channels/{id}/changes')
    ? html`<a href="${channelUrl(id, '/changes')}">${t('changes_title')}</a>`
    : undefined;
  return facts([
    [t('store'), html`<a href="${pageUrl(`/stores/${encodeURIComponent(connection)}`)}">${host}</a>`],
    [t('stores_product'), product],
    [t('channel_store_view'), html`<code>${storeView}</code>`],
    [t('channel_page_size'), String(pageSize)],
    [t('channel_calls_at_once'), String(callsAtOnce)],
    [t('channel_bulk'), bulk === undefined ? undefined : t(bulk ? 'channel_yes' : 'channel_no')],
    [t('channel_quiet_hours'), quiet],
    [t('channel_sync_from'), syncFrom && time(layout, syncFrom)],
    [t('channel_paused_by'), pausedBy && html`<bdi>${pausedBy.replace(/^operator:/, '')}</bdi>`],
    [t('channel_writers'), written.length === 0 ? undefined : html`<ul class="plain">${written}</ul>`],
    [t('channel_changes'), changes],
    [t('channel_records'), html`<a href="${channelUrl(id, '/records')}">${t('records_title')}</a>`],
    [t('channel_created'), time(layout, createdAt)],
    [t('channel_id'), html`<span class="id">${id}</span>`],
  ]);
}
