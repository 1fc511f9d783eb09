import type { WebRequest } from '../adapters/edge/web-door.ts';
import type { Session } from '../adapters/session/session.ts';
import type { Sessions } from '../adapters/session/sessions.ts';
import { type ProductId, parseActivationId } from '../handshake/ids.ts';
import { Refusal } from '../handshake/refusal.ts';

/**
 * The session of the activation that an address or a form names.
 *
 * @throws Refusal `opened_by_hand` when none is named, `session_missing` when this browser has none for it
 */
export async function placeOf(
  sessions: Pick<Sessions, 'find'>,
  request: WebRequest,
  product: ProductId,
  named: string | null,
): Promise<Session> {
  const activation = parseActivationId(named ?? '');
  const session = await sessions.find(request.cookies, activation);
  if (session?.product !== product) throw new Refusal('session_missing', { activation });
  return session;
}
