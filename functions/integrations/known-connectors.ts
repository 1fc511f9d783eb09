import type { KnownConnectors } from '../domain/integrations/findings/channel-findings.ts';
import { BUILT_IN_RESOURCES } from '../domain/sync/built-in-connectors.ts';

/** The connectors of this deployment, the vendor's own among them. */
export function knownConnectors(
  own: readonly { readonly name: string; readonly resources: readonly string[] }[] = [],
): KnownConnectors {
  const builtIn = Object.entries<readonly string[]>(BUILT_IN_RESOURCES);
  return new Map([...builtIn, ...own.map(({ name, resources }): [string, readonly string[]] => [name, resources])]);
}
