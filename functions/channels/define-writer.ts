import type { DocumentWriter, ValueWriter, Writer } from '../domain/sync/changes/writer.ts';
import { CONNECTOR_NAME, parseConnectorName } from '../domain/sync/channel-ids.ts';

export type { Entry, Found, StoreAnswer, StoreCall, StoreWriter, Written } from '../domain/sync/changes/writer.ts';

type Defined<W> = Omit<W, 'name' | 'direction' | 'kind'> & {
  /** In URLs and metrics: lower-case letters, digits and `-`. */
  readonly name: string;
};

/** Of values, which may be written again without harm. */
export type ValueWriterDefinition<Item> = Defined<
  Omit<ValueWriter<Item>, 'listSize' | 'versionsOf' | 'readsBack' | 'merge'>
> & {
  /** 1 unless given: a call for each record. */
  readonly listSize?: number;
  /** The connector whose versions its records have; the one of the same name unless given. */
  readonly versionsOf?: string;
  readonly readsBack?: boolean;
  /** One change that does what both do; undefined where none can. No changes are merged unless given. */
  readonly merge?: (earlier: Item, later: Item) => Item | undefined;
};

/** Of documents, each of which would be there twice if it were sent twice. */
export type DocumentWriterDefinition<Item> = Defined<Omit<DocumentWriter<Item>, 'resembles'>> & {
  /** Whether others can look the same, so that they must be counted before it is sent. Never unless given. */
  readonly resembles?: (item: Item) => boolean;
};

export function defineWriter<Item>(definition: ValueWriterDefinition<Item>): Writer<Item>;
export function defineWriter<Item>(definition: DocumentWriterDefinition<Item>): Writer<Item>;
/** @throws TypeError for a name that none can have */
export function defineWriter<Item>(
  definition: ValueWriterDefinition<Item> | DocumentWriterDefinition<Item>,
): Writer<Item> {
  if (!CONNECTOR_NAME.test(definition.name)) {
    throw new TypeError(`"${definition.name}" must be 1 to 32 characters of a-z, 0-9 and -, beginning with a letter`);
  }
  const common = { name: parseConnectorName(definition.name), direction: 'export' } as const;
  if ('create' in definition) return { resembles: () => false, ...definition, ...common, kind: 'documents' };
  const { versionsOf = definition.name, listSize = 1, readsBack = false, merge = () => undefined } = definition;
  return {
    ...{ ...definition, ...common, kind: 'values', versionsOf: parseConnectorName(versionsOf) },
    ...{ listSize, readsBack, merge },
  };
}
