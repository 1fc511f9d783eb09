import { html } from 'hono/html';
import * as z from 'zod/mini';
import type { Markup } from '../../adapters/html/messages.ts';
import type { HttpResponse } from '../../adapters/lambda/http-handler.ts';
import { NotServed } from '../backend/backend-failure.ts';
import type { ConsoleAction, Outcome, Visit } from '../console-route.ts';
import { ask } from '../integrations/data/ask.ts';
import { nameOf } from '../integrations/integration-address.ts';
import { healthNotice } from '../integrations/view/health.ts';
import { eventWords, problemList } from '../integrations/words.ts';
import { actionForm } from '../layout/forms.ts';
import { pageUrl } from '../layout/layout.ts';
import { notice } from '../layout/notice.ts';
import { page } from '../layout/page.ts';
import { DELIVERY, DELIVERY_FIELDS, type Delivery, OWNER_FIELDS, owner } from './delivery.ts';
import { aboutDelivery, attemptTable } from './delivery-parts.ts';
import { hasEndedBadly, statusBadge, toneOf } from './delivery-words.ts';
import { replay } from './replay.ts';

const DELIVERY_QUERY = `query ($id: ID!) { delivery(id: $id) { product ...DeliveryFields } }\n${DELIVERY_FIELDS}`;
const answer = z.object({ delivery: z.nullish(z.object({ ...DELIVERY, product: z.nullish(z.string()) })) });

const OWNER = `query ($id: ID!, $product: ID!) {
  productIntegration(id: $id) { ${OWNER_FIELDS} }
  product(id: $product) { slug name }
}`;
const text = z.nullish(z.string());
const owners = z.object({
  productIntegration: z.nullish(owner),
  product: z.nullish(z.object({ slug: text, name: text })),
});

/** While one is to be sent at once. */
const RELOAD_SECONDS = 3;

type Said = { readonly status: number; readonly said: Markup };

/** `GET /console/deliveries/{id}`: what was tried, what came back, and what comes next. */
export async function deliveryPage(visit: Visit, problem?: Said): Promise<HttpResponse> {
  const { backend, layout } = visit;
  const { translator, now } = layout;
  const { t } = translator;
  const delivery = await readDelivery(visit);
  const { id, type, status, integrationId, product: uuid, nextAttemptOn } = delivery;
  const { productIntegration: of, product } = await ask(backend, OWNER, owners, {
    id: integrationId,
    product: uuid ?? '',
  });
  const isDue = status === 'WAITING' && Boolean(nextAttemptOn) && Date.parse(nextAttemptOn ?? '') <= now.getTime();
  const about = aboutDelivery(layout, delivery, of ? nameOf(translator, of) : integrationId, product);
  return page(layout, {
    status: problem?.status ?? 200,
    title: eventWords(translator, type),
    heading: html`${eventWords(translator, type)} ${statusBadge(translator, status)}`,
    above: { to: pageUrl('/deliveries', { integration: integrationId }), label: t('deliveries_title') },
    content: html`${problem?.said ?? ''}${notice(toneOf(status), html`<p><strong>${t(`delivery_why_${status}`)}</strong></p><p>${t(`delivery_what_next_${status}`)}</p>`)}
${of ? healthNotice(visit, of.sourceId, of) : ''}${sendAgain(visit, id, delivery)}
<section class="part"><h2>${t('delivery_attempts')}</h2>${attemptTable(layout, delivery)}</section>
<section class="card"><h2>${t('delivery_about')}</h2>${about}</section>`,
    ...(isDue && problem === undefined && { reloadSeconds: RELOAD_SECONDS }),
  });
}

async function readDelivery({ backend, parameters }: Visit) {
  const { delivery } = await ask(backend, DELIVERY_QUERY, answer, { id: parameters['id'] ?? '' });
  if (!delivery) throw new NotServed('delivery');
  return delivery;
}

function sendAgain(visit: Visit, id: string, delivery: Delivery): Markup {
  const { t } = visit.layout.translator;
  if (visit.session.role !== 'operator') return html`<p class="small">${t('viewer_only')}</p>`;
  // What was taken is not offered for sending: whoever took it would have it twice.
  if (!hasEndedBadly(delivery) && delivery.status !== 'WAITING') return html``;
  const label = delivery.status === 'WAITING' ? t('delivery_send_now') : t('delivery_send_again');
  return html`<div class="actions">${actionForm(visit, { path: `/deliveries/${encodeURIComponent(id)}/again`, label })}</div>`;
}

/** `POST /console/deliveries/{id}/again` */
export const sendDeliveryAgain: ConsoleAction = {
  path: '/deliveries/:id/again',
  name: 'send_delivery_again',
  page: ({ id = '' }) => pageUrl(`/deliveries/${encodeURIComponent(id)}`),
  target: () => undefined,
  act: async (visit): Promise<Outcome> => {
    const { id, integrationId } = await readDelivery(visit);
    const { queued, problems } = await replay(visit.backend, { integrationId, ids: [id] });
    if (problems.length > 0) {
      return deliveryPage(visit, { status: 422, said: notice('bad', problemList(visit.layout.translator, problems)) });
    }
    const done = queued > 0 ? 'delivery_queued' : 'failed_delivery_queued';
    return { to: pageUrl(`/deliveries/${encodeURIComponent(id)}`), done };
  },
};
