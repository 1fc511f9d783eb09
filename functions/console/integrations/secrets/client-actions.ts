import { html } from 'hono/html';
import * as z from 'zod/mini';
import type { ConsoleAction, Outcome, Visit } from '../../console-route.ts';
import { notice } from '../../layout/notice.ts';
import { change, make } from '../data/change.ts';
import { integrationUrl, lockedPage, nameOf, pageOf } from '../integration-address.ts';
import { problemList } from '../words.ts';
import { clientsPage, knownClients, readClients } from './inbound-clients.ts';
import { OFFERED_SCOPES } from './offered-scopes.ts';
import { shownOnce } from './shown-once.ts';

const client = z.object({
  clientId: z.string(),
  clientSecret: z.string(),
  scopes: z.array(z.string()),
  tokenUrl: z.string(),
});

/** `POST /console/integrations/{id}/clients`: answers with the secret, which is shown nowhere else. */
export const generateClient: ConsoleAction = {
  path: '/integrations/:id/clients',
  name: 'generate_client',
  page: (parameters) => `${pageOf(parameters)}/clients`,
  target: () => undefined,
  act: async (visit, form): Promise<Outcome> => {
    const { backend, layout } = visit;
    const { t } = layout.translator;
    const shown = await readClients(visit);
    if (shown.readOnlyInConsole) return lockedPage(visit, shown);
    const scopes = form.getAll('scope').filter((scope) => OFFERED_SCOPES.includes(scope));
    if (form.get('known') !== knownClients(shown)) {
      return clientsPage(visit, shown, { status: 409, said: said('warn', t('clients_conflict')), scopes });
    }
    if (scopes.length === 0) {
      return clientsPage(visit, shown, { status: 422, said: said('bad', t('client_scopes_missing')), scopes });
    }
    const input = { id: shown.sourceId, scopes };
    const answer = await make(backend, 'generateProductIntegrationInboundClient', input, client);
    if ('problems' in answer) {
      const why = notice('bad', problemList(layout.translator, answer.problems));
      return clientsPage(visit, shown, { status: 422, said: why, scopes });
    }
    const { made } = answer;
    return shownOnce(visit, {
      title: `${t('client_generated')}: ${nameOf(layout.translator, shown)}`,
      said: html`<p>${t('client_generated_said')}</p>`,
      facts: [
        [t('client_id'), made.clientId],
        [t('integration_field_outboundCredentials_clientSecret'), made.clientSecret],
        [t('client_token_url'), made.tokenUrl],
        [t('client_scopes'), made.scopes.join(' ')],
      ],
      onward: { to: integrationUrl(shown, '/clients'), label: t('secret_noted') },
    });
  },
};

/** `POST /console/integrations/{id}/clients/revoke` */
export const revokeClient: ConsoleAction = {
  path: '/integrations/:id/clients/revoke',
  name: 'revoke_client',
  page: (parameters) => `${pageOf(parameters)}/clients`,
  target: () => undefined,
  act: async (visit, form): Promise<Outcome> => {
    const shown = await readClients(visit);
    if (shown.readOnlyInConsole) return lockedPage(visit, shown);
    const input = { id: shown.sourceId, clientId: form.get('client') ?? '' };
    const problems = await change(visit.backend, 'revokeProductIntegrationInboundClient', input);
    if (problems.length === 0) return { to: integrationUrl(shown, '/clients'), done: 'client_revoked' };
    return clientsPage(visit, shown, {
      status: 422,
      said: notice('bad', problemList(visit.layout.translator, problems)),
      scopes: [],
    });
  },
};

/** `GET /console/integrations/{id}/clients` */
export const showClients = async (visit: Visit) => clientsPage(visit, await readClients(visit));

function said(tone: 'warn' | 'bad', words: string) {
  return notice(tone, html`<p>${words}</p>`);
}
