import { html } from 'hono/html';
import type { Markup } from '../../../adapters/html/messages.ts';
import type { HttpResponse } from '../../../adapters/lambda/http-handler.ts';
import type { ConsoleAction, ConsolePage, Outcome, Visit } from '../../console-route.ts';
import { badge } from '../../layout/badge.ts';
import { facts } from '../../layout/facts.ts';
import { actionForm } from '../../layout/forms.ts';
import { notice } from '../../layout/notice.ts';
import { page } from '../../layout/page.ts';
import { time } from '../../layout/times.ts';
import { change, hasCode } from '../data/change.ts';
import { type Integration, readIntegration } from '../data/integration.ts';
import { readPublishedVersion } from '../data/published-version.ts';
import { integrationUrl, lockedPage, nameOf, pageOf } from '../integration-address.ts';
import { comparison } from '../view/comparison.ts';
import { problemList } from '../words.ts';

type Returned = { readonly status: number; readonly said: Markup };

/** `GET /console/integrations/{id}/versions/{version}`: an earlier version, beside what is published. */
export const showVersion: ConsolePage['show'] = async (visit) => versionPage(visit, await readIntegration(visit));

/** `POST /console/integrations/{id}/versions/{version}/rollback`: publishes an earlier version again. */
export const rollBack: ConsoleAction = {
  path: '/integrations/:id/versions/:version/rollback',
  name: 'roll_back_integration',
  page: (parameters) => `${pageOf(parameters)}/versions/${encodeURIComponent(parameters['version'] ?? '')}`,
  target: () => undefined,
  act: async (visit, form): Promise<Outcome> => {
    const integration = await readIntegration(visit);
    if (integration.readOnlyInConsole) return lockedPage(visit, integration);
    const problems = await change(visit.backend, 'rollbackProductIntegration', {
      integrationId: integration.sourceId,
      revision: Number(form.get('revision')),
      toId: visit.parameters['version'] ?? '',
    });
    if (problems.length === 0) return { to: integrationUrl(integration), done: 'integration_rolled_back' };
    const { translator } = visit.layout;
    const isConflict = hasCode(problems, 'REVISION_CONFLICT');
    const why = isConflict
      ? html`<p>${translator.t('integration_roll_back_conflict')}</p>`
      : problemList(translator, problems);
    const said = notice('bad', html`<p><strong>${translator.t('integration_not_rolled_back')}</strong></p>${why}`);
    return versionPage(visit, await readIntegration(visit), { status: isConflict ? 409 : 422, said });
  },
};

async function versionPage(visit: Visit, integration: Integration, returned?: Returned): Promise<HttpResponse> {
  const { layout, parameters } = visit;
  const { t, tMarkup } = layout.translator;
  const version = await readPublishedVersion(visit, parameters['version'] ?? '', integration.sourceId);
  const isCurrent = version.version === 'PUBLISHED';
  const other = isCurrent || !integration.published ? integration : integration.published;
  const heading = html`${tMarkup('integration_version', { revision: String(version.revision) })}${isCurrent ? html` ${badge('good', t('integration_published'))}` : ''}`;
  const caption = t('integration_version_beside');
  const names = [
    t('integration_this_version'),
    isCurrent ? t('integration_working') : t('integration_published'),
  ] as const;
  const name = nameOf(layout.translator, integration);
  return page(layout, {
    status: returned?.status ?? 200,
    title: `${t('integration_version_title')}: ${name}`,
    heading,
    above: { to: integrationUrl(integration), label: name },
    content: html`${returned?.said ?? ''}<section class="card">${facts([
      [t('integration_published_on'), time(layout, version.lastModified)],
      [t('integration_note'), version.note ? html`<bdi>${version.note}</bdi>` : undefined],
      [t('integration_version_id'), html`<span class="id">${parameters['version']}</span>`],
    ])}${buttons(visit, integration)}</section>
<section class="part"><h2>${caption}</h2>${comparison(layout, { caption, names, versions: [version, other], differs: false })}</section>`,
  });
}

function buttons(visit: Visit, { sourceId, revision, readOnlyInConsole }: Integration): Markup {
  const { t } = visit.layout.translator;
  if (visit.session.role !== 'operator') return html`<p class="small">${t('viewer_only')}</p>`;
  if (readOnlyInConsole) return html`<p class="small">${t('integration_read_only')}</p>`;
  const version = encodeURIComponent(visit.parameters['version'] ?? '');
  return actionForm(visit, {
    path: `/integrations/${encodeURIComponent(sourceId)}/versions/${version}/rollback`,
    label: t('integration_roll_back'),
    kind: 'danger',
    fields: html`<input type="hidden" name="revision" value="${revision}">`,
    confirm: { text: html`<p>${t('integration_roll_back_ask')}</p>`, label: t('integration_roll_back_sure') },
  });
}
