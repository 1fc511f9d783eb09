import { html } from 'hono/html';
import type { Markup } from '../../adapters/html/messages.ts';
import type { HttpResponse } from '../../adapters/lambda/http-handler.ts';
import { type DeploymentView, deploymentView } from '../../api/contract/deployment-view.ts';
import type { Visit } from '../console-route.ts';
import { facts } from '../layout/facts.ts';
import type { Layout } from '../layout/layout.ts';
import { page } from '../layout/page.ts';
import { table } from '../layout/table.ts';
import { time } from '../layout/times.ts';

/** `GET /console/settings`: what is deployed, and what has to be entered elsewhere. Changed by a deployment only. */
export async function showSettings({ backend, layout }: Visit): Promise<HttpResponse> {
  const { t } = layout.translator;
  const deployed = await backend.call('GET /v1/deployment', deploymentView);
  const { version, time: at, publicUrl, apiUrl, signIn } = deployed;
  const addresses = facts([
    [t('settings_version'), version],
    [t('settings_clock'), time(layout, at)],
    [t('settings_public_url'), address(publicUrl)],
    [t('settings_api_url'), address(apiUrl)],
    [t('settings_issuer'), address(signIn.issuer)],
    [t('settings_redirect'), address(signIn.redirectUri)],
  ]);
  return page(layout, {
    title: t('settings_title'),
    content: html`<p class="soft">${t('settings_about')}</p>
<div class="columns"><section class="card"><h2>${t('settings_addresses')}</h2>${addresses}</section>
<section class="card"><h2>${t('settings_set')}</h2>${setFacts(layout, deployed)}</section></div>
<section class="part"><h2>${t('settings_products')}</h2>${products(layout, deployed)}</section>`,
  });
}

function setFacts({ translator }: Layout, { settings }: DeploymentView): Markup {
  const { t, tMarkup } = translator;
  const onOff = (on: boolean) => (on ? t('settings_on') : t('settings_off'));
  const days = (n: number) => tMarkup('settings_days', { n });
  const format = new Intl.NumberFormat(translator.language);
  return facts([
    [t('settings_domain'), settings.domain ?? t('settings_no_domain')],
    [t('settings_api_auth'), t(`settings_auth_${settings.apiAuth}`)],
    [t('settings_integrations'), onOff(settings.integrations)],
    [t('settings_sync'), onOff(settings.sync)],
    [t('settings_records'), settings.sync ? days(settings.recordsDays) : undefined],
    [t('settings_limit'), format.format(settings.connectionsPerAccount)],
    [t('settings_ports'), ['443', ...settings.storePorts.map(String)].join(', ')],
    [t('settings_loopback'), settings.allowLoopbackStores ? t('settings_loopback_on') : undefined],
    [t('settings_firewall'), onOff(settings.firewall)],
    [t('settings_throttle'), tMarkup('settings_per_second', { n: settings.requestsPerSecond })],
    [t('settings_logs'), days(settings.logRetentionDays)],
    [t('settings_removal'), t(`settings_removal_${settings.removalPolicy}`)],
  ]);
}

function products({ translator }: Layout, { products, moreProducts }: DeploymentView): Markup {
  const { t } = translator;
  const list = table({
    caption: t('settings_products'),
    head: [t('stores_product'), t('settings_made'), t('settings_callback'), t('settings_login')],
    rows: products.map(({ id, name, source, callbackUrl, loginUrl }) => [
      name === undefined ? id : html`${name} <code>${id}</code>`,
      t(`settings_source_${source}`),
      address(callbackUrl),
      address(loginUrl),
    ]),
    empty: html`<p>${t('settings_no_product')}</p>`,
  });
  return html`${list}${moreProducts ? html`<p class="small">${t('settings_more_products')}</p>` : ''}`;
}

/** To be copied whole. */
function address(url: string): Markup {
  return html`<code>${url}</code>`;
}
