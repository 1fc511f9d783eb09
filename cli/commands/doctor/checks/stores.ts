import { type Handfast, HandfastError } from '../../../../client/handfast.ts';
import { type Check, counted, notAsked, ok, warning } from '../check.ts';

/** What needs somebody to do something. */
const BROKEN = ['needs_reauthorization', 'unreachable', 'inactive'] as const;
/** One page: how many there are beyond it does not matter here. */
const MOST = 100;

/** How many stores do not work, and why. */
export async function checkConnections({ connections }: Handfast): Promise<Check> {
  const counts = await Promise.all(
    BROKEN.map(async (status) => {
      const { items, next } = await connections.list({ status }).page({ limit: MOST });
      return { status, count: items.length, more: next !== undefined };
    }),
  );
  const some = counts.filter(({ count }) => count > 0);
  if (some.length === 0) return ok('Connections', 'none is broken');
  const words = some.map(({ status, count, more }) => `${count}${more ? ' or more' : ''} ${status}`).join(', ');
  const [first] = some;
  return warning('Connections', words, `See "npx handfast connections list --status ${first?.status}".`);
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
    return warning('Deliveries', words.join(', '), `See "npx handfast deliveries list ${bad[0]?.id}".`);
  } catch (error) {
    if (!(error instanceof HandfastError)) throw error;
    return notAsked('Deliveries', 'this client lacks the scope integrations:read, or the API has no integrations');
  }
}
