import { BUILT_IN_WRITERS } from '../domain/sync/built-in-writers.ts';
import type { Writer } from '../domain/sync/changes/writer.ts';
import type { Connector } from '../domain/sync/connector.ts';
import { defineConnector, defineWriter } from './define-connector.ts';

/** What the settings know of a connector of the vendor's. */
type Description = Pick<Connector, 'label' | 'resources'> & {
  readonly name: string;
  readonly after: readonly string[];
  readonly everyMinutes: number;
  readonly kind: Connector['reader']['kind'];
  readonly path: string;
};

/** The vendor's connectors for functions that show and choose them, and have none of their code. */
export function describedConnectors(descriptions: readonly Description[] = []): readonly Connector[] {
  return descriptions.map(({ kind, path, ...known }) =>
    defineConnector({
      ...known,
      reader: kind === 'changes' ? { kind, path } : { kind, path, key: withoutCode, orderedBy: '' },
      processor: withoutCode,
    }),
  );
}

type WriterDescription = Pick<Writer, 'label' | 'resources'> & { readonly name: string };

/** The same for writers: those of Magento, and then the vendor's. */
export function shownWriters(own: readonly WriterDescription[] = []): readonly Writer[] {
  const code = { item: { safeParse: withoutCode }, recordOf: withoutCode, write: withoutCode };
  const builtIn = Object.entries(BUILT_IN_WRITERS).map(([name, known]) => ({ name, ...known }));
  return [...builtIn, ...own].map((known) => defineWriter({ ...known, ...code }));
}

function withoutCode(): never {
  throw new Error('the code of this connector is in another function');
}
