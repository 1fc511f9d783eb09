import type { Failure } from '../../domain/handshake/activation.ts';
import { hasExpired, type ListedAttempt } from '../../domain/handshake/listed-attempt.ts';
import { ENGLISH_BUTTONS } from '../../domain/refusals/buttons.ts';
import { REFUSALS } from '../../domain/refusals/handshake-refusals.ts';
import { adviceOnceActive } from '../../domain/refusals/once-active.ts';
import { isHandshakeRefusalCode } from '../../domain/refusals/refusal.ts';
import type { Connection, ListedConnection } from '../../domain/stores/connection.ts';
import { hostOf, type StoreUrl } from '../../domain/stores/store-url.ts';
import type { ActivationView, ConnectionView } from './answers.ts';

/** What the API shows of a connection. */
export function viewOf(
  connection: ListedConnection & Partial<Pick<Connection, 'vendorAccount' | 'vendorAnswer'>>,
): ConnectionView {
  const { vendorAccount, vendorAnswer, account, reason, generations, checkedAt, suspect } = connection;
  return {
    id: connection.connection,
    product: connection.product,
    store: storeOf(connection.storeUrl),
    account: { issuer: account.issuer, id: account.id, label: account.label },
    status: connection.status,
    statusSince: connection.statusSince ?? connection.connectedAt,
    ...(reason && { reason }),
    ...(generations[0] && { generation: generations[0] }),
    createdAt: connection.createdAt,
    connectedAt: connection.connectedAt,
    ...(checkedAt && { checkedAt }),
    ...(suspect && { suspect: { code: suspect.code, at: suspect.at } }),
    ...(vendorAccount && { vendorAccount }),
    ...(vendorAnswer && { vendorAnswer }),
  };
}

/** What the API shows of an attempt to connect. */
export function attemptViewOf(attempt: ListedAttempt, now: Date): ActivationView {
  const { account, failure, endedAt, connection } = attempt;
  return {
    id: attempt.activation,
    product: attempt.product,
    store: storeOf(attempt.storeUrl),
    stage: hasExpired(attempt, now) ? 'expired' : attempt.stage,
    receivedAt: attempt.receivedAt,
    ...(endedAt && { endedAt }),
    ...(failure && { reason: failure.code }),
    ...(failure && adviceFor(failure)),
    ...(account && { account: { issuer: account.issuer, id: account.id, label: account.label } }),
    ...(connection && { connection }),
  };
}

function adviceFor({ code, tokenIssued }: Failure): { readonly advice?: string } {
  if (!isHandshakeRefusalCode(code)) return {};
  const { next } = REFUSALS[code];
  return { advice: tokenIssued === true ? adviceOnceActive(code, next, ENGLISH_BUTTONS) : next };
}

function storeOf(url: StoreUrl) {
  return { url, host: hostOf(url) };
}
