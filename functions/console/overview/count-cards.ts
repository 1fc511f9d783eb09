import { html } from 'hono/html';
import type { Markup } from '../../adapters/html/messages.ts';
import type { OverviewView } from '../../api/contract/overview-views.ts';
import type { ConnectionStatus } from '../../domain/stores/connection-status.ts';
import { CHANNEL_STATUSES } from '../../domain/sync/channel.ts';
import { duration } from '../channels/channel-words.ts';
import { badge } from '../layout/badge.ts';
import { type Layout, pageUrl } from '../layout/layout.ts';
import { ago } from '../layout/times.ts';
import { statusBadge } from '../stores/status-words.ts';
import { barList, card } from './bars.ts';

/** What health checks count: whoever was disconnected is not checked. */
const COUNTED = ['active', 'needs_reauthorization', 'inactive', 'unreachable'] as const;

/** Stores by status, as the daily checks counted them; each count leads to the list. */
export function storeCard(
  layout: Layout,
  { counts, asOf, products }: OverviewView['connections'],
  product: string | undefined,
): Markup {
  const { translator } = layout;
  const { t, tMarkup } = translator;
  const counting = products.find(({ since }) => since !== undefined)?.since;
  const asked = asOf === undefined ? t('overview_not_counted') : tMarkup('overview_as_of', { when: ago(layout, asOf) });
  const partly =
    counting === undefined
      ? ''
      : html`<p class="small">${tMarkup('overview_counting', { when: ago(layout, counting) })}</p>`;
  return card(
    t('stores_title'),
    html`${barList(
      layout,
      COUNTED.map((status) => ({
        label: html`<a href="${pageUrl('/stores', { status, product })}">${labelOf(translator, status, counts[status])}</a>`,
        count: counts[status],
      })),
    )}<p class="small">${asked}</p>${partly}`,
  );
}

/** A colour asks for attention: none is due where there are no such stores. */
function labelOf(translator: Layout['translator'], status: ConnectionStatus, count: number): Markup {
  return count === 0 ? badge('calm', translator.t(`status_${status}`)) : statusBadge(translator, status);
}

/** Channels by status, and how old what they have read is, as the last round of the schedule found. */
export function channelCard(
  layout: Layout,
  { asOf, statuses, lag, stale }: NonNullable<OverviewView['channels']>,
): Markup {
  const { t, tMarkup } = layout.translator;
  const states = CHANNEL_STATUSES.map((status) => ({
    label: html`${t(`overview_channel_${status}`)}`,
    count: statuses[status] ?? 0,
  }));
  const ages = lag.map(({ upToSeconds, channels }) => ({
    label: ageLabel(layout, upToSeconds),
    count: channels,
  }));
  const old = stale > 0 ? badge('bad', t('overview_stale')) : badge('good', t('overview_fresh'));
  return card(
    t('overview_channels'),
    html`${barList(layout, states)}<h3>${t('overview_lag_title')}</h3>${barList(layout, ages)}
<p>${old} ${stale > 0 ? tMarkup('overview_stale_count', { n: stale }) : ''}</p>
<p class="small">${tMarkup('overview_as_of', { when: ago(layout, asOf) })}</p>`,
  );
}

export function deliveryCard(layout: Layout, { waiting, failed }: NonNullable<OverviewView['deliveries']>): Markup {
  const { t } = layout.translator;
  const line = (status: string, label: string, { count, atLeast }: typeof waiting) => ({
    label: html`<a href="${pageUrl('/deliveries', { status })}">${label}</a>`,
    count,
    atLeast,
  });
  return card(
    t('overview_deliveries'),
    barList(layout, [
      line('WAITING', t('overview_waiting'), waiting),
      line('FAILED', t('overview_failed_deliveries'), failed),
    ]),
  );
}

function ageLabel({ translator }: Layout, upToSeconds: number | undefined): Markup {
  const { t, tMarkup } = translator;
  if (upToSeconds === undefined) return html`${t('overview_lag_more')}`;
  if (upToSeconds === 0) return html`${t('overview_lag_none')}`;
  return html`${tMarkup('overview_lag', { lag: duration(translator, upToSeconds) })}`;
}
