import { html } from 'hono/html';
import type { Markup } from '../../../adapters/html/messages.ts';
import type { RunView } from '../../../api/contract/channels/run-views.ts';
import type { Layout } from '../../layout/layout.ts';
import { channelUrl } from '../channel-address.ts';
import { runChart } from './run-chart.ts';
import { runTable } from './run-table.ts';

type Runs = { readonly items: readonly RunView[]; readonly next?: string | undefined };

/** How many are listed; the chart has them all. */
const LISTED = 10;

/** The last runs of a channel, on its page. */
export function runsCard(layout: Layout, channel: string, { items, next }: Runs): Markup {
  const { t } = layout.translator;
  const hasMore = next !== undefined || items.length > LISTED;
  const all = hasMore ? html`<p><a href="${channelUrl(channel, '/runs')}">${t('runs_all')}</a></p>` : '';
  return html`<section class="part"><h2>${t('runs_title')}</h2>${runChart(layout, items)}${runTable(layout, items.slice(0, LISTED))}${all}</section>`;
}
