import { html } from 'hono/html';
import type { Markup } from '../../../adapters/html/messages.ts';
import type { Visit } from '../../console-route.ts';
import { actionForm } from '../../layout/forms.ts';
import { pageUrl } from '../../layout/layout.ts';
import type { Integration } from '../data/integration.ts';
import { integrationUrl } from '../integration-address.ts';

/** What may be done with an integration by whoever looks at it. */
export function integrationButtons(visit: Visit, integration: Integration): Markup {
  const { t } = visit.layout.translator;
  const { sourceId, published, changedSincePublished, merchantSignIn, readOnlyInConsole } = integration;
  const deliveries = html`<a class="button quiet" href="${pageUrl('/deliveries', { integration: sourceId })}">${t('integration_deliveries')}</a>`;
  if (visit.session.role !== 'operator') {
    return html`<div class="actions">${deliveries}</div><p class="small">${t('viewer_only')}</p>`;
  }
  const path = `/integrations/${encodeURIComponent(sourceId)}/test`;
  const test = actionForm(visit, { path, label: t('integration_test'), kind: 'quiet' });
  const testPublished = actionForm(visit, {
    path,
    label: t('integration_test_published'),
    kind: 'quiet',
    fields: html`<input type="hidden" name="version" value="PUBLISHED">`,
  });
  const testSignIn = actionForm(visit, {
    path,
    label: t('integration_test_sign_in'),
    kind: 'quiet',
    fields: html`<input type="hidden" name="of" value="sign-in">`,
  });
  const edit = html`<a class="button quiet" href="${integrationUrl(integration, '/edit')}">${t('integration_edit')}</a>`;
  const publish = html`<a class="button" href="${integrationUrl(integration, '/publish')}">${t('integration_publish_button')}</a>`;
  return html`<div class="actions">${readOnlyInConsole ? '' : html`${changedSincePublished ? publish : ''}${edit}`}${test}${
    published && changedSincePublished ? testPublished : ''
  }${merchantSignIn ? testSignIn : ''}${deliveries}</div>`;
}
