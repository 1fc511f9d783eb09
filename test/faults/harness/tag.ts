import type { Row } from '../matrix/rows.ts';

/** What an AWS call carries, so that the proxy knows whose it is. */
export type Tag = {
  readonly cell: string;
  readonly row: Row;
  /** Where this cell's OpenID provider is, when faults are made there. */
  readonly provider?: string;
};

/** What a function is invoked with: its event, in an envelope that is taken off in its thread. */
export type Tagged = { readonly tag?: Tag; readonly event: unknown };

export const TAG_HEADER = 'x-faults';
