import { html } from 'hono/html';
import * as z from 'zod/mini';
import type { Markup } from '../../../adapters/html/messages.ts';
import type { HttpResponse } from '../../../adapters/lambda/http-handler.ts';
import { INBOUND_CLIENTS_MAX } from '../../../domain/integrations/integration.ts';
import { NotServed } from '../../backend/backend-failure.ts';
import type { Visit } from '../../console-route.ts';
import { actionForm } from '../../layout/forms.ts';
import { notice } from '../../layout/notice.ts';
import { page } from '../../layout/page.ts';
import { table } from '../../layout/table.ts';
import { ago } from '../../layout/times.ts';
import { ask, moment } from '../data/ask.ts';
import { integrationUrl, nameOf } from '../integration-address.ts';
import { OFFERED_SCOPES, USUAL_SCOPES } from './offered-scopes.ts';

const CLIENTS = `query ($id: ID!) { productIntegration(id: $id) { sourceId name number readOnlyInConsole
  inboundClients { clientId scopes createdOn createdBy lastUsedOn } } }`;
const text = z.nullish(z.string());
const shape = z.object({
  sourceId: z.string(),
  name: text,
  number: z.nullish(z.number()),
  readOnlyInConsole: z.boolean(),
  inboundClients: z.array(
    z.object({
      clientId: z.string(),
      scopes: z.array(z.string()),
      createdOn: moment,
      createdBy: text,
      lastUsedOn: z.nullish(moment),
    }),
  ),
});
export type WithClients = z.output<typeof shape>;
const answer = z.object({ productIntegration: z.nullish(shape) });

/** @throws NotServed where there is no such integration */
export async function readClients({ backend, parameters }: Visit): Promise<WithClients> {
  const { productIntegration: found } = await ask(backend, CLIENTS, answer, { id: parameters['id'] ?? '' });
  if (!found) throw new NotServed('integration');
  return found;
}

/** A form that came back. */
export type Returned = { readonly status: number; readonly said: Markup; readonly scopes: readonly string[] };

/** `GET /console/integrations/{id}/clients`: with what the vendor's systems get their tokens. */
export function clientsPage(visit: Visit, shown: WithClients, returned?: Returned): HttpResponse {
  const { layout } = visit;
  const { t } = layout.translator;
  const list = table({
    caption: t('integration_field_inboundClients'),
    head: [t('client_id'), t('client_scopes'), t('client_created'), t('client_used'), t('actions')],
    rows: shown.inboundClients.map((client) => [
      html`<code>${client.clientId}</code>`,
      client.scopes.join(', '),
      html`${ago(layout, client.createdOn)}${client.createdBy ? html`<br><bdi>${client.createdBy.replace(/^operator:/, '')}</bdi>` : ''}`,
      client.lastUsedOn ? ago(layout, client.lastUsedOn) : t('never'),
      revokeButton(visit, shown, client.clientId),
    ]),
    empty: html`<p>${t('clients_none')}</p>`,
  });
  const name = nameOf(layout.translator, shown);
  const locked = shown.readOnlyInConsole ? notice('calm', html`<p>${t('integration_read_only')}</p>`) : '';
  return page(layout, {
    status: returned?.status ?? 200,
    title: `${t('integration_field_inboundClients')}: ${name}`,
    above: { to: integrationUrl(shown), label: name },
    content: html`${returned?.said ?? ''}${locked}<p>${t('clients_intro')}</p>${list}
${generateForm(visit, shown, returned?.scopes ?? USUAL_SCOPES)}`,
  });
}

function revokeButton(visit: Visit, { sourceId, readOnlyInConsole }: WithClients, clientId: string): Markup | string {
  const { t } = visit.layout.translator;
  if (visit.session.role !== 'operator' || readOnlyInConsole) return '–';
  return actionForm(visit, {
    path: `/integrations/${encodeURIComponent(sourceId)}/clients/revoke`,
    label: t('client_revoke'),
    kind: 'danger',
    fields: html`<input type="hidden" name="client" value="${clientId}">`,
    confirm: { text: html`<p>${t('client_revoke_ask')}</p>`, label: t('client_revoke_sure') },
  });
}

function generateForm(visit: Visit, shown: WithClients, chosen: readonly string[]): Markup {
  const { t } = visit.layout.translator;
  const { sourceId, inboundClients, readOnlyInConsole } = shown;
  if (visit.session.role !== 'operator') return html`<p class="small">${t('viewer_only')}</p>`;
  if (readOnlyInConsole) return html``;
  const title = html`<h2>${t('client_generate_title')}</h2>`;
  if (inboundClients.length >= INBOUND_CLIENTS_MAX) {
    return html`<section class="card">${title}<p>${t('integration_problem_TOO_MANY_CLIENTS')}</p></section>`;
  }
  const boxes = OFFERED_SCOPES.map(
    (scope) =>
      html`<p><label><input type="checkbox" name="scope" value="${scope}"${chosen.includes(scope) ? html` checked` : ''}><code>${scope}</code></label></p>`,
  );
  return html`<section class="card">${title}${actionForm(visit, {
    path: `/integrations/${encodeURIComponent(sourceId)}/clients`,
    label: t('client_generate'),
    fields: html`<input type="hidden" name="known" value="${knownClients(shown)}">
<fieldset class="card"><legend>${t('client_scopes')}</legend><p class="small">${t('client_scopes_hint')}</p>${boxes}</fieldset>`,
  })}</section>`;
}

/** What the form has seen: a form that is sent twice makes one client. */
export function knownClients({ inboundClients }: WithClients): string {
  return inboundClients.map(({ clientId }) => clientId).join(' ');
}
