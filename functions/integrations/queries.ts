import type { KeptIntegration } from '../adapters/dynamodb/integrations/integration-item.ts';
import type { Unsettled } from '../adapters/dynamodb/integrations/unsettled-deliveries.ts';
import { FieldRefusal } from '../adapters/graphql/run-operation.ts';
import { readConnectionId } from '../domain/ids.ts';
import { parseDeliveryId } from '../domain/integrations/integration-ids.ts';
import type { Session } from './session.ts';
import { auditView } from './views/audit-view.ts';
import { connectionOf, type ListArgs, pageIn, pageOf } from './views/connection.ts';
import { deliveryView } from './views/delivery-view.ts';
import { productView, publishedView, snapshotView, workingView } from './views/integration-view.ts';

type Version = { readonly version?: 'WORKING' | 'PUBLISHED' | null };
type Filter = { readonly filter?: { readonly name?: string | null; readonly linkedProductId?: string | null } | null };

type AskUnsettled = ListArgs & { readonly status: Unsettled; readonly connection?: string | null };

/** The fields of the type `Query`. */
export function queries(session: Session) {
  return {
    productIntegration: reading(session, (args: { readonly id: string } & Version) => integration(session, args)),
    productIntegrations: reading(session, (args: ListArgs & Version & Filter) => integrations(session, args)),
    product: reading(session, async ({ id }: { readonly id: string }) => {
      const product = await session.product(id);
      return product === undefined ? null : productView(session, product);
    }),
    products: reading(session, async (args: ListArgs) => {
      const { items, last } = pageIn(await session.productSlugs(), pageOf(args));
      const found = await Promise.all(items.map((slug) => session.product(slug)));
      const page = { items: found.filter((one) => one !== undefined), ...(last !== undefined && { last }) };
      return connectionOf(page, (one) => productView(session, one));
    }),
    delivery: reading(session, ({ id }: { readonly id: string }) => delivery(session, id)),
    deliveries: reading(session, (args: AskUnsettled) => deliveries(session, args)),
    auditEntries: reading(session, ({ integrationId, ...args }: ListArgs & { readonly integrationId: string }) =>
      auditEntries(session, integrationId, args),
    ),
  };
}

/** Scopes that let read. */
const READERS = ['integrations:read', 'integrations:write'];

function reading<A, R>(session: Session, read: (args: A) => Promise<R>): (args: A) => Promise<R> {
  return async (args) => {
    if (READERS.some((scope) => session.may(scope))) return read(args);
    throw new FieldRefusal('FORBIDDEN', `The token needs the scope ${READERS.join(' or ')}.`);
  };
}

async function integration(session: Session, { id, version }: { readonly id: string } & Version) {
  const own = await session.idOf(id);
  const kept = own && (await session.integration(own));
  if (kept !== undefined) return versionView(session, kept, version);
  const snapshot = await session.snapshotNamed(id);
  const source = snapshot && (await session.integration(snapshot.source));
  if (snapshot === undefined || source === undefined) return null;
  const publication = source.history.find((one) => one.id === snapshot.id);
  return snapshotView(session, source, snapshot, publication);
}

async function versionView(session: Session, kept: KeptIntegration, version: Version['version']) {
  return version === 'PUBLISHED' ? publishedView(session, kept) : workingView(session, kept);
}

/** Pages of the table are read until one of the caller's is full. */
async function integrations(session: Session, { version, filter, ...args }: ListArgs & Version & Filter) {
  const { limit, after: from } = pageOf(args);
  const found: object[] = [];
  let after = from;
  do {
    session.count();
    const page = await session.deps.integrations.ids({ limit: limit - found.length, after });
    for (const id of page.items) {
      const kept = await session.integration(id);
      const fits = kept !== undefined && (await fitsFilter(session, kept, filter ?? {}));
      const view = fits ? await versionView(session, kept, version) : null;
      if (view !== null) found.push(view);
    }
    after = page.last;
  } while (after !== undefined && found.length < limit);
  return connectionOf({ items: found, ...(after !== undefined && { last: after }) }, (view) => view);
}

async function fitsFilter(
  session: Session,
  kept: KeptIntegration,
  { name, linkedProductId }: NonNullable<Filter['filter']>,
): Promise<boolean> {
  if (name && !(kept.working.name ?? '').toLowerCase().includes(name.toLowerCase())) return false;
  return !linkedProductId || (await session.product(linkedProductId))?.integration === kept.id;
}

async function delivery(session: Session, text: string) {
  const id = parseDeliveryId(text);
  session.count();
  const found = id && (await session.deps.deliveries.find(id));
  const seen = found && (await session.integration(found.integration));
  if (found === undefined || seen === undefined || !session.seesDelivery(seen, found)) return null;
  return deliveryView(session, found);
}

async function deliveries(session: Session, { status, connection: text, ...args }: AskUnsettled) {
  session.count();
  const connection = text ? readConnectionId(text) : undefined;
  if (text && connection === undefined) throw new FieldRefusal('INPUT_INVALID', 'connection is no id of a connection.');
  const page = await session.deps.deliveries.unsettled.page(status, { ...pageOf(args), connection });
  const items = await Promise.all(
    page.items.map(async (one) => {
      session.count();
      const kept = await session.integration(one.integration);
      return kept !== undefined && session.seesDelivery(kept, one) ? one : undefined;
    }),
  );
  const seen = items.filter((one) => one !== undefined);
  return connectionOf({ ...page, items: seen }, (one) => deliveryView(session, one));
}

async function auditEntries(session: Session, text: string, args: ListArgs) {
  const id = await session.idOf(text);
  const seen = id && ((await session.integration(id)) ?? (await deletedOne(session, id)));
  if (id === undefined || seen === undefined) {
    throw new FieldRefusal('NOT_FOUND', 'There is no such integration among those that you may see.');
  }
  return auditView(session, id, seen.lastChange, args);
}

async function deletedOne(session: Session, id: KeptIntegration['id']) {
  const deleted = await session.deps.integrations.findDeleted(id);
  const seen = !session.isBound || deleted?.owner === session.client;
  return seen ? deleted : undefined;
}
