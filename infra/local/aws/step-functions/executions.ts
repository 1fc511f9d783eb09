import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ExecutionAbortedError, ExecutionTimeoutError } from 'aws-local-stepfunctions';
import * as z from 'zod';
import type { Clock } from '../../clock.ts';
import { readPrivateJson, writePrivateJson } from '../../data-folder/private-json.ts';
import { oneLine } from '../../user-error.ts';
import { AwsFault } from '../aws-fault.ts';
import type { Machine, Run } from './run-machine.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** One execution. Times are milliseconds since 1970 on the local clock. */
export type Execution = {
  readonly arn: string;
  readonly name: string;
  readonly machineArn: string;
  readonly input: unknown;
  readonly startedAtMs: number;
  /** Names of the states entered so far, in order. */
  readonly states: readonly string[];
  readonly status: ExecutionStatus;
  readonly endedAtMs?: number;
  readonly output?: unknown;
  readonly error?: string;
  readonly cause?: string;
};

type Ending = Pick<Execution, 'status' | 'output' | 'error' | 'cause'>;

/** An execution as it is kept on disk while it runs. */
const Kept = z.object({ machineArn: z.string(), name: z.string(), input: z.unknown() });

/** Executions of all machines, in memory; those under way also on disk, so that a restart finds them. */
export type Executions = {
  /** @throws AwsFault `ExecutionAlreadyExists` unless one with the same name and input is still running */
  start(machine: Machine, name: string, input: unknown): Execution;
  find(arn: string): Execution | undefined;
  all(): Execution[];
  abort(arn: string): Promise<void>;
  /**
   * Ends what an earlier process left unfinished, by the machine's own state `Fail`: its input gets
   * `error: { Error: 'interrupted', Cause }`. Resolves when all of these have ended. A machine without such a state is
   * begun again with the same input: its first state goes on where the work was.
   */
  finishInterrupted(machines: readonly Machine[]): Promise<void>;
  /** Stops everything under way. What was running is found, and ended, by the next process. */
  stop(): Promise<void>;
};

const FAIL_STATE = 'Fail';
const INTERRUPTED = { Error: 'interrupted', Cause: 'Local mode was stopped in the middle of this handshake.' };

function describeFailure(error: unknown): Ending {
  if (error instanceof ExecutionAbortedError) return { status: 'ABORTED' };
  if (error instanceof ExecutionTimeoutError) return { status: 'TIMED_OUT' };
  const failure = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const name = failure instanceof Error ? failure.name : 'States.Runtime';
  return { status: 'FAILED', error: name, cause: oneLine(failure) };
}

async function conclude(run: Run): Promise<Ending> {
  try {
    return { status: 'SUCCEEDED', output: await run.result };
  } catch (error) {
    return describeFailure(error);
  }
}

/** The journal on disk: a file per running execution, and the names that were used up. */
function openJournal(folder: string) {
  mkdirSync(folder, { recursive: true });
  const endedFile = join(folder, 'ended.txt');
  const ended = new Set(existsSync(endedFile) ? readFileSync(endedFile, 'utf8').split('\n') : []);
  const fileOf = (name: string) => join(folder, `${encodeURIComponent(name)}.json`);
  return {
    hasEnded: (arn: string) => ended.has(arn),
    begin: (kept: z.infer<typeof Kept>) => writePrivateJson(fileOf(kept.name), kept),
    end: ({ arn, name }: Execution) => {
      ended.add(arn);
      appendFileSync(endedFile, `${arn}\n`, { mode: 0o600 });
      rmSync(fileOf(name), { force: true });
    },
    forget: (name: string) => rmSync(fileOf(name), { force: true }),
    leftovers: () =>
      readdirSync(folder)
        .filter((file) => file.endsWith('.json'))
        .flatMap((file) => readPrivateJson(join(folder, file), Kept) ?? []),
  };
}

function arnFor(machine: Machine, name: string): string {
  return `${machine.arn.replace(':stateMachine:', ':execution:')}:${name}`;
}

function alreadyExists(arn: string) {
  return new AwsFault('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
}

/** @param unfinished called for every execution that was stopped, failed or timed out */
export function openExecutions(
  folder: string,
  clock: Clock,
  unfinished: (execution: Execution) => void = () => undefined,
): Executions {
  const journal = openJournal(folder);
  const known = new Map<string, Execution>();
  const running = new Map<string, { run: Run; done: Promise<void> }>();
  let stopping = false;

  function launch(machine: Machine, name: string, input: unknown, startAt?: string): Execution {
    const arn = arnFor(machine, name);
    journal.begin({ machineArn: machine.arn, name, input });
    const run = machine.run(input, { arn, name }, startAt);
    const begun = { arn, name, machineArn: machine.arn, input, startedAtMs: clock.now(), states: run.entered };
    const execution: Execution = { ...begun, status: 'RUNNING' };
    known.set(arn, execution);
    const done = conclude(run).then((ending) => {
      running.delete(arn);
      const finished = { ...begun, ...ending, endedAtMs: clock.now() };
      known.set(arn, finished);
      if (stopping) return;
      journal.end(execution);
      if (finished.status !== 'SUCCEEDED') unfinished(finished);
    });
    running.set(arn, { run, done });
    return execution;
  }
  async function abort(arn: string): Promise<void> {
    const under = running.get(arn);
    under?.run.abort();
    await under?.done;
  }
  return {
    start: (machine, name, input) => {
      const arn = arnFor(machine, name);
      const present = known.get(arn);
      if (present?.status === 'RUNNING' && isDeepStrictEqual(present.input, input)) return present;
      if (present || journal.hasEnded(arn)) throw alreadyExists(arn);
      return launch(machine, name, input);
    },
    find: (arn) => known.get(arn),
    all: () => [...known.values()],
    abort,
    finishInterrupted: async (machines) => {
      const ending: string[] = [];
      for (const { machineArn, name, input } of journal.leftovers()) {
        const machine = machines.find(({ arn }) => arn === machineArn);
        if (machine === undefined) journal.forget(name);
        else if (machine.states.includes(FAIL_STATE)) {
          const failed = { ...z.record(z.string(), z.unknown()).catch({}).parse(input), error: INTERRUPTED };
          ending.push(launch(machine, name, failed, FAIL_STATE).arn);
        } else launch(machine, name, input);
      }
      await Promise.all(ending.map((arn) => running.get(arn)?.done));
    },
    stop: async () => {
      stopping = true;
      await Promise.all([...running.keys()].map(abort));
    },
  };
}
