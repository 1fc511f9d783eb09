import { html } from 'hono/html';
import type { Markup } from '../../../adapters/html/messages.ts';
import type { HttpResponse } from '../../../adapters/lambda/http-handler.ts';
import type { ConsoleAction, ConsolePage, Outcome, Visit } from '../../console-route.ts';
import { actionForm } from '../../layout/forms.ts';
import { notice } from '../../layout/notice.ts';
import { page } from '../../layout/page.ts';
import { change, hasCode } from '../data/change.ts';
import { type Integration, readIntegration } from '../data/integration.ts';
import { formField } from '../edit/fields.ts';
import { integrationUrl, lockedPage, nameOf, pageOf } from '../integration-address.ts';
import { comparison } from '../view/comparison.ts';
import { findingsTable } from '../view/findings.ts';
import { problemList } from '../words.ts';

/** A form that came back. */
type Returned = { readonly status: number; readonly note: string; readonly said: Markup };

/** `GET /console/integrations/{id}/publish`: what will change, and what is wrong with it. */
export const showPublish: ConsolePage['show'] = async (visit) => publishPage(visit, await readIntegration(visit));

/** `POST /console/integrations/{id}/publish` */
export const publishIntegration: ConsoleAction = {
  path: '/integrations/:id/publish',
  name: 'publish_integration',
  page: (parameters) => `${pageOf(parameters)}/publish`,
  target: () => undefined,
  act: async (visit, form): Promise<Outcome> => {
    const integration = await readIntegration(visit);
    if (integration.readOnlyInConsole) return lockedPage(visit, integration);
    const note = form.get('note')?.trim() ?? '';
    const problems = await change(visit.backend, 'publishProductIntegration', {
      integrationId: integration.sourceId,
      revision: Number(form.get('revision')),
      requireReady: form.get('despite') !== 'errors',
      ...(note !== '' && { note }),
    });
    if (problems.length === 0) return { to: integrationUrl(integration), done: 'integration_published' };
    const { translator } = visit.layout;
    if (hasCode(problems, 'REVISION_CONFLICT')) {
      const said = notice('warn', html`<p>${translator.t('integration_publish_conflict')}</p>`);
      return publishPage(visit, await readIntegration(visit), { status: 409, note, said });
    }
    const why = hasCode(problems, 'NOT_READY')
      ? html`<p>${translator.t('integration_not_ready')}</p>`
      : problemList(translator, problems);
    const said = notice('bad', html`<p><strong>${translator.t('integration_not_published')}</strong></p>${why}`);
    return publishPage(visit, integration, { status: 422, note, said });
  },
};

function publishPage(visit: Visit, integration: Integration, returned?: Returned): HttpResponse {
  const { layout, session } = visit;
  const { t } = layout.translator;
  if (integration.readOnlyInConsole || session.role !== 'operator') return lockedPage(visit, integration);
  const { published, changedSincePublished } = integration;
  const name = nameOf(layout.translator, integration);
  const what =
    published && !changedSincePublished
      ? html`<div class="card"><p>${t('integration_publish_nothing')}</p></div>`
      : html`<section class="part"><h2>${t('integration_publish_changes')}</h2>${changes(visit, integration)}</section>
<section class="part"><h2>${t('integration_findings')}</h2>${findingsTable(layout, integration.findings)}</section>
<section class="card"><h2>${t('integration_publish')}</h2>${form(visit, integration, returned?.note ?? '')}</section>`;
  return page(layout, {
    status: returned?.status ?? 200,
    title: `${t('integration_publish')}: ${name}`,
    above: { to: integrationUrl(integration), label: name },
    content: html`${returned?.said ?? ''}${what}`,
  });
}

function changes({ layout }: Visit, integration: Integration): Markup {
  const { t } = layout.translator;
  const { published } = integration;
  const caption = t('integration_publish_changes');
  const nothing = { name: null, payloadStyle: integration.payloadStyle, formFields: [] };
  return comparison(layout, {
    caption,
    names: [t('integration_publish_after'), t('integration_publish_before')],
    versions: [integration, published ?? nothing],
    differs: true,
    only: 'differences',
  });
}

function form(visit: Visit, { sourceId, revision, findings, products }: Integration, note: string): Markup {
  const { t, tMarkup } = visit.layout.translator;
  const errors = findings.filter(({ severity }) => severity === 'ERROR').length;
  const despite = html`<p><label><input type="checkbox" name="despite" value="errors">${tMarkup('integration_publish_despite', { count: errors })}</label></p>`;
  const count = products.nodes.length;
  return html`<p>${count === 0 ? t('integration_publish_unused') : tMarkup('integration_publish_used', { count })}</p>
${actionForm(visit, {
  path: `/integrations/${encodeURIComponent(sourceId)}/publish`,
  label: t('integration_publish_sure'),
  fields: html`<input type="hidden" name="revision" value="${revision}">
${formField({ name: 'note', label: t('integration_note'), value: note, hint: t('integration_note_hint') })}${errors > 0 ? despite : ''}`,
})}`;
}
