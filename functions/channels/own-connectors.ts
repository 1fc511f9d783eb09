import type { Writer } from '../domain/sync/changes/writer.ts';
import type { Connector } from '../domain/sync/connector.ts';

/**
 * The vendor's own connectors, by the name `#own-connectors`. A function that runs these is bundled with a module in
 * place of this one, which imports their files; every other function runs those that are built in.
 */
export const ownConnectors: readonly Connector[] | undefined = undefined;

/** The same for those that write. */
export const ownWriters: readonly Writer[] | undefined = undefined;
