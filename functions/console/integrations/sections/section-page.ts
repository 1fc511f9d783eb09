import { html } from 'hono/html';
import type { HttpResponse } from '../../../adapters/lambda/http-handler.ts';
import type { Visit } from '../../console-route.ts';
import { actionForm } from '../../layout/forms.ts';
import { page } from '../../layout/page.ts';
import type { Integration } from '../data/integration.ts';
import { fieldset, formField } from '../edit/fields.ts';
import { integrationUrl, lockedPage, nameOf } from '../integration-address.ts';
import type { Returned, Section } from './section.ts';

/** The form of one part of an integration. It holds the revision, and the values, that it was filled from. */
export async function sectionPage(
  visit: Visit,
  section: Section,
  integration: Integration,
  returned?: Returned,
): Promise<HttpResponse> {
  const { layout, session } = visit;
  const { t } = layout.translator;
  if (integration.readOnlyInConsole || session.role !== 'operator') return lockedPage(visit, integration);
  const stored = section.values(integration);
  const values = returned?.values ?? stored;
  const groups = section.groups(visit, integration, values).map(({ legend, hint, fields, columns }) => {
    const shown = fields.map((field) =>
      formField({ ...field, value: values[field.name] ?? '', error: returned?.errors[field.name] }),
    );
    const laidOut = columns ? html`<div class="field-columns">${shown}</div>` : html`${shown}`;
    return fieldset(legend, html`${hint ? html`<p class="small">${hint}</p>` : ''}${laidOut}`);
  });
  const form = actionForm(visit, {
    path: `/integrations/${encodeURIComponent(integration.sourceId)}/${section.path}`,
    label: t('integration_save'),
    fields: html`<input type="hidden" name="revision" value="${integration.revision}">
<input type="hidden" name="read" value="${JSON.stringify(stored)}">
${groups}
<p class="small">${t('integration_save_hint')}</p>`,
  });
  const below = (await section.below?.(visit, integration)) ?? '';
  const name = nameOf(layout.translator, integration);
  return page(layout, {
    status: returned?.status ?? 200,
    title: `${t(section.title)}: ${name}`,
    above: { to: integrationUrl(integration), label: name },
    content: html`${returned?.said ?? ''}<p>${t(section.intro)}</p>${form}${below}`,
  });
}
