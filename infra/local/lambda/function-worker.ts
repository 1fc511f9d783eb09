import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { followClock } from '../clock.ts';
import type { ErrorReport, Invocation, WorkerMessage, WorkerStart } from './function-messages.ts';

/*
 * Runs in a function's own thread: loads the bundle and answers invocations, as Lambda's Node runtime does.
 * An uncaught error ends the thread, as it would end the execution environment.
 */

type Handler = (event: unknown, context: unknown) => unknown;

// No schema: every thread would load the library for this one question.
function isHandler(value: unknown): value is Handler {
  return typeof value === 'function';
}

/** Lambda's own limit for an answer that somebody waits for. */
const MAX_ANSWER_BYTES = 6_291_556;

const start: WorkerStart = workerData;

function send(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

function report(error: unknown): ErrorReport {
  return error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };
}

const TOO_LARGE: ErrorReport = {
  errorType: 'Function.ResponseSizeTooLarge',
  errorMessage: `Response payload size exceeded maximum allowed payload size (${MAX_ANSWER_BYTES} bytes).`,
  trace: [],
};

function contextFor(invocation: Invocation) {
  // Not by Date: the time left is real time, whatever the clock has been moved to.
  const deadline = performance.now() + invocation.timeoutMs;
  return {
    awsRequestId: invocation.id,
    callbackWaitsForEmptyEventLoop: true,
    functionName: start.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: start.functionArn,
    logGroupName: `/aws/lambda/${start.functionName}`,
    logStreamName: 'local',
    memoryLimitInMB: String(start.memoryMegabytes),
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
}

async function answer(handler: Handler, invocation: Invocation): Promise<void> {
  try {
    const result = await handler(JSON.parse(invocation.event), contextFor(invocation));
    const payload = JSON.stringify(result) ?? 'null';
    if (Buffer.byteLength(payload) <= MAX_ANSWER_BYTES) send({ kind: 'answer', id: invocation.id, payload });
    else send({ kind: 'error', id: invocation.id, error: TOO_LARGE });
  } catch (error) {
    send({ kind: 'error', id: invocation.id, error: report(error) });
  }
}

followClock(start.clock);
const bundle: Readonly<Record<string, unknown>> = await import(pathToFileURL(start.entry).href);
const handler = bundle[start.handler];
if (!isHandler(handler)) throw new TypeError(`${start.handler} is not a function`);
parentPort?.on('message', (invocation: Invocation) => void answer(handler, invocation));
send({ kind: 'loaded' });
