import { html } from 'hono/html';
import type * as z from 'zod/mini';
import type { Markup } from '../../adapters/html/messages.ts';
import { DELIVERY_STATUSES } from '../../domain/integrations/deliveries/delivery.ts';
import { nextOf } from '../integrations/data/ask.ts';
import { integrationUrl, nameOf } from '../integrations/integration-address.ts';
import { healthBadge, isTroubled } from '../integrations/view/health.ts';
import { eventWords } from '../integrations/words.ts';
import type { Filter } from '../layout/forms.ts';
import { type Layout, pageUrl } from '../layout/layout.ts';
import { table } from '../layout/table.ts';
import { ago } from '../layout/times.ts';
import type { Delivery, deliveryList, Owner } from './delivery.ts';
import { attemptWords, isOpen, nextWords, statusBadge } from './delivery-words.ts';

/** What is listed of all integrations at once. */
export const UNSETTLED = ['FAILED', 'WAITING'] as const;

export function statusIn(query: URLSearchParams): Delivery['status'] | undefined {
  return DELIVERY_STATUSES.find((one) => one === query.get('status'));
}

type Asked = {
  readonly status: string;
  readonly integration: string;
  /** Of the store, where one was asked for. */
  readonly connection?: string | undefined;
  readonly owners: readonly Owner[];
};

export function filterFields({ translator }: Layout, asked: Asked): readonly Filter[] {
  const { status, integration, connection, owners } = asked;
  const { t } = translator;
  const statuses = integration === '' ? UNSETTLED : DELIVERY_STATUSES;
  const named = owners.map((one) => [one.sourceId, nameOf(translator, one)] as const);
  return [
    {
      name: 'status',
      label: t('delivery_status'),
      value: status,
      options: [
        ...(integration === '' ? [] : [['', t('any')] as const]),
        ...statuses.map((one) => [one, t(`delivery_status_${one}`)] as const),
      ],
    },
    connection === undefined
      ? { name: 'integration', label: t('integration'), value: integration, options: [['', t('any')], ...named] }
      : { name: 'connection', label: t('store_id'), value: connection },
  ];
}

/** Whose deliveries are listed, where they are about one store. */
export function ofStore({ translator }: Layout, connection: string | undefined): Markup | '' {
  if (connection === undefined) return '';
  const { t } = translator;
  const store = html`<a href="${pageUrl(`/stores/${encodeURIComponent(connection)}`)}">${t('deliveries_to_store')}</a>`;
  return html`<p class="soft">${t('deliveries_of_store')} ${store}</p>`;
}

export function deliveryTable(
  layout: Layout,
  list: z.output<typeof deliveryList>,
  owners: readonly Owner[],
  none: string,
): Markup {
  const { t } = layout.translator;
  return table({
    caption: t('deliveries_title'),
    head: [
      t('delivery_event'),
      t('integration'),
      t('delivery_status'),
      t('delivery_attempts'),
      t('delivery_last_attempt'),
    ],
    rows: list.nodes.map((one) => cells(layout, one, owners)),
    numbers: [3],
    empty: html`<p>${nextOf(list) === undefined ? none : t('stores_none_here')}</p>`,
  });
}

function cells(layout: Layout, delivery: Delivery, owners: readonly Owner[]): readonly (Markup | string)[] {
  const { translator } = layout;
  const { id, type, event, integrationId, status, attempts, createdOn } = delivery;
  const owned = owners.find(({ sourceId }) => sourceId === integrationId);
  const last = attempts.at(-1);
  const name = owned === undefined ? integrationId : nameOf(translator, owned);
  return [
    html`<a href="${pageUrl(`/deliveries/${encodeURIComponent(id)}`)}">${eventWords(translator, type)}</a><br><span class="small"><span class="id">${event}</span>, ${ago(layout, createdOn)}</span>`,
    html`<a href="${integrationUrl({ sourceId: integrationId })}"><bdi>${name}</bdi></a>`,
    html`${statusBadge(translator, status)}${isOpen(delivery) ? html`<br><span class="small">${translator.t('delivery_next')}: ${nextWords(layout, delivery)}</span>` : ''}`,
    String(attempts.length),
    last === undefined ? '–' : attemptWords(translator, last),
  ];
}

/** Integrations whose URLs are paused, switched off, or failing. */
export function troubledOwners(layout: Layout, owners: readonly Owner[], hasMore: boolean): Markup {
  const { translator } = layout;
  const { t } = translator;
  const troubled = owners.filter(isTroubled);
  const list = table({
    caption: t('deliveries_troubled'),
    head: [t('integration'), t('integration_health'), t('store_since'), t('delivery_list')],
    rows: troubled.map((one) => [
      html`<a href="${integrationUrl(one)}"><bdi>${nameOf(translator, one)}</bdi></a>`,
      healthBadge(translator, one, true),
      one.failingSince ? ago(layout, one.failingSince) : '–',
      html`<a href="${pageUrl('/deliveries', { integration: one.sourceId, status: 'WAITING' })}">${t('deliveries_waiting_of_it')}</a><br>
<a href="${pageUrl('/deliveries', { integration: one.sourceId, status: 'FAILED' })}">${t('deliveries_of_it')}</a>`,
    ]),
    empty: html`<p>${t('deliveries_troubled_none')}</p>`,
  });
  const more = hasMore ? html`<p><a href="${pageUrl('/integrations')}">${t('deliveries_troubled_more')}</a></p>` : '';
  return html`<section class="part"><h2>${t('deliveries_troubled')}</h2>${list}${more}</section>`;
}
