import { html } from 'hono/html';
import type { ConsoleAction, Outcome } from '../../../console-route.ts';
import { notice } from '../../../layout/notice.ts';
import { change, hasCode } from '../../data/change.ts';
import { readIntegration } from '../../data/integration.ts';
import { integrationUrl, lockedPage, pageOf } from '../../integration-address.ts';
import { problemList } from '../../words.ts';
import { sectionPage } from '../section-page.ts';
import { SIGN_ON } from './sign-on.ts';

/** `POST /console/integrations/{id}/sign-on/remove` */
export const removeSignOn: ConsoleAction = {
  path: '/integrations/:id/sign-on/remove',
  name: 'remove_sign_on',
  page: (parameters) => `${pageOf(parameters)}/sign-on`,
  target: () => undefined,
  act: async (visit, form): Promise<Outcome> => {
    const integration = await readIntegration(visit);
    if (integration.readOnlyInConsole) return lockedPage(visit, integration);
    const problems = await change(visit.backend, 'removeProductIntegrationSingleSignOnConfiguration', {
      integrationConfigurationId: integration.sourceId,
      revision: Number(form.get('revision')),
    });
    if (problems.length === 0) return { to: integrationUrl(integration), done: 'integration_saved' };
    const isConflict = hasCode(problems, 'REVISION_CONFLICT');
    const now = isConflict ? await readIntegration(visit) : integration;
    return sectionPage(visit, SIGN_ON, now, {
      status: isConflict ? 409 : 422,
      values: SIGN_ON.values(now),
      said: notice(isConflict ? 'warn' : 'bad', html`${problemList(visit.layout.translator, problems)}`),
      errors: {},
    });
  },
};
