import type { Session } from '../adapters/cookies/popup-session.ts';
import type { Sessions } from '../adapters/cookies/session-cookies.ts';
import type { HttpRequest } from '../adapters/lambda/http-handler.ts';
import { type ProductId, parseActivationId } from '../domain/ids.ts';
import { Refusal } from '../domain/refusals/refusal.ts';

/**
 * The session of the activation that an address or a form names.
 *
 * @throws Refusal `opened_by_hand` when none is named, `session_missing` when this browser has none for it
 */
export async function requireSession(
  sessions: Pick<Sessions, 'find'>,
  request: HttpRequest,
  product: ProductId,
  named: string | null,
): Promise<Session> {
  const activation = parseActivationId(named ?? '');
  const session = await sessions.find(request.cookies, activation);
  if (session?.product !== product) throw new Refusal('session_missing', { activation });
  return session;
}
