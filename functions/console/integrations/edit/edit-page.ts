import { html } from 'hono/html';
import type { Markup } from '../../../adapters/html/messages.ts';
import type { HttpResponse } from '../../../adapters/lambda/http-handler.ts';
import { EVENT_URL_NAMES } from '../../../domain/integrations/event-urls.ts';
import type { Visit } from '../../console-route.ts';
import { actionForm } from '../../layout/forms.ts';
import { page } from '../../layout/page.ts';
import type { Integration } from '../data/integration.ts';
import { integrationUrl, lockedPage, nameOf } from '../integration-address.ts';
import { type FormField, fieldset, formField } from './fields.ts';
import { type Field, type Values, valuesOf } from './values.ts';

/** A form that came back: what was entered, and why it was not saved. */
export type Returned = {
  readonly status: number;
  readonly values: Values;
  /** What is told before the form. */
  readonly said: Markup;
  readonly errors: Readonly<Partial<Record<Field | 'secret', Markup>>>;
};

/** The form of an integration's fields. It holds the revision that it was filled from. */
export function editPage(visit: Visit, integration: Integration, returned?: Returned): HttpResponse {
  const { layout, session } = visit;
  const { t } = layout.translator;
  if (integration.readOnlyInConsole || session.role !== 'operator') return lockedPage(visit, integration);
  const stored = valuesOf(integration);
  const form = actionForm(visit, {
    path: `/integrations/${integration.sourceId}/edit`,
    label: t('integration_save'),
    fields: html`<input type="hidden" name="revision" value="${integration.revision}">
<input type="hidden" name="read" value="${JSON.stringify(stored)}">
${fieldsets(visit, integration, returned?.values ?? stored, returned?.errors ?? {})}
<p class="small">${t('integration_save_hint')}</p>`,
  });
  return page(layout, {
    status: returned?.status ?? 200,
    title: `${t('integration_edit_title')}: ${nameOf(layout.translator, integration)}`,
    above: { to: integrationUrl(integration), label: nameOf(layout.translator, integration) },
    content: html`${returned?.said ?? ''}${form}`,
  });
}

function fieldsets(
  { layout }: Visit,
  { outboundCredentials: credentials }: Integration,
  values: Values,
  errors: Returned['errors'],
): Markup {
  const { t } = layout.translator;
  const field = (name: Field, label: string, more: Partial<FormField> = {}) =>
    formField({ name, label, value: values[name], error: errors[name], ...more });
  const urls = EVENT_URL_NAMES.map((name) =>
    field(name, t(`integration_field_${name}`), { type: 'url', hint: t(`integration_hint_${name}`) }),
  );
  const styles = [
    ['STANDARD_WEBHOOK', t('integration_style_STANDARD_WEBHOOK')],
    ['EVENT_URL', t('integration_style_EVENT_URL')],
  ] as const;
  const types = [
    ['NONE', t('integration_credentials_NONE')],
    ['OAUTH2', t('integration_credentials_OAUTH2')],
    ['BASIC', t('integration_credentials_BASIC')],
  ] as const;
  const secret = formField({
    name: 'secret',
    label: t('integration_field_outboundCredentials_secret'),
    type: 'password',
    hint: credentials?.hasSecret ? t('integration_secret_keep') : t('integration_secret_new'),
    error: errors.secret,
  });
  return html`${fieldset(
    t('integration'),
    html`${field('name', t('integration_field_name'))}${field('payloadStyle', t('integration_field_payloadStyle'), { options: styles })}`,
  )}
${fieldset(t('integration_urls'), html`<p class="small">${t('integration_urls_hint')}</p><div class="field-columns">${urls}</div>`)}
${fieldset(
  t('integration_field_outboundCredentials'),
  html`${field('type', t('integration_field_outboundCredentials_type'), { options: types })}
<div class="field-columns">${field('clientId', t('integration_field_outboundCredentials_clientId'), { hint: t('integration_only_oauth') })}
${field('tokenUri', t('integration_field_outboundCredentials_tokenUri'), { type: 'url', hint: t('integration_only_oauth') })}
${field('scope', t('integration_field_outboundCredentials_scope'), { hint: t('integration_only_oauth') })}
${field('username', t('integration_field_outboundCredentials_username'), { hint: t('integration_only_basic') })}</div>${secret}`,
)}`;
}
