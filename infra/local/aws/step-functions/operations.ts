import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { parseJson } from '../../../../functions/domain/parse-json.ts';
import { AwsFault } from '../aws-fault.ts';
import type { Operations } from '../aws-json.ts';
import type { Execution, Executions } from './executions.ts';
import type { TaskTokens } from './issued-task-tokens.ts';
import type { Machine } from './run-machine.ts';

const StartExecution = z.object({
  stateMachineArn: z.string(),
  name: z.string().optional(),
  input: z.string().default('{}'),
});
const SendTaskSuccess = z.object({ taskToken: z.string(), output: z.string() });
const SendTaskFailure = z.object({
  taskToken: z.string(),
  error: z.string().max(256).default(''),
  cause: z.string().max(32_768).default(''),
});
const OneExecution = z.object({ executionArn: z.string() });

/** 1 to 80 characters, without white space, brackets, wildcards, separators or controls. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]{1,80}$/u;

const NOT_JSON = {
  InvalidExecutionInput: 'Invalid Execution Input: not JSON',
  InvalidOutput: 'Invalid Output: not JSON',
} as const;

function jsonOf(text: string, code: keyof typeof NOT_JSON): unknown {
  const parsed = parseJson(text);
  if (parsed === undefined) throw new AwsFault(code, NOT_JSON[code]);
  return parsed;
}

function seconds(milliseconds: number | undefined): number | undefined {
  return milliseconds === undefined ? undefined : milliseconds / 1000;
}

function description(execution: Execution) {
  return {
    executionArn: execution.arn,
    stateMachineArn: execution.machineArn,
    name: execution.name,
    status: execution.status,
    startDate: seconds(execution.startedAtMs),
    stopDate: seconds(execution.endedAtMs),
    input: JSON.stringify(execution.input),
    output: execution.output === undefined ? undefined : JSON.stringify(execution.output),
    error: execution.error,
    cause: execution.cause,
  };
}

/** The few calls of Step Functions that a handshake needs, and those that help to watch it. */
export function stepFunctionsOperations(
  machines: readonly Machine[],
  executions: Executions,
  tokens: TaskTokens,
): Operations {
  function find(input: unknown): Execution {
    const { executionArn } = OneExecution.parse(input);
    const found = executions.find(executionArn);
    if (!found) throw new AwsFault('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`);
    return found;
  }
  return {
    'AWSStepFunctions.StartExecution': (input) => {
      const { stateMachineArn, name = randomUUID(), input: text } = StartExecution.parse(input);
      const machine = machines.find(({ arn }) => arn === stateMachineArn);
      if (!machine) {
        throw new AwsFault('StateMachineDoesNotExist', `State Machine Does Not Exist: '${stateMachineArn}'`);
      }
      if (!NAME.test(name)) throw new AwsFault('InvalidName', `Invalid Name: '${name}'`);
      const execution = executions.start(machine, name, jsonOf(text, 'InvalidExecutionInput'));
      return { executionArn: execution.arn, startDate: seconds(execution.startedAtMs) };
    },
    'AWSStepFunctions.DescribeExecution': (input) => description(find(input)),
    'AWSStepFunctions.StopExecution': async (input) => {
      const { arn } = find(input);
      await executions.abort(arn);
      return { stopDate: seconds(executions.find(arn)?.endedAtMs) };
    },
    'AWSStepFunctions.SendTaskSuccess': (input) => {
      const { taskToken, output } = SendTaskSuccess.parse(input);
      tokens.succeed(taskToken, jsonOf(output, 'InvalidOutput'));
    },
    'AWSStepFunctions.SendTaskFailure': (input) => {
      const { taskToken, error, cause } = SendTaskFailure.parse(input);
      tokens.fail(taskToken, error, cause);
    },
  };
}
