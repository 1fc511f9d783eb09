import { html } from 'hono/html';
import type { Markup } from '../../../adapters/html/messages.ts';
import type { RunView } from '../../../api/contract/channels/run-views.ts';
import type { Layout } from '../../layout/layout.ts';
import { channelUrl } from '../channel-address.ts';
import { runChart } from './run-chart.ts';
import { runTable } from './run-table.ts';

type Runs = { readonly items: readonly RunView[]; readonly next?: string | undefined };

/** The last runs of a channel, on its page. */
export function runsCard(layout: Layout, channel: string, { items, next }: Runs): Markup {
  const { t } = layout.translator;
  const more =
    next === undefined
      ? ''
      : html`<p><a href="${channelUrl(channel, '/runs', { cursor: next })}">${t('runs_earlier')}</a></p>`;
  return html`<section class="part"><h2>${t('runs_title')}</h2>${runChart(layout, items)}${runTable(layout, items)}${more}</section>`;
}
