import { html } from 'hono/html';
import type { Markup } from '../../../adapters/html/messages.ts';
import type { Visit } from '../../console-route.ts';
import { badge } from '../../layout/badge.ts';
import { facts } from '../../layout/facts.ts';
import type { Layout } from '../../layout/layout.ts';
import { time } from '../../layout/times.ts';
import type { Integration } from '../data/integration.ts';
import { integrationUrl } from '../integration-address.ts';

/** Which products use the integration, and by what it is named. */
export function productsCard(layout: Layout, integration: Integration): Markup {
  const { t } = layout.translator;
  const { products, number, sourceId, revision, lastModified } = integration;
  const links = products.nodes.map(
    ({ slug, name }) =>
      html`<li><bdi>${name ?? slug}</bdi>${slug ? html` <span class="id small">${slug}</span>` : ''}</li>`,
  );
  return html`<section class="card"><h2>${t('integration_products')}</h2>
${links.length === 0 ? html`<p class="soft">${t('integration_products_none')}</p>` : html`<ul class="plain">${links}</ul>`}
<p><a href="${integrationUrl(integration, '/products')}">${t('integration_products_link')}</a></p>
${facts([
  [t('integration_number'), typeof number === 'number' ? String(number) : undefined],
  [t('integration_revision'), String(revision)],
  [t('integration_modified'), time(layout, lastModified)],
  [t('integration_id'), html`<span class="id">${sourceId}</span>`],
])}</section>`;
}

/** What was published, newest first: each can be looked at, and published again. */
export function publicationsCard(layout: Layout, integration: Integration): Markup {
  const { t, tMarkup } = layout.translator;
  const { history, published } = integration;
  if (history.length === 0) return html``;
  const rows = history.map(({ id, revision, lastModified, note }) => {
    const isCurrent = id === published?.id;
    return html`<li><a href="${integrationUrl(integration, `/versions/${encodeURIComponent(id)}`)}">${tMarkup('integration_version', { revision: String(revision) })}</a>
${isCurrent ? badge('good', t('integration_published')) : ''} <span class="small">${time(layout, lastModified)}</span>${note ? html`<br><bdi>${note}</bdi>` : ''}</li>`;
  });
  return html`<section class="card"><h2>${t('integration_publications')}</h2><ol class="history" role="list">${rows}</ol></section>`;
}

/** Further forms, and what is looked at there. Viewers see clients and the secret's end, and no form. */
export function formsCard({ layout, session }: Visit, integration: Integration): Markup {
  const { t } = layout.translator;
  const mayEdit = session.role === 'operator' && !integration.readOnlyInConsole;
  const forms = [
    ['/sign-on', t('integration_field_singleSignOn')],
    ['/merchant-sign-in', t('integration_field_merchantSignIn')],
    ['/questions', t('integration_field_formFields')],
    ['/channel', t('integration_field_channel')],
  ] as const;
  const secrets = [
    ['/clients', t('integration_field_inboundClients')],
    ['/signing-secret', t('integration_field_signing')],
  ] as const;
  const links = [...(mayEdit ? forms : []), ...secrets].map(
    ([below, label]) => html`<li><a href="${integrationUrl(integration, below)}">${label}</a></li>`,
  );
  return html`<section class="card"><h2>${t('integration_forms')}</h2><ul class="plain links">${links}</ul></section>`;
}
