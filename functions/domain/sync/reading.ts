import type { ChangeLog, StreamName } from './change-log.ts';
import type { WrittenVersions } from './changes/change-batch.ts';
import type { ChannelSettings } from './channel.ts';
import type { RunId } from './channel-ids.ts';
import type { Connector } from './connector.ts';
import type { RunCounts, RunError, Task } from './run.ts';
import type { StoreReader } from './store-reader.ts';

/** What reading one connector takes. */
export type ReadingDeps = {
  readonly log: ChangeLog;
  readonly store: StoreReader;
  readonly now: () => Date;
  /** Where changes of the vendor's are written: which of them come back now. */
  readonly written?: Pick<WrittenVersions, 'among'> | undefined;
};

export type ReadingOrder = {
  readonly stream: StreamName;
  readonly connector: Connector;
  readonly settings: ChannelSettings;
  readonly run: RunId;
  readonly task: Task;
  /** Of the task `confirmed`: how many deletions somebody has confirmed. */
  readonly confirmed?: number | undefined;
  /** Asked before each page: whether the time is up, or somebody stopped the run. */
  readonly mustStop: () => boolean;
  /** Told after each page, so that progress can be shown. */
  readonly onPage?: ((counts: RunCounts) => void) | undefined;
};

/**
 * `finished`: nothing is left to do; `more`: it had to stop, and goes on where it was; `superseded`: somebody else is
 * doing the same; `held`: so many records are gone that somebody must confirm it.
 */
export type ReadingOutcome = 'finished' | 'more' | 'superseded' | 'held';

export type ReadingResult = {
  readonly outcome: ReadingOutcome;
  readonly counts: RunCounts;
  readonly errors: readonly RunError[];
  /** Deletions that wait for somebody to confirm them. */
  readonly held?: number | undefined;
};

/** What is shown of a stream's progress; the reading code reads it out of the stream's state. */
export type StreamProgress = {
  /** Up to which moment of the store's clock changes are delivered, ISO 8601. */
  readonly upTo?: string | undefined;
  /** Whether the first import is done. */
  readonly imported: boolean;
  /** Of the first import: how many records there are, and how many are left, as far as the store told. */
  readonly total?: number | undefined;
  readonly left?: number | undefined;
  /** When it last read the store without an error, ISO 8601. */
  readonly readAt?: string | undefined;
  readonly generation: number;
  readonly held?: number | undefined;
};
