import type { ConsoleAction, Outcome, Visit } from '../console-route.ts';
import { notice } from '../layout/notice.ts';
import { change, type UserError } from './data/change.ts';
import { pageOf } from './integration-address.ts';
import { integrationPage } from './integration-page.ts';
import { problemList } from './words.ts';

/** `POST /console/integrations/{id}/test`: sends test events; the page shows what comes back. */
export const testIntegration: ConsoleAction = {
  path: '/integrations/:id/test',
  name: 'test_integration',
  page: pageOf,
  target: () => undefined,
  act: async (visit, form): Promise<Outcome> => {
    const { backend, parameters } = visit;
    const problems = await change(backend, 'triggerProductIntegrationPingTest', {
      id: parameters['id'] ?? '',
      version: form.get('version') === 'PUBLISHED' ? 'PUBLISHED' : 'WORKING',
      signIn: form.get('of') === 'sign-in',
    });
    return outcomeOf(visit, problems, 'integration_tested');
  },
};

/** `POST /console/integrations/{id}/enable`: sends events again after they were switched off. */
export const enableDeliveries: ConsoleAction = {
  path: '/integrations/:id/enable',
  name: 'enable_deliveries',
  page: pageOf,
  target: () => undefined,
  act: async (visit): Promise<Outcome> => {
    const id = visit.parameters['id'] ?? '';
    const problems = await change(visit.backend, 'enableProductIntegrationDeliveries', { id });
    return outcomeOf(visit, problems, 'integration_enabled');
  },
};

/** On to the integration's page, or that page with what was wrong. */
async function outcomeOf(visit: Visit, problems: readonly UserError[], done: string): Promise<Outcome> {
  if (problems.length === 0) return { to: pageOf(visit.parameters), done };
  return integrationPage(visit, { status: 422, said: notice('bad', problemList(visit.layout.translator, problems)) });
}
