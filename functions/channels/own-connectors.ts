import type { Connector } from '../domain/sync/connector.ts';

/**
 * The vendor's own connectors, by the name `#own-connectors`. A function that reads these is bundled with a module in
 * place of this one, which imports their files; every other function reads those that are built in.
 */
export const ownConnectors: readonly Connector[] | undefined = undefined;
