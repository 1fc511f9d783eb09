import type { ActivationRepository } from '../../adapters/dynamodb/activations/activation-repository.ts';
import type { AttemptStage } from '../../adapters/dynamodb/activations/attempt-item.ts';
import type { Listings } from '../../adapters/dynamodb/listings.ts';
import { funnelOf } from '../../domain/handshake/funnel.ts';
import type { ProductId } from '../../domain/ids.ts';
import type { OverviewView } from '../contract/overview-views.ts';

export type AttemptsDeps = {
  readonly listings: Pick<Listings, 'attemptStages'>;
  readonly attempts: Pick<ActivationRepository, 'counted'>;
};

/** How many attempts are read, newest first. */
export const MOST_ATTEMPTS = 500;
const DAY_MS = 24 * 60 * 60 * 1000;

/** How far the attempts of the last day have come. */
export async function attemptsPart(
  { listings, attempts }: AttemptsDeps,
  products: readonly ProductId[],
  now: Date,
): Promise<OverviewView['attempts']> {
  const from = new Date(now.getTime() - DAY_MS).toISOString();
  const listed: AttemptStage[] = [];
  let atLeast = false;
  for (const product of products) {
    const limit = MOST_ATTEMPTS - listed.length;
    // What comes after the last one that is read is not even looked for.
    if (limit === 0) atLeast = true;
    if (limit === 0) break;
    const { items, more } = await listings.attemptStages(product, { from, to: now.toISOString(), limit });
    listed.push(...items);
    atLeast ||= more;
  }
  const [connected, others] = apart(listed);
  // The index does not show who has signed in, and what they answered.
  const records = await attempts.counted(others.map(({ activation }) => activation));
  const { failed, ...funnel } = funnelOf([...connected, ...records], now);
  return { from, atLeast, ...funnel, failed: [...failed].map(([reason, count]) => ({ reason, count })) };
}

/** Nothing that the index lacks is needed of those that are connected: they have come through all of it. */
function apart(listed: readonly AttemptStage[]): [AttemptStage[], AttemptStage[]] {
  const { connected = [], others = [] } = Object.groupBy(listed, ({ stage }) =>
    stage === 'linked' ? 'connected' : 'others',
  );
  return [connected, others];
}
