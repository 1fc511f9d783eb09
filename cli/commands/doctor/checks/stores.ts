import { type Handfast, HandfastError, type Overview } from '../../../../client/handfast.ts';
import { shellWord } from '../../../output/shell-word.ts';
import { type Check, counted, notAsked, ok, warning } from '../check.ts';

/** A time of the API as a person reads it. */
type ShowTime = (iso: string) => string;

/** What needs somebody to do something. */
const BROKEN = ['needs_reauthorization', 'unreachable', 'inactive'] as const;

/** How stores and what is read of them are, as far as it was counted. */
export async function checkStores({ overview }: Handfast, time: ShowTime): Promise<readonly Check[]> {
  try {
    const { connections, attention, channels } = await overview();
    return [
      checkConnections(connections, attention, time),
      ...(channels === undefined ? [] : [checkChannels(channels, time)]),
    ];
  } catch (error) {
    if (!(error instanceof HandfastError)) throw error;
    return [notAsked('Connections', error.detail)];
  }
}

/** Health checks count daily; what has broken since is known by name. */
function checkConnections(
  { counts, asOf }: Overview['connections'],
  attention: Overview['attention'],
  time: ShowTime,
): Check {
  const broken = BROKEN.map((status) => ({ status, count: Math.max(counts[status], attention[status].length) }));
  const some = broken.filter(({ count }) => count > 0);
  const when = asOf === undefined ? 'not counted yet' : `counted ${time(asOf)}`;
  const active = asOf === undefined ? [] : [`${counts.active} active`];
  const parts = [...active, ...some.map(({ status, count }) => `${count} ${status}`)];
  const words = parts.length === 0 ? when : `${parts.join(', ')} (${when})`;
  const [first] = some;
  if (first === undefined) return ok('Connections', words);
  const next = `See "npx handfast connections list --status ${first.status}".`;
  return warning('Connections', words, next);
}

function checkChannels({ statuses, stale, asOf }: NonNullable<Overview['channels']>, time: ShowTime): Check {
  const words = `${statuses.active} active, ${statuses.unavailable} unavailable, ${stale} behind (counted ${time(asOf)})`;
  if (stale === 0 && statuses.unavailable === 0) return ok('Channels', words);
  return warning('Channels', words, 'See "npx handfast channels list", and the alarm DataStale.');
}

type Listed = {
  readonly id: string;
  readonly name?: string | null;
  readonly deliveriesEnabled: boolean;
  readonly failingSince?: number | null;
};

const QUERY = `{
  productIntegrations(first: 50) { nodes { id name deliveriesEnabled failingSince } pageInfo { hasNextPage } }
}`;

/** Whether events reach the URLs of integrations. */
export async function checkDeliveries({ graphql }: Handfast): Promise<Check> {
  try {
    const answer = await graphql<{ productIntegrations: { readonly nodes: readonly Listed[] } }>(QUERY);
    const { nodes } = answer.productIntegrations;
    const bad = nodes.filter(({ deliveriesEnabled, failingSince }) => !deliveriesEnabled || failingSince);
    if (bad.length === 0) return ok('Deliveries', `nothing fails of ${counted(nodes.length, 'integration')}`);
    const words = bad.map(({ id, name, deliveriesEnabled }) => {
      return `${name ?? id} ${deliveriesEnabled ? 'is failing' : 'is switched off'}`;
    });
    return warning(
      'Deliveries',
      words.join(', '),
      `See "npx handfast deliveries list ${shellWord(bad[0]?.id ?? '')}".`,
    );
  } catch (error) {
    if (!(error instanceof HandfastError)) throw error;
    return notAsked('Deliveries', 'this client lacks the scope integrations:read, or the API has no integrations');
  }
}
