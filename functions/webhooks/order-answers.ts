import type { Delivery } from '../domain/integrations/deliveries/delivery.ts';
import type { Answers } from '../domain/integrations/form-answers.ts';
import { answersOf } from '../stores/connection-answers.ts';
import type { Deps } from './dependencies.ts';

/**
 * What the merchant answered, for the event of their order. It is read anew for each attempt, so that no delivery holds it,
 * and it is that of the account in the event, however late the event is sent.
 *
 * @returns undefined for other events, where nothing was asked, and once the store is disconnected or of another account
 */
export async function orderAnswers(
  deps: Pick<Deps, 'connections' | 'vault'>,
  { type, connection, event, ping }: Pick<Delivery, 'type' | 'connection' | 'event' | 'ping'>,
): Promise<Answers | undefined> {
  if (type !== 'SUBSCRIPTION_ORDER' || connection === undefined || ping) return undefined;
  const present = await deps.connections.find(connection);
  if (present?.answers === undefined) return undefined;
  const isOfAccount = 'account' in event.detail && event.detail.account === present.accountKey;
  return isOfAccount ? answersOf(deps, present) : undefined;
}
