import { AWS_TIME_LIMITS } from '../retry/aws-time-limits.ts';

/** `missing`: it was never started, or ended more than 90 days ago. */
export type ExecutionState = 'running' | 'over' | 'missing';

/** Executions of one state machine whose names say what they work on. */
export function openNamedExecutions(machineArn: string) {
  let opened: ReturnType<typeof open> | undefined;
  /** Loaded when first needed: most of what asks for it starts nothing. */
  function stepFunctions(): ReturnType<typeof open> {
    opened ??= open();
    return opened;
  }
  return {
    /** Starts one, once, however often it is asked to. */
    async start(name: string, input: Readonly<Record<string, string>>): Promise<void> {
      const { client, sdk } = await stepFunctions();
      const execution = { stateMachineArn: machineArn, name, input: JSON.stringify(input) };
      try {
        await client.send(new sdk.StartExecutionCommand(execution));
      } catch (error) {
        if (!(error instanceof sdk.ExecutionAlreadyExists)) throw error;
      }
    },

    /** As it was some moments ago: Step Functions may not tell yet of one that was just started. */
    async stateOf(name: string): Promise<ExecutionState> {
      const { client, sdk } = await stepFunctions();
      const executionArn = `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
      try {
        const { status } = await client.send(new sdk.DescribeExecutionCommand({ executionArn }));
        return status === 'RUNNING' || status === 'PENDING_REDRIVE' ? 'running' : 'over';
      } catch (error) {
        if (error instanceof sdk.ExecutionDoesNotExist) return 'missing';
        throw error;
      }
    },
  };
}

async function open() {
  const { DescribeExecutionCommand, ExecutionAlreadyExists, ExecutionDoesNotExist, SFNClient, StartExecutionCommand } =
    await import('@aws-sdk/client-sfn');
  return {
    client: new SFNClient({ maxAttempts: 4, requestHandler: AWS_TIME_LIMITS }),
    sdk: { DescribeExecutionCommand, ExecutionAlreadyExists, ExecutionDoesNotExist, StartExecutionCommand },
  };
}
