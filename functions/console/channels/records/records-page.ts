import { html } from 'hono/html';
import type * as z from 'zod/mini';
import type { Markup } from '../../../adapters/html/messages.ts';
import type { HttpResponse } from '../../../adapters/lambda/http-handler.ts';
import { channelView } from '../../../api/contract/channels/channel-views.ts';
import { type recordChange, recordPage } from '../../../api/contract/channels/record-pages.ts';
import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { Visit } from '../../console-route.ts';
import { filters } from '../../layout/forms.ts';
import type { Layout } from '../../layout/layout.ts';
import { notice } from '../../layout/notice.ts';
import { page } from '../../layout/page.ts';
import { pager, table } from '../../layout/table.ts';
import { time } from '../../layout/times.ts';
import { channelUrl } from '../channel-address.ts';
import { connectorText, syncAdvice, syncReason } from '../channel-words.ts';

const PAGE_SIZE = '50';
const ROUTE = 'GET /v1/channels/{id}/records';

/** `GET /console/channels/{id}/records`: what became of a connector's records, where the settings let people see that. */
export async function showRecords(visit: Visit): Promise<HttpResponse> {
  const { backend, layout, parameters, query } = visit;
  const { translator } = layout;
  const { t } = translator;
  const { id = '' } = parameters;
  const channel = await backend.call('GET /v1/channels/{id}', channelView, { parameters: { id } });
  const shown = { title: t('records_title'), above: { to: channelUrl(id), label: t('channel_back') } };
  if (!backend.may(ROUTE)) {
    const content = notice('calm', html`<p>${t('records_hidden')}</p><p>${t('records_hidden_next')}</p>`);
    return page(layout, { ...shown, content });
  }
  const names = Object.entries(channel.connectors);
  const connector = query.get('connector') || (names.find(([, { on }]) => on) ?? names[0])?.[0] || '';
  const options = names.map(([name, { label }]) => [name, connectorText(translator, name, label)] as const);
  const choice = filters(layout, [{ name: 'connector', label: t('connector'), value: connector, options }]);
  return page(layout, {
    ...shown,
    content: html`<p class="soft">${t('records_intro')}</p>${choice}${await list(visit, connector)}`,
  });
}

async function list({ backend, layout, parameters, query }: Visit, connector: string): Promise<Markup> {
  const { translator } = layout;
  try {
    const { items, next, more } = await backend.call(ROUTE, recordPage, {
      parameters: { id: parameters['id'] ?? '' },
      query: { connector, order: 'newest', limit: PAGE_SIZE, cursor: query.get('cursor') ?? undefined },
    });
    return html`${recordTable(layout, items)}${pager(layout, more ? next : undefined)}`;
  } catch (error) {
    if (
      !(error instanceof Refusal) ||
      !['records_deleted', 'cursor_expired', 'connector_unknown'].includes(error.code)
    ) {
      throw error;
    }
    return notice('warn', html`<p>${syncReason(translator, error.code)} ${syncAdvice(translator, error.code)}</p>`);
  }
}

function recordTable(layout: Layout, items: readonly z.output<typeof recordChange>[]): Markup {
  const { t } = layout.translator;
  return table({
    caption: t('records_title'),
    head: [t('record_id'), t('record_op'), t('record_at'), t('record_origin'), t('record_content')],
    rows: items.map(({ id, op, at, origin, record }) => [
      html`<bdi class="id">${id}</bdi>`,
      t(`record_op_${op}`),
      time(layout, at),
      t(`record_origin_${origin}`),
      record === undefined
        ? '–'
        : html`<details><summary>${t('record_show')}</summary><pre>${JSON.stringify(record, undefined, 2)}</pre></details>`,
    ]),
    empty: html`<p>${t('records_none')}</p>`,
  });
}
