import type { ConnectorName } from '../channel-ids.ts';
import type { ItemSchema } from '../connector.ts';

/** First sketch: the writing engine's own helper completes it. How changes of one kind of record are written. */
export type Writer<Item = unknown> = {
  readonly name: ConnectorName;
  readonly label: string;
  readonly direction: 'export';
  /** ACL ids of Magento that the integration must be granted. */
  readonly resources: readonly string[];
  /** What the vendor sends of one record. */
  readonly item: ItemSchema<Item>;
  /** The record that a change is of: changes of one are written in order. A method, so that all go into one list. */
  recordOf(item: Item): string;
};
