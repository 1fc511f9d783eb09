import { html } from 'hono/html';
import * as z from 'zod/mini';
import type { HttpResponse } from '../../adapters/lambda/http-handler.ts';
import { readConnectionId } from '../../domain/ids.ts';
import { NotServed } from '../backend/backend-failure.ts';
import type { Visit } from '../console-route.ts';
import { ask, listOf, nextOf } from '../integrations/data/ask.ts';
import { healthNotice } from '../integrations/view/health.ts';
import { filters } from '../layout/forms.ts';
import { page } from '../layout/page.ts';
import { pager } from '../layout/table.ts';
import { DELIVERY_FIELDS, deliveryList, OWNER_FIELDS, owner } from './delivery.ts';
import { deliveryTable, filterFields, ofStore, statusIn, troubledOwners, UNSETTLED } from './list-parts.ts';
import { sendFailedForm } from './send-failed.ts';

const PAGE_SIZE = 25;
/** Whose names are shown beside deliveries, and which are looked through for trouble. */
const OWNERS = 50;

const UNSETTLED_LIST = `query ($status: UnsettledDeliveryStatus!, $connection: ID, $after: String) {
  deliveries(status: $status, connection: $connection, first: ${PAGE_SIZE}, after: $after) { nodes { ...DeliveryFields } pageInfo { hasNextPage endCursor } }
  productIntegrations(first: ${OWNERS}) { nodes { ${OWNER_FIELDS} } pageInfo { hasNextPage endCursor } }
}
${DELIVERY_FIELDS}`;
const unsettled = z.object({ deliveries: deliveryList, productIntegrations: listOf(owner) });

const OWN_LIST = `query ($id: ID!, $status: DeliveryStatus, $after: String) {
  productIntegration(id: $id) { ${OWNER_FIELDS}
    deliveries(first: ${PAGE_SIZE}, after: $after, status: $status) { nodes { ...DeliveryFields } pageInfo { hasNextPage endCursor } } }
  productIntegrations(first: ${OWNERS}) { nodes { ${OWNER_FIELDS} } pageInfo { hasNextPage endCursor } }
}
${DELIVERY_FIELDS}`;
const own = z.object({
  productIntegration: z.nullish(z.extend(owner, { deliveries: deliveryList })),
  productIntegrations: listOf(owner),
});

/** `GET /console/deliveries`: what waits or has failed, of all integrations or about one store, or all of one integration. */
export function listDeliveries(visit: Visit): Promise<HttpResponse> {
  const integration = visit.query.get('integration')?.trim();
  const isOfStore = !!visit.query.get('connection')?.trim();
  return integration && !isOfStore ? ownDeliveries(visit, integration) : unsettledDeliveries(visit);
}

async function unsettledDeliveries(visit: Visit): Promise<HttpResponse> {
  const { backend, layout, query } = visit;
  const { t } = layout.translator;
  const status = UNSETTLED.find((one) => one === query.get('status')) ?? 'FAILED';
  const asked = query.get('connection')?.trim() || undefined;
  const connection = asked && readConnectionId(asked);
  if (asked !== undefined && connection === undefined) throw new NotServed('connection');
  const variables = { status, connection, after: query.get('cursor') ?? undefined };
  const { deliveries, productIntegrations } = await ask(backend, UNSETTLED_LIST, unsettled, variables);
  const owners = productIntegrations.nodes;
  return page(layout, {
    title: t('deliveries_title'),
    content: html`${filters(layout, filterFields(layout, { status, owners, integration: '', connection }))}${ofStore(layout, connection)}
${deliveryTable(layout, deliveries, owners, connection === undefined ? t(`deliveries_none_${status}`) : t('deliveries_none_of_store'))}${pager(layout, nextOf(deliveries))}
${troubledOwners(layout, owners, productIntegrations.pageInfo.hasNextPage)}`,
  });
}

async function ownDeliveries(visit: Visit, id: string): Promise<HttpResponse> {
  const { backend, layout, query } = visit;
  const { t } = layout.translator;
  const status = statusIn(query);
  const variables = { id, status, after: query.get('cursor') ?? undefined };
  const { productIntegration: found, productIntegrations } = await ask(backend, OWN_LIST, own, variables);
  if (!found) throw new NotServed('integration');
  const others = productIntegrations.nodes.filter(({ sourceId }) => sourceId !== found.sourceId);
  const owners = [found, ...others];
  const asked = { status: status ?? '', owners, integration: found.sourceId };
  return page(layout, {
    title: t('deliveries_title'),
    content: html`${healthNotice(visit, found.sourceId, found)}${filters(layout, filterFields(layout, asked))}
${deliveryTable(layout, found.deliveries, owners, t('deliveries_none_here'))}${pager(layout, nextOf(found.deliveries))}
${sendFailedForm(visit, found)}`,
  });
}
