import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { CustomFunctions } from '../functions/custom-functions.ts';
import { createSyncMachine, endAbortedRuns } from './sync-machine.ts';
import { createSyncQueues, type SyncQueues } from './sync-queues.ts';
import { createWriteMachine } from './write-machine.ts';

/** Each window, and each event, by itself. */
const DISPATCHES_AT_ONCE = 5;

/** Lambda is paid by the clock: ten stores that are waited for in one invocation cost what one does. */
const LOOKS_IN_ONE = 10;
const LOOKS_AT_ONCE = 100;
const CUSTOM_LOOKS_AT_ONCE = 20;

export type SyncProps = {
  readonly bus: EventBus;
  readonly functions: Readonly<Record<'dispatch' | 'sync' | 'slice' | 'write', { readonly fn: IFunction }>>;
  /** The functions with the vendor's connectors. */
  readonly custom: CustomFunctions;
  readonly retention: RetentionDays;
};

export type Sync = SyncQueues & {
  /** One execution for each run that a look cannot finish, or that somebody asked for. */
  readonly machine: StateMachine;
  /** Executions that write the vendor's changes, one at a time for each channel. */
  readonly writeMachine: StateMachine;
  readonly custom: CustomFunctions;
};

/**
 * What looks at stores: the schedule and the bus to `dispatch`, one message for each channel to `sync`, and a state
 * machine of its own for long work, which so never holds up the looks at other stores.
 */
export function createSync(scope: Construct, { bus, functions, custom, retention }: SyncProps): Sync {
  const queues = createSyncQueues(scope, bus, custom.reading !== undefined);
  const machine = createSyncMachine(scope, { slice: functions.slice.fn, custom: custom.reading?.slices.fn }, retention);
  const writeMachine = createWriteMachine(scope, { write: functions.write.fn, custom: custom.writes?.fn }, retention);
  endAbortedRuns(scope, machine, functions.slice.fn, queues.deadLetters);
  functions.dispatch.fn.addEventSource(
    new SqsEventSource(queues.windows, {
      batchSize: 1,
      maxConcurrency: DISPATCHES_AT_ONCE,
      reportBatchItemFailures: true,
    }),
  );
  functions.sync.fn.addEventSource(
    new SqsEventSource(queues.looks, {
      batchSize: LOOKS_IN_ONE,
      maxConcurrency: LOOKS_AT_ONCE,
      reportBatchItemFailures: true,
    }),
  );
  if (custom.reading !== undefined && queues.customLooks !== undefined) {
    custom.reading.looks.fn.addEventSource(
      new SqsEventSource(queues.customLooks, {
        // Each channel by itself: a processor that never returns stops no other's.
        batchSize: 1,
        maxConcurrency: CUSTOM_LOOKS_AT_ONCE,
        reportBatchItemFailures: true,
      }),
    );
  }
  return { ...queues, machine, writeMachine, custom };
}
