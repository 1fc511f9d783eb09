import type { KeptIntegration } from '../../adapters/dynamodb/integrations/integration-item.ts';
import { changedFields } from '../../domain/integrations/changed-fields.ts';
import type { DeliveryStatus } from '../../domain/integrations/deliveries/delivery.ts';
import { goneTypes } from '../../domain/integrations/deliveries/gone-urls.ts';
import type { Publication, Snapshot } from '../../domain/integrations/integration.ts';
import { productUrls } from '../../domain/product-urls.ts';
import type { ProductRecord } from '../products/product-records.ts';
import type { Session } from '../session.ts';
import { auditView } from './audit-view.ts';
import { connectionOf, type ListArgs, pageIn, pageOf } from './connection.ts';
import { deliveryView } from './delivery-view.ts';
import { fieldsView, testView } from './field-views.ts';
import { inboundClientView } from './inbound-client-view.ts';
import { snapshotFindings, workingFindings } from './integration-findings.ts';

/** The working configuration, as the schema has it. What takes another read is read when it is asked for. */
export function workingView(session: Session, kept: KeptIntegration): object {
  return {
    ...sharedView(session, kept),
    ...fieldsView(session, kept, kept.working),
    id: kept.id,
    version: 'WORKING',
    revision: kept.revision,
    lastModified: kept.modifiedAt,
    findings: () => workingFindings(session, kept),
  };
}

/** One published version. */
export function snapshotView(
  session: Session,
  kept: KeptIntegration,
  snapshot: Snapshot,
  publication?: Publication,
): object {
  return {
    ...sharedView(session, kept),
    ...fieldsView(session, kept, snapshot.fields),
    id: snapshot.id,
    version: kept.published?.id === snapshot.id ? 'PUBLISHED' : snapshot.id,
    revision: snapshot.revision,
    lastModified: publication?.at ?? snapshot.at,
    note: publication?.note,
    findings: () => snapshotFindings(session, kept, snapshot),
  };
}

/** The published version; null where nothing was published. */
export async function publishedView(session: Session, kept: KeptIntegration): Promise<object | null> {
  return kept.published === undefined ? null : publicationView(session, kept, kept.published);
}

async function publicationView(session: Session, kept: KeptIntegration, publication: Publication) {
  const snapshot = await session.snapshot(publication.id);
  if (snapshot === undefined) throw new Error('A published version is missing');
  return snapshotView(session, kept, snapshot, publication);
}

/** What all versions of an integration have in common. */
function sharedView(session: Session, kept: KeptIntegration) {
  const { id, signing, clients, products, history, lastTest } = kept;
  return {
    type: 'FULL_INTEGRATION',
    number: kept.number,
    sourceId: id,
    createdOn: kept.createdAt,
    signingSecretHint: signing.hint,
    inboundClients: clients.map((client) => inboundClientView(session, client)),
    readOnlyInConsole: products.length > 1,
    deliveriesEnabled: kept.health.enabled,
    failingSince: kept.health.failingSince,
    goneEventTypes: goneTypes(kept),
    lastTest: lastTest && testView(lastTest),
    published: () => publishedView(session, kept),
    history: (args: ListArgs) =>
      Promise.all(history.slice(0, pageOf(args).limit).map((one) => publicationView(session, kept, one))),
    changedSincePublished: async () => {
      const snapshot = kept.published && (await session.snapshot(kept.published.id));
      return snapshot === undefined || changedFields(snapshot.fields, kept.working).length > 0;
    },
    products: (args: ListArgs) => linkedProducts(session, kept, args),
    deliveries: async ({ status, ...args }: ListArgs & { readonly status?: DeliveryStatus | null }) => {
      session.count();
      const ask = { ...pageOf(args), ...(status && { statuses: [status] }) };
      const page = await session.deps.deliveries.byIntegration(id, ask);
      for (const _ of page.items) session.count();
      const seen = page.items.filter((one) => session.seesDelivery(kept, one));
      return connectionOf({ ...page, items: seen }, (one) => deliveryView(session, one));
    },
    audit: (args: ListArgs) => auditView(session, id, kept.lastChange, args),
  };
}

/** The products themselves say what they use; the integration's count may hold others for a while. */
async function linkedProducts(session: Session, { id, products }: KeptIntegration, args: ListArgs) {
  const { items, last } = pageIn(products, pageOf(args));
  const found = await Promise.all(items.map((slug) => session.product(slug)));
  const linked = found.flatMap((one) => (one?.integration === id ? [one] : []));
  return connectionOf({ items: linked, ...(last !== undefined && { last }) }, (one) => productView(session, one));
}

/** A product, as the schema has it. */
export function productView(session: Session, product: ProductRecord): object {
  const { uuid, slug, name, supportUrl, languages, logo, source, revision, integration, isStored } = product;
  const { callback, identityLink } = productUrls(session.deps.publicUrl, slug);
  return {
    id: uuid,
    // Products have one version; AppDirect's guide shows this one.
    version: 'WORKING',
    slug,
    name,
    supportUrl,
    languages,
    logo,
    revision,
    readOnly: source === 'settings',
    createdOn: isStored ? product.createdAt : null,
    lastModified: isStored ? product.modifiedAt : null,
    callbackUrl: callback,
    loginUrl: identityLink,
    integration: async () => {
      const linked = integration && (await session.integration(integration));
      return linked === undefined ? null : workingView(session, linked);
    },
  };
}
