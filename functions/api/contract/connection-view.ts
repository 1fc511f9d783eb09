import type { Connection, ListedConnection } from '../../domain/stores/connection.ts';
import { hostOf, type StoreUrl } from '../../domain/stores/store-url.ts';
import type { ConnectionView } from './response-schemas.ts';

/** What the API shows of a connection. */
export function viewOf(
  connection: ListedConnection & Partial<Pick<Connection, 'vendorAccount' | 'vendorAnswer' | 'missingPermissions'>>,
): ConnectionView {
  const { vendorAccount, vendorAnswer, missingPermissions, account, reason, generations, checkedAt, suspect } =
    connection;
  return {
    id: connection.connection,
    product: connection.product,
    store: storeViewOf(connection.storeUrl),
    account: { issuer: account.issuer, id: account.id, label: account.label },
    status: connection.status,
    statusSince: connection.statusSince ?? connection.connectedAt,
    ...(reason && { reason }),
    ...(generations[0] && { generation: generations[0] }),
    createdAt: connection.createdAt,
    connectedAt: connection.connectedAt,
    ...(checkedAt && { checkedAt }),
    ...(suspect && { suspect: { code: suspect.code, at: suspect.at } }),
    ...(missingPermissions && { missingPermissions: [...missingPermissions] }),
    ...(vendorAccount && { vendorAccount }),
    ...(vendorAnswer && { vendorAnswer }),
  };
}

export function storeViewOf(url: StoreUrl) {
  return { url, host: hostOf(url) };
}
