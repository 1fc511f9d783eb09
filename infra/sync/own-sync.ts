import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { createSyncMachine, endAbortedRuns } from './sync-machine.ts';
import { createLookQueue } from './sync-queues.ts';

/** Fewer at once than those that are built in: a loop without end stops all looks of its invocation. */
const LOOKS_IN_ONE = 1;
const LOOKS_AT_ONCE = 20;

export type OwnSync = { readonly looks: Queue; readonly machine: StateMachine };

export type OwnSyncProps = {
  readonly functions: Readonly<Record<'sync' | 'slice', { readonly fn: IFunction }>>;
  readonly deadLetters: Queue;
  readonly retention: RetentionDays;
};

/** Looks and runs of the vendor's own connectors: with queue, machine and functions of their own. */
export function createOwnSync(scope: Construct, { functions, deadLetters, retention }: OwnSyncProps): OwnSync {
  const looks = createLookQueue(scope, 'SyncCustomLooks', deadLetters);
  const within = new Construct(scope, 'Custom');
  const machine = createSyncMachine(within, functions.slice.fn, retention);
  endAbortedRuns(within, machine, functions.slice.fn, deadLetters);
  functions.sync.fn.addEventSource(
    new SqsEventSource(looks, {
      batchSize: LOOKS_IN_ONE,
      maxConcurrency: LOOKS_AT_ONCE,
      reportBatchItemFailures: true,
    }),
  );
  return { looks, machine };
}
