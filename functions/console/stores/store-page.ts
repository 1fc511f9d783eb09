import { html } from 'hono/html';
import type { ActionAudit } from '../../adapters/dynamodb/action-audit.ts';
import type { Markup } from '../../adapters/html/messages.ts';
import type { HttpResponse } from '../../adapters/lambda/http-handler.ts';
import { type ConnectionView, connectionView } from '../../api/contract/response-schemas.ts';
import { GRAPHQL } from '../backend/backend.ts';
import { channelsOfStore } from '../channels/of-store.ts';
import type { ConsolePage, Visit } from '../console-route.ts';
import { facts } from '../layout/facts.ts';
import { actionForm } from '../layout/forms.ts';
import { history } from '../layout/history.ts';
import { type Layout, pageUrl } from '../layout/layout.ts';
import { notice } from '../layout/notice.ts';
import { outsideLink } from '../layout/outside-link.ts';
import { page } from '../layout/page.ts';
import { ago, time } from '../layout/times.ts';
import { type AccountPages, accountPageLink } from './account-page-link.ts';
import { missingPermissions } from './missing-permissions.ts';
import { reasonWords, statusBadge, toneOf } from './status-words.ts';
import { happeningsOf } from './store-history.ts';

export type Deps = { readonly audit: Pick<ActionAudit, 'list'>; readonly accountPages: AccountPages };

const HISTORY_ENTRIES = 30;

/** `GET /console/stores/{id}`: whether it works, why not, since when, and what to do. */
export function showStore({ audit, accountPages }: Deps): ConsolePage['show'] {
  return async (visit: Visit): Promise<HttpResponse> => {
    const { backend, layout, parameters } = visit;
    const { id = '' } = parameters;
    const store = await backend.call('GET /v1/connections/{id}', connectionView, { parameters: { id } });
    const [done, channels] = await Promise.all([
      audit.list(store.id, { limit: HISTORY_ENTRIES }),
      channelsOfStore(visit, store),
    ]);
    const { translator } = layout;
    const { t } = translator;
    const missing = await missingPermissions(translator, store, channels.missingPermissions);
    const content = html`${standing(layout, store)}${lacking(layout, store, missing)}
${buttons(visit, store, accountPageLink(layout, accountPages, store))}
${channels.markup}
<div class="columns">
<section class="card"><h2>${t('store_about')}</h2>${about(layout, store, missing)}</section>
<section class="card"><h2>${t('history')}</h2>${history(layout, happeningsOf(translator, store, done.items))}</section>
</div>`;
    return page(layout, {
      title: store.store.host,
      heading: html`${store.store.host} ${statusBadge(translator, store.status, store.suspect !== undefined)}`,
      above: { to: pageUrl('/stores'), label: t('stores_title') },
      content,
    });
  };
}

/** *Reauthorize* helps only where Magento still has the integration. */
function nextOf(status: ConnectionView['status'], reason: ConnectionView['reason']) {
  const isGone = status === 'needs_reauthorization' && reason === 'consumer_unknown';
  return isGone ? 'status_consumer_unknown_next' : (`status_${status}_next` as const);
}

/** The first thing that is read: what is wrong, since when, and what to do. */
function standing(layout: Layout, { status, statusSince, reason, suspect }: ConnectionView): Markup {
  const { translator } = layout;
  const { t, tMarkup } = translator;
  const since = tMarkup('since', { when: time(layout, statusSince), ago: ago(layout, statusSince) });
  const said = reason === undefined ? '' : html` ${reasonWords(translator, reason)}`;
  const main = notice(
    toneOf(status),
    html`<p><strong>${t(`status_${status}_why`)}</strong>${said} <span class="small">${since}</span></p>
<p>${t(nextOf(status, reason))}</p>`,
  );
  if (suspect === undefined) return main;
  const unconfirmed = tMarkup('suspect', { when: ago(layout, suspect.at) });
  return html`${main}${notice('warn', html`<p>${reasonWords(translator, suspect.code)} ${unconfirmed}</p>`)}`;
}

/** What is not granted, where all else works. */
function lacking(layout: Layout, { status }: ConnectionView, missing: Markup | undefined): Markup | '' {
  if (status !== 'active' || missing === undefined) return '';
  const { t } = layout.translator;
  return notice('warn', html`<p><strong>${t('store_lacks')}</strong></p>${missing}<p>${t('store_lacks_next')}</p>`);
}

function about(layout: Layout, shown: ConnectionView, missing: Markup | undefined): Markup {
  const { t, tMarkup } = layout.translator;
  const { store, product, account, status, reason, statusSince, checkedAt, generation, connectedAt } = shown;
  const credentials = tMarkup('store_credentials_age', { when: ago(layout, connectedAt) });
  return facts([
    [t('store_url'), outsideLink(store.url)],
    [t('stores_product'), product],
    [t('account'), html`<bdi>${account.label}</bdi><br><span class="id small">${account.id}</span>`],
    [t('store_issuer'), account.issuer],
    [t('store_vendor_account'), shown.vendorAccount],
    [t('store_vendor_answer'), vendorAnswer(layout, shown)],
    [t('store_since'), time(layout, statusSince)],
    [t('store_checked'), checkedAt === undefined ? t('store_unchecked') : time(layout, checkedAt)],
    [t('store_credentials'), status === 'disconnected' ? t('store_credentials_none') : credentials],
    [t('store_permissions'), missing],
    [
      t('attempts_title'),
      html`<a href="${pageUrl('/attempts', { host: store.host })}">${t('attempt_others_link')}</a>`,
    ],
    [t('store_deliveries'), deliveryLinks(layout, shown.id)],
    [t('store_generation'), generation],
    [t('store_reason_code'), reason && html`<code>${reason}</code>`],
    [t('store_id'), html`<span class="id">${shown.id}</span>`],
  ]);
}

/** To what waits and has failed about it; nothing where there are no integrations. */
function deliveryLinks({ translator: { t }, serves }: Layout, connection: string): Markup | undefined {
  if (!serves(GRAPHQL)) return undefined;
  const link = (status: 'FAILED' | 'WAITING') =>
    html`<a href="${pageUrl('/deliveries', { connection, status })}">${t(`store_deliveries_${status}`)}</a>`;
  return html`${link('FAILED')} · ${link('WAITING')}`;
}

function vendorAnswer(layout: Layout, { vendorAnswer: answer }: ConnectionView): Markup | undefined {
  if (answer === undefined) return undefined;
  const { status, code, message, at } = answer;
  const said = [code, message].filter((part) => part !== undefined).join(': ');
  return html`${layout.translator.t(`answer_${status}`)}${said && html` – <bdi>${said}</bdi>`} <span class="small">${ago(layout, at)}</span>`;
}

/** @param link for viewers, too */
function buttons(visit: Visit, { id, status }: ConnectionView, link: Markup): Markup {
  const { t } = visit.layout.translator;
  const alone = html`<div class="actions">${link}</div>`;
  if (visit.session.role !== 'operator') return html`${alone}<p class="small">${t('viewer_only')}</p>`;
  if (status === 'disconnected') return alone;
  const check = actionForm(visit, { path: `/stores/${id}/check`, label: t('check_button') });
  const disconnect = actionForm(visit, {
    path: `/stores/${id}/disconnect`,
    label: t('disconnect_button'),
    kind: 'danger',
    confirm: { text: html`<p>${t('disconnect_ask')}</p>`, label: t('disconnect_sure') },
  });
  return html`<div class="actions">${check}${link}${disconnect}</div>`;
}
