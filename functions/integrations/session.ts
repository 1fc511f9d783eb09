import type { KeptIntegration } from '../adapters/dynamodb/integrations/integration-item.ts';
import { FieldRefusal } from '../adapters/graphql/run-operation.ts';
import type { Caller } from '../adapters/lambda/caller.ts';
import type { Delivery } from '../domain/integrations/deliveries/delivery.ts';
import type { Snapshot } from '../domain/integrations/integration.ts';
import {
  type IntegrationId,
  parseIntegrationId,
  parseSnapshotId,
  type SnapshotId,
} from '../domain/integrations/integration-ids.ts';
import { Refusal } from '../domain/refusals/refusal.ts';
import type { Dependencies } from './dependencies.ts';
import { problem } from './problem.ts';
import { openProducts, type ProductRecord } from './products/product-records.ts';

/** Reads of the table that one request may cause. Lists within lists multiply. */
const MAX_READS = 300;

export type Session = ReturnType<typeof openSession>;

/**
 * One request of one caller: what it may see, read once each.
 *
 * @throws Refusal `client_unknown` for a client that nothing but the settings could name, and they do not
 */
export function openSession(deps: Dependencies, caller: Caller) {
  const { client } = caller;
  const bound = boundTo(deps, caller);
  let reads = 0;
  const count = () => {
    reads += 1;
    if (reads > MAX_READS) throw new FieldRefusal('LIMIT_EXCEEDED', 'Too much is asked for at once. Ask for less.');
  };
  const products = openProducts(deps, count);
  const found = new Map<string, Promise<KeptIntegration | undefined>>();
  let own: Promise<ReadonlySet<IntegrationId>> | undefined;

  /** Integrations that a product of a bound client uses. */
  function linked(): Promise<ReadonlySet<IntegrationId>> {
    own ??= Promise.all((bound ?? []).map((slug) => products.bySlug(slug))).then(
      (records) => new Set(records.flatMap((record) => record?.integration ?? [])),
    );
    return own;
  }

  async function sees({ id, owner }: Pick<KeptIntegration, 'id' | 'owner'>): Promise<boolean> {
    return bound === undefined || owner === client || (await linked()).has(id);
  }

  async function idOf(text: string): Promise<IntegrationId | undefined> {
    if (!/^\d{1,10}$/.test(text)) return parseIntegrationId(text);
    count();
    return deps.integrations.idOf(`number:${text}`);
  }

  async function read(id: IntegrationId): Promise<KeptIntegration | undefined> {
    count();
    const integration = await deps.integrations.find(id);
    return integration !== undefined && (await sees(integration)) ? integration : undefined;
  }

  async function snapshot(id: SnapshotId): Promise<Snapshot | undefined> {
    count();
    return deps.snapshot(id);
  }

  const seesProduct = (record: ProductRecord) => bound === undefined || bound.includes(record.slug);

  return {
    deps,
    client,
    isBound: bound !== undefined,
    /** The only products that it sees; undefined: all. */
    products: bound,
    /** What it may do, as tokens name it; `all` for AWS signatures, of which policies say it. */
    scopes: caller.scopes,
    may: (scope: string) => caller.scopes === 'all' || caller.scopes.has(scope),
    count,
    idOf,

    /** As it is now; undefined for one that the caller does not see. */
    read,

    /** As it was when this request first asked. */
    integration(id: IntegrationId): Promise<KeptIntegration | undefined> {
      const known = found.get(id) ?? read(id);
      found.set(id, known);
      return known;
    },

    snapshot,

    /** The published version that an id names. */
    async snapshotNamed(text: string): Promise<Snapshot | undefined> {
      const id = parseSnapshotId(text);
      return id === undefined ? undefined : snapshot(id);
    },

    /** Whether it may change an integration that it sees: others may use it for products of theirs. */
    async mayChange(integration: KeptIntegration): Promise<boolean> {
      if (bound === undefined || integration.owner === client) return true;
      return integration.products.every((slug) => bound.includes(slug)) && (await linked()).has(integration.id);
    },

    /** Whether it sees what goes to an integration that it sees: others may use it for products of theirs. */
    seesDelivery({ owner }: KeptIntegration, { product }: Pick<Delivery, 'product'>): boolean {
      return bound === undefined || owner === client || bound.includes(product);
    },

    /** @throws Problems for a product that there is not, or that the caller does not see */
    async requireProduct(text: string, path: readonly string[]): Promise<ProductRecord> {
      const record = await products.byName(text);
      if (record === undefined || !seesProduct(record)) {
        throw problem('NOT_FOUND', path, 'There is no such product among those that you may see.');
      }
      return record;
    },

    async product(text: string): Promise<ProductRecord | undefined> {
      const record = await products.byName(text);
      return record !== undefined && seesProduct(record) ? record : undefined;
    },

    /** Slugs of all products that the caller sees, sorted. */
    async productSlugs(): Promise<readonly string[]> {
      const all = await products.slugs();
      return bound === undefined ? all : all.filter((slug) => bound.includes(slug));
    },
  };
}

/** The only products that it sees; undefined: all. */
function boundTo({ clients }: Dependencies, { client, products }: Caller): readonly string[] | undefined {
  if (products !== 'as-bound') return products === 'all' ? undefined : products;
  const registered = clients?.find(({ id }) => id === client);
  if (clients !== undefined && registered === undefined) throw new Refusal('client_unknown');
  return registered?.products;
}
