import { setTimeout as pause } from 'node:timers/promises';
import { createClock } from '../../../infra/local/clock.ts';
import type { FunctionContext, FunctionHost, HostFunctions } from '../../../infra/local/lambda/function-host.ts';
import type { FunctionSpec } from '../../../infra/local/template/functions.ts';
import type { Plan } from '../columns/plan.ts';
import type { Row } from '../columns/rows.ts';
import { roomOf } from '../columns/rows.ts';
import type { Meanwhile } from '../run/meanwhile.ts';
import type { Lanes, Watch } from '../run/run.ts';
import type { AwsProxy } from './aws-proxy.ts';
import { openAwsProxy } from './aws-proxy.ts';
import type { Certificates } from './certificates.ts';
import { type FunctionLane, openLane, wrapperFolder } from './function-worker.ts';
import { openNames } from './host-names.ts';
import { openLog } from './log.ts';
import { originOf } from './origin.ts';

/** A cell's hands on what is its own. */
export type Controls = {
  readonly watch: Watch;
  readonly kill: () => void;
  readonly stopMachine: () => void;
  readonly meanwhile: Meanwhile;
};

type Hosted = {
  readonly specs: readonly FunctionSpec[];
  readonly common: Omit<Lanes, 'own'>;
  readonly newLane: (skewMs?: number, awsUrl?: string) => FunctionLane;
  readonly awsUrl: string;
};

const SKEW_MS = 5 * 60_000;

export type Interceptors = ReturnType<typeof openInterceptors>;

/** Everything between the parts of local mode where a fault can be put: hosts the functions, and stands before AWS. */
export function openInterceptors(certificates: Certificates) {
  const log = openLog();
  const names = openNames();
  const cells = new Map<string, Controls>();
  const lanes: FunctionLane[] = [];
  const hosted = Promise.withResolvers<Hosted>();
  let proxy: AwsProxy | undefined;

  const wishes = {
    saw: names.learn,
    take: (cell: string, row: Row, operation: string) => cells.get(cell)?.watch.take(row, operation),
    kill: (cell: string) => cells.get(cell)?.kill(),
    stopMachine: (cell: string) => cells.get(cell)?.stopMachine(),
    echo: (cell: string, send: () => Promise<unknown>) => cells.get(cell)?.meanwhile.echo(send),
    overtake: (cell: string) => cells.get(cell)?.meanwhile.overtake(),
    meet: (cell: string) => cells.get(cell)?.meanwhile.meet(),
  };

  async function prepare(specs: readonly FunctionSpec[], surroundings: FunctionContext): Promise<void> {
    const { environment, clock } = surroundings;
    const [table = '', others = ''] = [environment['AWS_ENDPOINT_URL_DYNAMODB'], environment['AWS_ENDPOINT_URL_KMS']];
    proxy = await openAwsProxy({ table, others }, wishes);
    const folder = wrapperFolder();
    const through = { ...environment, ...endpointsAt(proxy.url), FAULTS_AUTHORITY: certificates.authorityFile };
    const newLane = (skewMs = 0, awsUrl = '') => {
      const own = skewMs === 0 ? clock : createClock(skewMs);
      const variables = awsUrl === '' ? through : { ...through, ...endpointsAt(awsUrl) };
      const lane = openLane({ ...surroundings, environment: variables, clock: own, log: log.take }, folder);
      lanes.push(lane);
      return lane;
    };
    hosted.resolve({
      specs,
      newLane,
      awsUrl: proxy.url,
      common: { shared: newLane(), ahead: newLane(SKEW_MS), behind: newLane(-SKEW_MS) },
    });
  }

  async function invoke(named: string, event: unknown): Promise<unknown> {
    const { specs, common } = await hosted.promise;
    const spec = specs.find(({ name, arn, logicalId }) => [name, arn, logicalId].includes(named));
    if (!spec) throw new Error(`There is no function ${named}.`);
    const origin = originOf(event);
    const cell = names.cellOf(origin);
    const watch = cells.get(cell ?? '')?.watch;
    if (!watch || !cell || !origin.row) return common.shared.invoke(spec, { event });
    return perform(watch, { cell, row: origin.row, spec, event });
  }

  return {
    log,
    names,
    hosted: hosted.promise,
    add: (id: string, controls: Controls) => void cells.set(id, controls),
    /** The function that a plan kills or replaces, started in a lane where nobody else is. */
    async ownLane(row: Row, plan: Plan, awsUrl?: string): Promise<{ lane: FunctionLane; kill: () => void }> {
      const { specs, newLane } = await hosted.promise;
      const lane = newLane(0, awsUrl);
      const spec = specs.find(({ logicalId }) => logicalId.includes(roomOf(plan.aws?.[0]?.row ?? row)));
      if (plan.lane === 'own' && spec) await lane.warm(spec);
      return { lane, kill: () => spec && lane.kill(spec) };
    },
    host: ((specs, surroundings): FunctionHost => {
      void prepare(specs, surroundings).catch(hosted.reject);
      const stop = async () => void (await Promise.all(lanes.map((lane) => lane.stop())));
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
  const lane = watch.lane(row);
  const tag = { cell, row, ...(watch.provider && { provider: watch.provider }) };
  const once = () => lane.invoke(spec, { tag, event });
  const odd = row === watch.row ? watch.plan.invoke : undefined;
  if (odd === 'twice') await once();
  // What the first said is lost on its way to the machine.
  if (odd === 'at once') void once().catch(() => undefined);
  const answer = once();
  if (odd === 'deploy') lane.deploy();
  const result = await answer;
  if (!isNoAnswer(result)) watch.succeeded(row);
  return result;
}

/** What a web function says when it could not do its work. */
function isNoAnswer(result: unknown): boolean {
  return typeof result === 'object' && result !== null && 'statusCode' in result && Number(result.statusCode) >= 500;
}
