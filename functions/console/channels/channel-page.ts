import { html } from 'hono/html';
import type { ActionAudit } from '../../adapters/dynamodb/action-audit.ts';
import type { Markup } from '../../adapters/html/messages.ts';
import type { HttpResponse } from '../../adapters/lambda/http-handler.ts';
import { type ChannelView, type ConnectorView, channelView } from '../../api/contract/channels/channel-views.ts';
import { runsView } from '../../api/contract/channels/run-views.ts';
import { connectionView } from '../../api/contract/response-schemas.ts';
import { BY_ITSELF } from '../../domain/sync/channel.ts';
import type { Visit } from '../console-route.ts';
import { type Happening, history } from '../layout/history.ts';
import { type Layout, pageUrl } from '../layout/layout.ts';
import { notice } from '../layout/notice.ts';
import { page } from '../layout/page.ts';
import { ago, time } from '../layout/times.ts';
import { byHand } from '../stores/store-history.ts';
import type { Translator } from '../texts/translator.ts';
import { runUrl } from './channel-address.ts';
import { channelButtons } from './channel-buttons.ts';
import { aboutChannel } from './channel-facts.ts';
import { duration, icon, statusBadge, toneOf } from './channel-words.ts';
import { connectorsCard, type Returned } from './connectors/connectors-card.ts';
import { runsCard } from './runs/runs-card.ts';

export type Deps = { readonly audit: Pick<ActionAudit, 'list'> };

const RUNS_SHOWN = '20';
const HISTORY_ENTRIES = 30;
/** While a run is under way. */
const RELOAD_SECONDS = 5;

/**
 * `GET /console/channels/{id}`: how a store is read, and how far.
 *
 * @param returned a form that was not taken
 */
export async function channelPage({ audit }: Deps, visit: Visit, returned?: Returned): Promise<HttpResponse> {
  const { backend, layout, parameters } = visit;
  const { id = '' } = parameters;
  const channel = await backend.call('GET /v1/channels/{id}', channelView, { parameters: { id } });
  const [{ store }, runs, done] = await Promise.all([
    backend.call('GET /v1/connections/{id}', connectionView, { parameters: { id: channel.connection } }),
    backend.call('GET /v1/channels/{id}/runs', runsView, { parameters: { id }, query: { limit: RUNS_SHOWN } }),
    audit.list(channel.id, { limit: HISTORY_ENTRIES }),
  ]);
  const { translator } = layout;
  const { t } = translator;
  const happened = [creation(translator, channel), ...done.items.map((entry) => byHand(translator, entry))];
  const isAsked = returned !== undefined;
  return page(layout, {
    status: returned?.status ?? 200,
    title: channel.label ?? store.host,
    heading: html`${icon(channel.type)} <bdi>${channel.label ?? store.host}</bdi> ${statusBadge(translator, channel.status)}`,
    above: { to: pageUrl('/channels'), label: t('channels_title') },
    content: html`${returned?.said ?? ''}${standing(layout, channel)}
${channelButtons(visit, channel)}
${connectorsCard(visit, channel, returned)}
${runsCard(layout, channel.id, runs)}
<div class="columns">
<section class="card"><h2>${t('channel_about')}</h2>${aboutChannel(visit, channel, store.host)}</section>
<section class="card"><h2>${t('history')}</h2>${history(layout, happened)}</section>
</div>`,
    ...(channel.run !== undefined && !isAsked && { reloadSeconds: RELOAD_SECONDS }),
  });
}

/** Whether it is read, and what is under way. */
function standing(layout: Layout, channel: ChannelView): Markup {
  const { status, statusSince, run, lagSeconds, estimateSeconds, notBefore } = channel;
  const { translator } = layout;
  const { t, tMarkup } = translator;
  const how = status === 'active' && hasProblems(channel) ? 'problems' : status;
  const since = tMarkup('since', { when: time(layout, statusSince), ago: ago(layout, statusSince) });
  const lines = [
    lagSeconds === undefined ? undefined : tMarkup('channel_lag_is', { lag: duration(translator, lagSeconds) }),
    estimateSeconds === undefined
      ? undefined
      : tMarkup('channel_estimate', { left: duration(translator, estimateSeconds) }),
    notBefore === undefined ? undefined : tMarkup('channel_not_before', { when: time(layout, notBefore) }),
    run === undefined ? undefined : html`<a href="${runUrl(run)}">${t('channel_run_under_way')}</a>`,
  ].filter((line) => line !== undefined);
  const isDoubtful = how === 'problems' || (status === 'active' && notBefore !== undefined);
  return notice(
    isDoubtful ? 'warn' : toneOf(status),
    html`<p><strong>${t(`channel_why_${how}`)}</strong> <span class="small">${since}</span></p>
<p>${t(`channel_next_${how}`)}</p>${lines.map((line) => html`<p>${line}</p>`)}`,
  );
}

const PROBLEMS: readonly ConnectorView['state'][] = ['behind', 'held', 'skipped', 'failing'];

function hasProblems({ connectors }: ChannelView): boolean {
  return Object.values(connectors).some(({ state }) => PROBLEMS.includes(state));
}

function creation({ t }: Translator, { createdAt: at, createdBy }: ChannelView): Happening {
  if (createdBy === BY_ITSELF) return { at, what: t('happened_channel_by_itself') };
  return { at, what: t('happened_channel_created'), by: createdBy.replace(/^operator:/, '') };
}
