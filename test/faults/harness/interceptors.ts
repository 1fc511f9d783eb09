import { setTimeout as pause } from 'node:timers/promises';
import { createClock } from '../../../infra/local/clock.ts';
import type { FunctionContext, FunctionHost, HostFunctions } from '../../../infra/local/lambda/function-host.ts';
import type { FunctionSpec } from '../../../infra/local/template/functions.ts';
import type { Watch, Workers } from '../cell/cell-run.ts';
import type { DelayedWrites } from '../cell/delayed-writes.ts';
import type { Plan } from '../matrix/plan.ts';
import type { Row } from '../matrix/rows.ts';
import { functionOf } from '../matrix/rows.ts';
import type { AwsProxy } from './aws-proxy.ts';
import { openAwsProxy } from './aws-proxy.ts';
import { openCellLookup } from './cell-lookup.ts';
import type { Certificates } from './certificates.ts';
import { originOf } from './event-origin.ts';
import { type FunctionWorker, openFunctionWorker, wrapperFolder } from './function-worker.ts';
import { openLog } from './log.ts';

/** What one cell can do to its own handshake. */
export type Controls = {
  readonly watch: Watch;
  readonly kill: () => void;
  readonly stopMachine: () => void;
  readonly delayedWrites: DelayedWrites;
};

type Hosted = {
  readonly specs: readonly FunctionSpec[];
  readonly common: Omit<Workers, 'own'>;
  readonly newWorker: (skewMs?: number, awsUrl?: string) => FunctionWorker;
  readonly awsUrl: string;
};

const SKEW_MS = 5 * 60_000;

export type Interceptors = ReturnType<typeof openInterceptors>;

/** Everything between the parts of local mode where a fault can be put: hosts the functions, and proxies AWS. */
export function openInterceptors(certificates: Certificates) {
  const log = openLog();
  const cellLookup = openCellLookup();
  const cells = new Map<string, Controls>();
  const workers: FunctionWorker[] = [];
  const hosted = Promise.withResolvers<Hosted>();
  let proxy: AwsProxy | undefined;

  const options = {
    saw: cellLookup.learn,
    take: (cell: string, row: Row, operation: string) => cells.get(cell)?.watch.take(row, operation),
    kill: (cell: string) => cells.get(cell)?.kill(),
    stopMachine: (cell: string) => cells.get(cell)?.stopMachine(),
    echo: (cell: string, send: () => Promise<unknown>) => cells.get(cell)?.delayedWrites.echo(send),
    overtake: (cell: string) => cells.get(cell)?.delayedWrites.overtake(),
    meet: (cell: string) => cells.get(cell)?.delayedWrites.meet(),
  };

  async function prepare(specs: readonly FunctionSpec[], context: FunctionContext): Promise<void> {
    const { environment, clock } = context;
    const [table = '', others = ''] = [environment['AWS_ENDPOINT_URL_DYNAMODB'], environment['AWS_ENDPOINT_URL_KMS']];
    proxy = await openAwsProxy({ table, others }, options);
    const folder = wrapperFolder();
    const through = { ...environment, ...endpointsAt(proxy.url), FAULTS_AUTHORITY: certificates.authorityFile };
    const newWorker = (skewMs = 0, awsUrl = '') => {
      const own = skewMs === 0 ? clock : createClock(skewMs);
      const variables = awsUrl === '' ? through : { ...through, ...endpointsAt(awsUrl) };
      const worker = openFunctionWorker({ ...context, environment: variables, clock: own, log: log.take }, folder);
      workers.push(worker);
      return worker;
    };
    hosted.resolve({
      specs,
      newWorker,
      awsUrl: proxy.url,
      common: { shared: newWorker(), ahead: newWorker(SKEW_MS), behind: newWorker(-SKEW_MS) },
    });
  }

  async function invoke(named: string, event: unknown): Promise<unknown> {
    const { specs, common } = await hosted.promise;
    const spec = specs.find(({ name, arn, logicalId }) => [name, arn, logicalId].includes(named));
    if (!spec) throw new Error(`There is no function ${named}.`);
    const origin = originOf(event);
    const cell = cellLookup.cellOf(origin);
    const watch = cells.get(cell ?? '')?.watch;
    if (!watch || !cell || !origin.row) return common.shared.invoke(spec, { event });
    return perform(watch, { cell, row: origin.row, spec, event });
  }

  return {
    log,
    cellLookup,
    hosted: hosted.promise,
    add: (id: string, controls: Controls) => void cells.set(id, controls),
    /** The function that a plan kills or replaces, started in a worker of its own. */
    async dedicatedWorker(
      row: Row,
      plan: Plan,
      awsUrl?: string,
    ): Promise<{ worker: FunctionWorker; kill: () => void }> {
      const { specs, newWorker } = await hosted.promise;
      const worker = newWorker(0, awsUrl);
      const spec = specs.find(({ logicalId }) => logicalId.includes(functionOf(plan.aws?.[0]?.row ?? row)));
      if (plan.worker === 'own' && spec) await worker.warm(spec);
      return { worker, kill: () => spec && worker.kill(spec) };
    },
    host: ((specs, context): FunctionHost => {
      void prepare(specs, context).catch(hosted.reject);
      const stop = async () => void (await Promise.all(workers.map((worker) => worker.stop())));
      return { warm: async () => void (await hosted.promise), invoke, stop };
    }) satisfies HostFunctions,
    async close(): Promise<void> {
      // Calls that were left hanging belong to nobody.
      await pause(0);
      await proxy?.close();
    },
  };
}

const endpointsAt = (url: string) => ({
  AWS_ENDPOINT_URL_DYNAMODB: url,
  AWS_ENDPOINT_URL_KMS: url,
  AWS_ENDPOINT_URL_SFN: url,
  AWS_ENDPOINT_URL_EVENTBRIDGE: url,
});

type Invoked = { readonly cell: string; readonly row: Row; readonly spec: FunctionSpec; readonly event: unknown };

async function perform(watch: Watch, { cell, row, spec, event }: Invoked): Promise<unknown> {
  await watch.begins(row);
  const worker = watch.worker(row);
  const tag = { cell, row, ...(watch.provider && { provider: watch.provider }) };
  const once = () => worker.invoke(spec, { tag, event });
  const odd = row === watch.row ? watch.plan.invoke : undefined;
  if (odd === 'twice') await once();
  // What the first said is lost on its way to the machine.
  if (odd === 'at once') void once().catch(() => undefined);
  const answer = once();
  if (odd === 'deploy') worker.deploy();
  const result = await answer;
  if (!isNoAnswer(result)) watch.succeeded(row);
  return result;
}

/** What a web function says when it could not do its work. */
function isNoAnswer(result: unknown): boolean {
  return typeof result === 'object' && result !== null && 'statusCode' in result && Number(result.statusCode) >= 500;
}
