import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { oneLine } from '../user-error.ts';
import type { ErrorReport, Invocation, WorkerMessage, WorkerStart } from './function-messages.ts';

/** A function's error, as Lambda reports it. */
export class FunctionFault extends Error {
  override readonly name = 'FunctionFault';
  readonly report: ErrorReport;

  constructor(report: ErrorReport) {
    super(`${report.errorType}: ${report.errorMessage}`);
    this.report = report;
  }
}

/** One worker thread with one function in it. */
export type FunctionWorker = {
  /** Resolves when the bundle is imported; rejects when it cannot be. */
  readonly loaded: Promise<void>;
  /** True from the moment the thread ended, by itself or not. */
  ended(): boolean;
  /**
   * @throws FunctionFault: the handler's error by its name, `Sandbox.Timedout`, or `Runtime.ExitError` when the
   *   thread ended first
   */
  invoke(event: unknown): Promise<unknown>;
  /** Ends the thread once the invocations under way are answered; each has its own time limit. */
  retire(): void;
  terminate(): Promise<void>;
};

export type FunctionWorkerOptions = {
  readonly start: WorkerStart;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  /** Invocations at once, where a queue may send more than others do. */
  readonly atOnce?: number | undefined;
  /** Takes what the function writes on its standard output and error. */
  readonly log: (text: string) => void;
};

/**
 * How many invocations a thread is given at once; more are queued, and their time-out starts later. Lambda gives each
 * an instance of its own. Here they share the SDK's clients, which open 50 connections each and count the wait for a
 * free one as a service that does not answer.
 */
const AT_ONCE = 40;

type Pending = { resolve(payload: unknown): void; reject(fault: FunctionFault): void };

function fault(errorType: string, errorMessage: string): FunctionFault {
  return new FunctionFault({ errorType, errorMessage, trace: [] });
}

/** Where this process keeps compiled code: else each thread compiles all that it loads. */
function compileCache(): Record<string, string> {
  const { NODE_COMPILE_CACHE } = process.env;
  return NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE };
}

function startWorker({ start, environment, log }: FunctionWorkerOptions): Worker {
  const worker = new Worker(new URL('./function-worker.ts', import.meta.url), {
    workerData: start,
    env: { ...environment, ...compileCache() },
    execArgv: [],
    stdout: true,
    stderr: true,
    name: start.functionName,
    resourceLimits: { maxOldGenerationSizeMb: start.memoryMegabytes },
  });
  worker.stdout.setEncoding('utf8').on('data', log);
  worker.stderr.setEncoding('utf8').on('data', log);
  return worker;
}

/** Starts a thread and imports the function into it. */
export function openFunctionWorker(options: FunctionWorkerOptions): FunctionWorker {
  const { start, timeoutSeconds, atOnce = AT_ONCE, log } = options;
  const worker = startWorker(options);
  const pending = new Map<string, Pending>();
  const waiting: (() => void)[] = [];
  const { promise: loaded, resolve: isLoaded, reject: cannotLoad } = Promise.withResolvers<void>();
  // A failure is for whoever awaits `loaded`; not awaiting it is fine.
  loaded.catch(() => undefined);
  let ended = false;
  let retired = false;

  function settle(id: string, act: (waiting: Pending) => void): void {
    const answered = pending.get(id);
    pending.delete(id);
    if (answered) act(answered);
    waiting.shift()?.();
    if (retired && pending.size === 0) void worker.terminate();
  }
  function retire(): void {
    retired = true;
    if (pending.size === 0) void worker.terminate();
  }
  worker.on('message', (message: WorkerMessage) => {
    if (message.kind === 'loaded') isLoaded();
    else if (message.kind === 'answer') settle(message.id, ({ resolve }) => resolve(JSON.parse(message.payload)));
    else settle(message.id, ({ reject }) => reject(new FunctionFault(message.error)));
  });
  worker.on('error', (error) => {
    log(`${start.functionName} crashed: ${error instanceof Error ? error.stack : oneLine(error)}\n`);
    cannotLoad(error);
  });
  worker.on('exit', (code) => {
    ended = true;
    cannotLoad(new Error(`its thread ended with code ${code}`));
    const exit = fault('Runtime.ExitError', `${start.functionName} ended before it answered`);
    while (pending.size > 0) for (const id of [...pending.keys()]) settle(id, ({ reject }) => reject(exit));
  });

  return {
    loaded,
    ended: () => ended || retired,
    invoke: (event) => {
      const invocation: Invocation = {
        id: randomUUID(),
        event: JSON.stringify(event),
        timeoutMs: timeoutSeconds * 1000,
      };
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      function begin(): void {
        const timer = setTimeout(() => {
          // It may be stuck for good; the next invocation gets a fresh thread.
          retire();
          const message = `${invocation.id} Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
          settle(invocation.id, (late) => late.reject(fault('Sandbox.Timedout', message)));
        }, invocation.timeoutMs);
        pending.set(invocation.id, { resolve, reject });
        worker.postMessage(invocation);
        void promise.then(
          () => clearTimeout(timer),
          () => clearTimeout(timer),
        );
      }
      if (pending.size < atOnce) begin();
      else waiting.push(begin);
      return promise;
    },
    retire,
    terminate: async () => {
      await worker.terminate();
    },
  };
}
