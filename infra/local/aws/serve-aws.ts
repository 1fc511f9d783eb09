import type { Clock } from '../clock.ts';
import type { DataFolder } from '../data-folder/data-folder.ts';
import type { FunctionHost, HostFunctions } from '../lambda/function-host.ts';
import { hostFunctions } from '../lambda/function-host.ts';
import type { Stack } from '../template/stack.ts';
import type { Operations } from './aws-json.ts';
import { serveAwsJson } from './aws-json.ts';
import type { Credentials } from './credentials.ts';
import type { BusEvent } from './eventbridge.ts';
import { eventOperations, toQueues } from './eventbridge.ts';
import { keyOperations } from './kms.ts';
import { queueOperations } from './queue-operations.ts';
import type { Queues } from './queues.ts';
import { openQueues } from './queues.ts';
import { serveS3 } from './s3/serve-s3.ts';
import type { Schedules } from './schedules.ts';
import { openSchedules } from './schedules.ts';
import type { LocalSecret } from './secrets-manager.ts';
import { secretOperations } from './secrets-manager.ts';
import { tellMachineEnds } from './step-functions/execution-ends.ts';
import type { Executions } from './step-functions/executions.ts';
import { openExecutions } from './step-functions/executions.ts';
import { createTaskTokens } from './step-functions/issued-task-tokens.ts';
import { stepFunctionsOperations } from './step-functions/operations.ts';
import type { Machine } from './step-functions/run-machine.ts';
import { createMachine } from './step-functions/run-machine.ts';

export type ServicesOptions = {
  readonly stack: Stack;
  readonly data: DataFolder;
  readonly clock: Clock;
  readonly presets: readonly LocalSecret[];
  /** Of this run: every call to the services is signed with them. */
  readonly credentials: Credentials;
  readonly tableEndpoint: string;
  readonly codeFolder: (codeKey: string) => string;
  readonly publish: (event: BusEvent) => void;
  readonly host?: HostFunctions | undefined;
  readonly log: (text: string) => void;
};

/** The AWS services that one stack needs, and the functions that call them. */
export type Services = {
  /** Where KMS, Step Functions, EventBridge, Secrets Manager and SQS answer. */
  readonly url: string;
  /** Where S3 answers. */
  readonly s3Url: string;
  readonly functions: FunctionHost;
  readonly executions: Executions;
  readonly machines: readonly Machine[];
  readonly queues: Queues;
  /** Not started yet. */
  readonly schedules: Schedules;
  /** To be called after the clock was moved. */
  clockMoved(): void;
  stop(): Promise<void>;
};

/** The SDK's own variables, an endpoint per service, so that a function calling an unexpected service fails loudly. */
function sdkVariables(
  url: string,
  s3Url: string,
  { credentials, tableEndpoint, data }: ServicesOptions,
): Record<string, string> {
  return {
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: tableEndpoint,
    AWS_ENDPOINT_URL_EVENTBRIDGE: url,
    AWS_ENDPOINT_URL_KMS: url,
    AWS_ENDPOINT_URL_S3: s3Url,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: url,
    AWS_ENDPOINT_URL_SFN: url,
    AWS_ENDPOINT_URL_SQS: url,
    // Tests move the functions' clock. The SDK would take that for its own clock's fault and repeat every refused call.
    AWS_DISABLE_CLOCK_SKEW_CORRECTION: 'true',
    // Names of files that do not exist: a developer's own profile must not get into the functions.
    AWS_CONFIG_FILE: data.file('no-aws-config'),
    AWS_SHARED_CREDENTIALS_FILE: data.file('no-aws-credentials'),
  };
}

/** A function that waits for others' servers most of the time has as many invocations at once as its queue lets it have. */
function withQueues({ functions, mappings }: Stack): Stack['functions'] {
  return functions.map((spec) => {
    const most = mappings.filter(({ functionArn }) => functionArn === spec.arn).map((one) => one.maxConcurrency);
    return most.length === 0 ? spec : { ...spec, atOnce: Math.max(...most) };
  });
}

/** Starts everything but the web side. No function is running yet: see `functions.warm()`. */
export async function startServices(options: ServicesOptions): Promise<Services> {
  const { stack, data, clock, presets, credentials, codeFolder, publish, host = hostFunctions, log } = options;
  const tokens = createTaskTokens(clock);
  const invoke = (named: string, event: unknown) => functions.invoke(named, event);
  const executions = openExecutions(data.file('executions'), clock, tellMachineEnds(stack.endRules, invoke, log));
  const machines = stack.machines.map((spec) => createMachine(spec, invoke, tokens));
  const operations: Operations = {
    ...keyOperations(data.file('keys.json'), stack.keys),
    ...secretOperations(data.file('secrets.json'), [...stack.secrets, ...presets], clock),
    ...eventOperations(data.file('events.jsonl'), stack.buses, clock, (event, bus) => {
      publish(event);
      // The queues open below, before anything is published.
      toQueues(stack.queueRules, queues.send)(event, bus);
    }),
    ...stepFunctionsOperations(machines, executions, tokens),
    ...queueOperations((...message) => queues.send(...message)),
  };
  const opened = new AsyncDisposableStack();
  const endpoint = await serveAwsJson(operations, credentials);
  opened.defer(endpoint.close);
  const s3 = await serveS3(data.file('buckets'), stack.buckets, credentials);
  opened.defer(s3.close);
  const environment = sdkVariables(endpoint.url, s3.url, options);
  const functions = host(withQueues(stack), { codeFolder, environment, clock, log });
  opened.defer(functions.stop);
  opened.defer(executions.stop);
  const queues = openQueues({ ...stack, clock, invoke, log });
  opened.defer(queues.stop);
  const schedules = openSchedules(stack.schedules, clock, queues.send);
  opened.defer(schedules.stop);
  return {
    url: endpoint.url,
    s3Url: s3.url,
    functions,
    executions,
    machines,
    queues,
    schedules,
    clockMoved: () => {
      tokens.expire();
      schedules.tick();
      queues.tick();
    },
    stop: () => opened.disposeAsync(),
  };
}
