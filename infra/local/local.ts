import { shut } from './aws/aws-json.ts';
import type { TableAccess } from './aws/dynamodb/tables.ts';
import type { BusEvent } from './aws/eventbridge.ts';
import type { Queues } from './aws/queues.ts';
import type { Services } from './aws/serve-aws.ts';
import { startServices } from './aws/serve-aws.ts';
import type { Execution } from './aws/step-functions/executions.ts';
import { writeApiAccess } from './data-folder/api-access.ts';
import { writeOperatorAccess } from './data-folder/operator-access.ts';
import type { DemoStore } from './demo-store/demo-store.ts';
import { createDeferredServer } from './gateway/deferred-server.ts';
import { atPublicAddress } from './gateway/public-address.ts';
import { createHttpApi } from './gateway/serve-http-api.ts';
import { API_SCOPE, BACKEND_ID } from './openid/api-client.ts';
import type { ApiClientAccess } from './startup/externals.ts';
import { writeClientSecret, writeTokenRequest } from './startup/externals.ts';
import type { Instance, LocalOptions } from './startup/instance.ts';
import { openInstance } from './startup/instance.ts';
import type { Externals } from './startup/open-externals.ts';
import { openExternals } from './startup/open-externals.ts';
import { assertFree, listenAt, portsFrom } from './startup/ports.ts';
import { LOOPBACK } from './startup/reach.ts';
import type { Stack } from './template/stack.ts';
import { presetSecret, readStack } from './template/stack.ts';

/** A running instance. */
export type Local = AsyncDisposable & {
  /** Without a slash at the end, as all of them. */
  readonly url: string;
  readonly openidUrl: string;
  readonly demoStore?: DemoStore;
  /** All events published since the start, oldest first. */
  readonly events: readonly BusEvent[];
  /** Goes into any DynamoDB client; its credentials, new in each run, are good for all local AWS services. */
  readonly tableAccess: TableAccess;
  readonly tableName: string;
  /** Endpoint of KMS, Step Functions, EventBridge and Secrets Manager. */
  readonly awsUrl: string;
  readonly s3Url: string;
  /** Everything read from the template: names, ARNs, environments. */
  readonly stack: Stack;
  /** The vendor's backend, which may do everything with the API. */
  readonly apiClient: ApiClientAccess;
  /** `curl --config <this file>` gets a token for the API. */
  readonly tokenRequestFile: string;
  /** Holds the secret of `apiClient`, and nothing else. */
  readonly clientSecretFile: string;
  readonly logFile: string;
  readonly eventsFile: string;
  /** All executions since the start, oldest first. */
  executions(): readonly Execution[];
  /**
   * Invokes a function by name, ARN or logical id.
   *
   * @throws FunctionFault with Lambda's report of the error
   */
  invoke(named: string, event: unknown): Promise<unknown>;
  /** Queues of the stack, dead letters included: read their messages, or send some. */
  readonly queues: Pick<Queues, 'send' | 'messages' | 'idle'>;
  /** Does at once what schedules do at this time. Resolves when every function that got work of it has answered. */
  tick(at: Date): Promise<void>;
  /**
   * Moves the clock of functions, OpenID provider, demo Magento, waiting tasks, queues and schedules. Other timers stay.
   * Schedules make up for what the clock passed, of a day at most.
   */
  moveClock(milliseconds: number): void;
  /** Stops everything. Executions under way end as interrupted at the next start with the same data folder. */
  stop(): Promise<void>;
};

/** How long the start waits for handshakes of an earlier run to end as interrupted. */
const INTERRUPTED_WAIT_MS = 5_000;

/** Ends the handshakes that a stop interrupted; one that does not end in time goes on in the background. */
async function endInterrupted({ executions, machines }: Services): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, INTERRUPTED_WAIT_MS);
  await Promise.race([executions.finishInterrupted(machines), late]);
  clearTimeout(timer);
}

async function serveStack(
  instance: Instance,
  { url, client, tables, assembly }: Externals,
  publish: (event: BusEvent) => void,
) {
  const { options, opened, clock, data, log, stage } = instance;
  const stack = readStack(assembly.stackName, assembly.template, url);
  await tables.ensure(stack.tables);
  const services = await startServices({
    stack,
    data,
    clock,
    presets: [presetSecret(client.secretName, client.secret)],
    credentials: tables.access.credentials,
    tableEndpoint: tables.access.endpoint,
    codeFolder: assembly.codeFolder,
    publish,
    host: options.hostFunctions,
    log,
  });
  opened.defer(services.stop);
  await services.functions.warm();
  stage('functions loaded');
  await endInterrupted(services);
  return { stack, services };
}

async function start(instance: Instance): Promise<Omit<Local, 'stop' | typeof Symbol.asyncDispose>> {
  const { options, opened, clock, data, log } = instance;
  const { bind } = options.reach ?? LOOPBACK;
  await assertFree(portsFrom(options.port), bind);
  const deferred = createDeferredServer();
  const url = `http://127.0.0.1:${await listenAt(deferred.server, options.port, bind)}`;
  opened.defer(() => shut(deferred.server));
  const events: BusEvent[] = [];
  const externals = await openExternals(instance, url);
  const { stack, services } = await serveStack(instance, externals, (event) => {
    events.push(event);
    options.onEvent?.(event);
  });
  const invoke = services.functions.invoke;
  const publicUrl = options.reach?.publicUrls?.handfast ?? url;
  deferred.open(
    atPublicAddress(
      publicUrl,
      createHttpApi({ routes: stack.routes, invoke, clock, credentials: instance.credentials, log }),
    ),
  );
  writeOperatorAccess(data.path, url, instance.credentials);
  const { provider, demoStore, tables, backendSecret } = externals;
  const apiClient = { id: BACKEND_ID, secret: backendSecret, tokenUrl: `${provider.issuer}/token` };
  const { id: clientId, secret: clientSecret, tokenUrl } = apiClient;
  writeApiAccess(data.path, { url, tokenUrl, clientId, clientSecret, scope: API_SCOPE });
  if (options.schedules !== false) services.schedules.start();
  return {
    url,
    openidUrl: provider.issuer,
    ...(demoStore && { demoStore }),
    events,
    tableAccess: tables.access,
    tableName: stack.tables[0]?.name ?? '',
    awsUrl: services.url,
    s3Url: services.s3Url,
    stack,
    apiClient,
    tokenRequestFile: writeTokenRequest(data, apiClient),
    clientSecretFile: writeClientSecret(data, apiClient),
    logFile: data.file('handfast.log'),
    eventsFile: data.file('events.jsonl'),
    executions: services.executions.all,
    invoke: (named, event) =>
      invoke(stack.functions.find(({ logicalId }) => logicalId === named)?.name ?? named, event),
    queues: services.queues,
    tick: (at) => {
      services.schedules.fire(at);
      return services.queues.idle();
    },
    moveClock: (milliseconds) => {
      clock.move(milliseconds);
      services.clockMoved();
    },
  };
}

/**
 * Starts the whole system on this computer, from the template that `cdk synth` makes.
 *
 * @throws UserError in one line, with everything closed again, when a port, the data folder, the build or the
 *   template cannot be used
 */
export async function startLocal(options: LocalOptions): Promise<Local> {
  await using opening = new AsyncDisposableStack();
  const local = await start(await openInstance(options, opening));
  const opened = opening.move();
  let stopped: Promise<void> | undefined;
  function stop(): Promise<void> {
    stopped ??= opened.disposeAsync();
    return stopped;
  }
  return { ...local, stop, [Symbol.asyncDispose]: stop };
}
