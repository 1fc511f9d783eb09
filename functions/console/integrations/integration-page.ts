import { html } from 'hono/html';
import type { Markup } from '../../adapters/html/messages.ts';
import type { HttpResponse } from '../../adapters/lambda/http-handler.ts';
import type { Visit } from '../console-route.ts';
import { type Layout, pageUrl } from '../layout/layout.ts';
import { notice } from '../layout/notice.ts';
import { page, redirect } from '../layout/page.ts';
import { pager } from '../layout/table.ts';
import type { Translator } from '../texts/translator.ts';
import { nextOf } from './data/ask.ts';
import { type Integration, readIntegration } from './data/integration.ts';
import { integrationUrl, nameOf } from './integration-address.ts';
import { auditList } from './view/audit.ts';
import { integrationButtons } from './view/buttons.ts';
import { comparison } from './view/comparison.ts';
import { findingsTable } from './view/findings.ts';
import { healthBadge, healthNotice } from './view/health.ts';
import { formsCard, productsCard, publicationsCard } from './view/side-cards.ts';
import { isUnderWay, testSection } from './view/test-card.ts';
import { urlTable } from './view/urls.ts';

/** While a test is under way. */
const RELOAD_SECONDS = 2;

/** What is said before the page, where a button did not do what it should. */
export type Said = { readonly status: number; readonly said: Markup };

/** `GET /console/integrations/{id}`: what is being worked on beside what is published. */
export async function integrationPage(visit: Visit, problem?: Said): Promise<HttpResponse> {
  const { layout } = visit;
  const integration = await readIntegration(visit);
  const { sourceId, version, lastTest, published, products } = integration;
  if (version !== 'WORKING')
    return redirect(integrationUrl(integration, `/versions/${encodeURIComponent(integration.id)}`));
  const { t } = layout.translator;
  const name = nameOf(layout.translator, integration);
  const isUsed = Boolean(published) && products.nodes.length > 0;
  const isTesting = problem === undefined && isUnderWay(lastTest, layout.now);
  return page(layout, {
    status: problem?.status ?? 200,
    title: name,
    heading: html`<bdi>${name}</bdi> ${healthBadge(layout.translator, integration, isUsed)}`,
    above: { to: pageUrl('/integrations'), label: t('integrations_title') },
    content: html`${problem?.said ?? ''}${healthNotice(visit, sourceId, integration)}${standing(layout, integration)}
${integrationButtons(visit, integration)}
${sections(visit, integration)}`,
    ...(isTesting && { reloadSeconds: RELOAD_SECONDS }),
  });
}

/** The first thing that is read: whether events go by what is shown here. */
function standing({ translator: { t } }: Layout, integration: Integration): Markup {
  const { published, changedSincePublished, readOnlyInConsole } = integration;
  const locked = readOnlyInConsole ? notice('calm', html`<p>${t('integration_read_only')}</p>`) : '';
  if (!published) return html`${notice('warn', html`<p>${t('integration_never_published')}</p>`)}${locked}`;
  if (changedSincePublished)
    return html`${notice('warn', html`<p>${t('integration_not_all_published')}</p>`)}${locked}`;
  return html`${allPublished(t, integration)}${locked}`;
}

/** What is published reaches nobody without a product, and may not reach the URLs. */
function allPublished(t: Translator['t'], integration: Integration): Markup {
  const { products, findings } = integration;
  if (products.nodes.length === 0) {
    const link = html`<a href="${integrationUrl(integration, '/products')}">${t('integration_link_title')}</a>`;
    return notice('warn', html`<p>${t('integration_unlinked')} ${link}</p>`);
  }
  if (findings.some(({ code }) => code === 'TEST_FAILED'))
    return notice('warn', html`<p>${t('integration_published_failing')}</p>`);
  return notice('good', html`<p>${t('integration_all_published')}</p>`);
}

function sections(visit: Visit, integration: Integration): Markup {
  const { layout } = visit;
  const { t } = layout.translator;
  const { audit, findings } = integration;
  return html`<section class="part"><h2>${t('integration_findings')}</h2>${findingsTable(layout, findings)}</section>
<section class="part"><h2>${t('integration_urls')}</h2>${urlTable(layout, integration)}</section>
<section class="part"><h2>${t('integration_last_test')}</h2>${testSection(layout, integration)}</section>
<section class="part"><h2>${t('integration_versions')}</h2>${versions(layout, integration)}</section>
<div class="columns">${formsCard(visit, integration)}${productsCard(layout, integration)}${publicationsCard(layout, integration)}
<section class="card"><h2>${t('history')}</h2>${auditList(layout, audit.nodes)}${pager(layout, nextOf(audit))}</section></div>`;
}

function versions(layout: Layout, integration: Integration): Markup {
  const { t } = layout.translator;
  const { published, changedSincePublished: differs } = integration;
  const nothing = { payloadStyle: integration.payloadStyle, formFields: [] };
  return comparison(layout, {
    caption: t('integration_versions'),
    names: [t('integration_working'), t('integration_published')],
    versions: [integration, published ?? nothing],
    differs,
  });
}
