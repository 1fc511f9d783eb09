/** What crosses between the main thread and a function's worker. Events and answers travel as JSON text, as on AWS. */

/** Handed to a worker when it starts. `handler` is the name of the export, `entry` the bundle's path. */
export type WorkerStart = {
  readonly entry: string;
  readonly handler: string;
  readonly clock: SharedArrayBuffer;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMegabytes: number;
};

export type Invocation = { readonly id: string; readonly event: string; readonly timeoutMs: number };

/** An error as Lambda reports it. `errorType` is the error's name: Step Functions matches its retries by it. */
export type ErrorReport = { readonly errorType: string; readonly errorMessage: string; readonly trace: string[] };

export type WorkerMessage =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'answer'; readonly id: string; readonly payload: string }
  | { readonly kind: 'error'; readonly id: string; readonly error: ErrorReport };
