import { DescribeStateMachineCommand, ListExecutionsCommand, paginateGetExecutionHistory } from '@aws-sdk/client-sfn';
import type { Site } from './site.ts';

export type Execution = {
  readonly status: string;
  /** The states it entered, in order; a state that was tried again stands there once. */
  readonly states: readonly string[];
  /** The errors that were thrown, by name, in order. */
  readonly errors: readonly string[];
  /** All of its history as one text. */
  readonly text: string;
};

/** The logical ids of the machines begin so. */
export type MachineId = 'Machine' | 'SyncMachine' | 'WriteMachine';

/** What a deployed machine has done. */
export function openHistory({ machines, resources }: Site, id: MachineId) {
  async function machineArn(): Promise<string> {
    const all = await resources('AWS::StepFunctions::StateMachine');
    const [arn, ...others] = all.filter((one) => one.includes(`-Handfast${id}`));
    if (arn === undefined || others.length > 0) throw new Error(`The stack has not exactly one ${id}: ${all.join()}`);
    return arn;
  }
  return {
    async definition(): Promise<string> {
      const stateMachineArn = await machineArn();
      return (await machines.send(new DescribeStateMachineCommand({ stateMachineArn }))).definition ?? '';
    },

    /** Newest first. */
    async executions(): Promise<readonly Execution[]> {
      const stateMachineArn = await machineArn();
      const { executions = [] } = await machines.send(new ListExecutionsCommand({ stateMachineArn }));
      const newest = executions.toSorted((one, other) => Number(other.startDate) - Number(one.startDate));
      return Promise.all(newest.map(({ executionArn, status }) => read(machines, executionArn ?? '', status ?? '')));
    },
  };
}

async function read(client: Site['machines'], executionArn: string, status: string): Promise<Execution> {
  const events = [];
  for await (const page of paginateGetExecutionHistory({ client }, { executionArn })) {
    events.push(...(page.events ?? []));
  }
  const failures = events.map((event) => event.lambdaFunctionFailedEventDetails ?? event.taskFailedEventDetails);
  return {
    status,
    states: events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []),
    errors: failures.flatMap((failure) => failure?.error ?? []),
    text: JSON.stringify(events),
  };
}
