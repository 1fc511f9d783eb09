import { onTestFinished } from 'vitest';
import {
  type MagentoSession,
  openMagentoSession,
} from '../../../functions/adapters/magento/session/magento-session.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';
import type { Connector } from '../../../functions/domain/sync/connector.ts';
import type { SearchCriteria } from '../../../functions/domain/sync/search-criteria.ts';
import type { StorePage, StoreReader } from '../../../functions/domain/sync/store-reader.ts';
import type { DemoStoreOptions } from '../../../infra/local/demo-store/demo-store.ts';
import { connect, openShop, type Shop } from '../demo-store/shop.ts';

/** A demo store that is connected, and a session with it. */
export async function demoSession(
  options: DemoStoreOptions = {},
): Promise<{ readonly shop: Shop; readonly session: MagentoSession }> {
  const shop = await openShop({ now: () => new Date(), ...options });
  const { keys, token } = await connect(shop);
  const session = openMagentoSession(
    { allowLoopbackStores: true, allowedPorts: [] },
    {
      store: parseStoreUrl(shop.baseUrl),
      keys: { ...keys, token: token.token, tokenSecret: token.secret },
      ...{ generations: [], storeView: 'all', deadlineMs: performance.now() + 15_000 },
    },
  );
  onTestFinished(() => session.close());
  return { shop, session };
}

/** One page of what a connector reads, with nothing left out. */
export async function firstPage(
  { reader }: Connector,
  store: StoreReader,
  more: Partial<SearchCriteria> = {},
): Promise<StorePage> {
  if (reader.kind === 'snapshot' && !reader.paged) return store.all(reader.path);
  const field = reader.kind === 'snapshot' ? reader.orderedBy : reader.id;
  const sortOrders = [{ field, direction: 'ASC' } as const];
  return store.list(reader.path, { filterGroups: [], sortOrders, pageSize: 1_000, currentPage: 1, ...more });
}
