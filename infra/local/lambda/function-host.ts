import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import type { FunctionSpec } from '../template/functions.ts';
import { REGION } from '../template/template.ts';
import { oneLine, UserError } from '../user-error.ts';
import type { FunctionWorker } from './worker.ts';
import { openFunctionWorker } from './worker.ts';

/** All functions of the stack, each in its own thread with its own environment. */
export type FunctionHost = {
  /** Imports every bundle, so that the first request does not wait for it. */
  warm(): Promise<void>;
  /**
   * Invokes a function and gives its answer. Invocations of one function share its thread.
   *
   * @param named name or ARN of the function
   * @throws FunctionFault when the function fails, times out or crashes
   */
  invoke(named: string, event: unknown): Promise<unknown>;
  stop(): Promise<void>;
};

export type FunctionContext = {
  /** Folder of a function's code by its key in the assets bucket. */
  readonly codeFolder: (codeKey: string) => string;
  /** `AWS_ENDPOINT_URL_…`, credentials and the like: the same for every function. */
  readonly environment: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly log: (text: string) => void;
};

/** What Lambda's runtime sets by itself. */
function runtimeEnvironment(spec: FunctionSpec): Record<string, string> {
  return {
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: spec.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memoryMegabytes),
    TZ: ':UTC',
  };
}

function open(spec: FunctionSpec, externals: FunctionContext): FunctionWorker {
  const [file, handler = 'handler'] = spec.handler.split('.');
  return openFunctionWorker({
    start: {
      entry: join(externals.codeFolder(spec.codeKey), `${file}.mjs`),
      handler,
      clock: externals.clock.shared,
      functionName: spec.name,
      functionArn: spec.arn,
      memoryMegabytes: spec.memoryMegabytes,
    },
    environment: { ...runtimeEnvironment(spec), ...externals.environment, ...spec.environment },
    timeoutSeconds: spec.timeoutSeconds,
    atOnce: spec.atOnce,
    log: externals.log,
  });
}

export type HostFunctions = (specs: readonly FunctionSpec[], externals: FunctionContext) => FunctionHost;

export const hostFunctions: HostFunctions = (specs, externals) => {
  const workers = new Map<string, FunctionWorker>();
  let stopped = false;

  // A thread that crashed or was retired is replaced by the next invocation, not before: no crash loops.
  function workerOf(spec: FunctionSpec): FunctionWorker {
    const present = workers.get(spec.name);
    if (present && !present.ended()) return present;
    if (stopped) throw new Error('Local mode is stopping.');
    const fresh = open(spec, externals);
    workers.set(spec.name, fresh);
    return fresh;
  }
  async function warmOne(spec: FunctionSpec): Promise<void> {
    try {
      await workerOf(spec).loaded;
    } catch (error) {
      throw new UserError(`Function ${spec.name} cannot be loaded: ${oneLine(error)}`, { cause: error });
    }
  }
  return {
    warm: async () => {
      await Promise.all(specs.map(warmOne));
    },
    invoke: async (named, event) => {
      const spec = specs.find(({ name, arn }) => name === named || arn === named);
      if (!spec) throw new Error(`There is no function ${named}.`);
      return workerOf(spec).invoke(event);
    },
    stop: async () => {
      stopped = true;
      await Promise.all([...workers.values()].map((worker) => worker.terminate()));
    },
  };
};
