import type { Connector } from '../../domain/sync/connector.ts';

/** Connectors, each behind those that come before it; otherwise in the order that they were given. */
export function inOrder(connectors: readonly Connector[]): readonly Connector[] {
  const ordered: Connector[] = [];
  const entered = new Set<Connector>();
  const place = (connector: Connector): void => {
    // Two that wait for each other come as they were given.
    if (entered.has(connector)) return;
    entered.add(connector);
    for (const earlier of connectors) if (connector.after.includes(earlier.name)) place(earlier);
    ordered.push(connector);
  };
  for (const connector of connectors) place(connector);
  return ordered;
}
