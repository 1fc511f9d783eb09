import { distance } from 'fastest-levenshtein';
import { BUILT_IN_CONNECTORS } from '../../../functions/domain/sync/built-in-connectors.ts';
import type { Readable } from '../reading/readable.ts';
import type { WrittenSettings } from '../settings-schema.ts';

/** Above this many changed letters, a name is no typing error of another. */
const FARTHEST = 3;

/** A setting's path, and what to write instead. */
type Problem = readonly [path: string, message: string];

/** Connectors of products' channels that are neither built in nor among the settings' own. */
export function unknownConnectors({ products = [], sync }: Readable<WrittenSettings>): Problem[] {
  const own = (sync?.connectors ?? []).map((connector) => String(connector?.name ?? ''));
  const known = [...BUILT_IN_CONNECTORS, ...own.filter((name) => name !== '')];
  return products.flatMap((product, index) =>
    Object.keys(product?.channel?.connectors ?? {})
      .filter((name) => !known.includes(name))
      .map((name): Problem => [`products.${index}.channel.connectors.${name}`, adviceFor(name, known)]),
  );
}

function adviceFor(name: string, known: readonly string[]): string {
  const [near = ''] = known.toSorted((one, other) => distance(name, one) - distance(name, other));
  if (distance(name, near) <= FARTHEST) return `is no connector; did you mean "${near}"?`;
  return `is no connector; there are ${known.join(', ')}. Name the file of one of your own in sync.connectors`;
}
