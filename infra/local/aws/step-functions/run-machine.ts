import type { RunOptions, StateMachineDefinition } from 'aws-local-stepfunctions';
import { StateMachine } from 'aws-local-stepfunctions';
import * as z from 'zod';
import { FunctionFault } from '../../lambda/worker.ts';
import type { MachineSpec } from '../../template/functions.ts';
import { oneLine, UserError } from '../../user-error.ts';
import type { TaskTokens, WaitingTask } from './issued-task-tokens.ts';
import { TaskFailure } from './issued-task-tokens.ts';
import type { State } from './machine-definition.ts';
import { assertServed, Definition, prepared, statesOf, timeoutOf } from './machine-definition.ts';

/** One run of a machine. `result` rejects with the interpreter's errors. */
export type Run = {
  readonly result: Promise<unknown>;
  /** Names of the states entered, in order, as they are entered. */
  readonly entered: readonly string[];
  abort(): void;
};

export type Machine = {
  readonly arn: string;
  readonly name: string;
  readonly states: readonly string[];
  /** Runs the definition from its start, or from `startAt`. */
  run(input: unknown, execution: { readonly arn: string; readonly name: string }, startAt?: string): Run;
};

export type InvokeFunction = (named: string, event: unknown) => Promise<unknown>;

/** The grammar is checked by the interpreter. */
const Checked = z.custom<StateMachineDefinition>((value) => Definition.safeParse(value).success);
const Input = z.json();
const LambdaParameters = z.object({ FunctionName: z.string(), Payload: z.unknown() });

const INVOKE = 'arn:aws:states:::lambda:invoke';

function toTaskFailure(error: unknown): TaskFailure {
  return error instanceof FunctionFault
    ? new TaskFailure(error.report.errorType, JSON.stringify(error.report))
    : new TaskFailure('Lambda.Unknown', oneLine(error));
}

type Task = (input: unknown) => Promise<unknown>;

/** What a run needs to let its tasks wait: the tokens it minted, and the waits it started. */
type Waits = { readonly tokens: TaskTokens; readonly minted: string[]; readonly waiting: WaitingTask[] };

function waitingTask(invoke: InvokeFunction, state: State, { tokens, minted, waiting }: Waits): Task {
  return async (input) => {
    const { FunctionName, Payload } = LambdaParameters.parse(input);
    const payload = JSON.stringify(Payload);
    const token = minted.find((candidate) => payload.includes(candidate));
    if (token === undefined) throw new TaskFailure('States.Runtime', 'The payload holds no task token.');
    const wait = tokens.wait(token, timeoutOf(state));
    waiting.push(wait);
    // The token may come back before the function is done: then the state is over. A failing function ends it, too.
    const { promise: failed, reject } = Promise.withResolvers<never>();
    invoke(FunctionName, Payload).catch((error) => reject(toTaskFailure(error)));
    return Promise.race([wait.result, failed]).finally(wait.close);
  };
}

function plainTask(invoke: InvokeFunction, named: string): Task {
  return async (input) => {
    try {
      return await invoke(named, input);
    } catch (error) {
      throw toTaskFailure(error);
    }
  };
}

function invokingTask(invoke: InvokeFunction): Task {
  return async (input) => {
    const { FunctionName, Payload } = LambdaParameters.parse(input);
    const answered = await plainTask(invoke, FunctionName)(Payload);
    return { ExecutedVersion: '$LATEST', Payload: answered, StatusCode: 200 };
  };
}

function taskFor(name: string, state: State, invoke: InvokeFunction, waits: Waits): Task {
  const resource = state.Resource ?? '';
  if (resource.startsWith('arn:aws:lambda:')) return plainTask(invoke, resource);
  if (resource === INVOKE) return invokingTask(invoke);
  if (resource === `${INVOKE}.waitForTaskToken`) return waitingTask(invoke, state, waits);
  throw new UserError(`State ${name} uses ${resource}, which local mode cannot serve.`);
}

function tasksOf(definition: unknown, invoke: InvokeFunction, waits: Waits): [string, Task][] {
  return statesOf(definition)
    .filter(([, state]) => state.Type === 'Task')
    .map(([name, state]) => [name, taskFor(name, state, invoke, waits)]);
}

function validated(machine: string, definition: unknown): StateMachineDefinition {
  const checked = Checked.parse(definition);
  try {
    new StateMachine(checked);
  } catch (error) {
    throw new UserError(`${machine}: ${oneLine(error)}`, { cause: error });
  }
  return checked;
}

/**
 * Makes a machine of its definition.
 *
 * @throws UserError naming the state and the field or resource that would not run as on AWS
 */
export function createMachine(spec: MachineSpec, invoke: InvokeFunction, tokens: TaskTokens): Machine {
  assertServed(spec.name, spec.definition);
  // Made once now, so that what cannot be served is named at the start.
  tasksOf(spec.definition, invoke, { tokens, minted: [], waiting: [] });
  const definition = validated(spec.name, prepared(spec.definition));
  return {
    arn: spec.arn,
    name: spec.name,
    states: Object.keys(definition.States),
    run: (input, execution, startAt) => {
      const waits: Waits = { tokens, minted: [], waiting: [] };
      const options: RunOptions = {
        overrides: { taskResourceLocalHandlers: handlers(tasksOf(definition, invoke, waits)) },
        context: {
          Execution: { Id: execution.arn, Name: execution.name },
          StateMachine: { Id: spec.arn, Name: spec.name },
          Task: {
            get Token() {
              const token = tokens.mint();
              waits.minted.push(token);
              return token;
            },
          },
        },
      };
      const begun = startAt === undefined ? definition : { ...definition, StartAt: startAt };
      // Checked already; begun in the middle, the states before it would be called unreachable.
      const machine = new StateMachine(begun, { validationOptions: { noValidate: true } });
      return follow(machine.run(Input.parse(input), options), waits);
    },
  };
}

type Handlers = NonNullable<NonNullable<RunOptions['overrides']>['taskResourceLocalHandlers']>;

/** Answers are JSON already; parsing is for the compiler only. */
function handlers(tasks: [string, Task][]): Handlers {
  return Object.fromEntries(
    tasks.map(([name, task]) => [name, async (input: unknown) => Input.parse(await task(input))]),
  );
}

function follow(running: ReturnType<StateMachine['run']>, { waiting }: Waits): Run {
  const entered: string[] = [];
  async function listen(): Promise<void> {
    for await (const event of running.eventLogs) {
      if (event.type === 'StateEntered') entered.push(event.state.name);
    }
  }
  void listen();
  const result = running.result.finally(() => {
    for (const wait of waiting) wait.close();
  });
  return { result, entered, abort: running.abort };
}
