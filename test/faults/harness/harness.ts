import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { digestOf } from '../../../functions/domain/ids.ts';
import { startDemoStore } from '../../../infra/local/demo-store/demo-store.ts';
import { type Local, startLocal } from '../../../infra/local/local.ts';
import type { Cell } from '../columns/plan.ts';
import { FACTS } from '../columns/rows.ts';
import { type Meanwhile, openMeanwhile } from '../run/meanwhile.ts';
import { type Run, watchFor } from '../run/run.ts';
import { openMetrics } from '../verdict/metrics.ts';
import { openRelay } from './callback-relay.ts';
import { type Certificates, makeCertificates } from './certificates.ts';
import { type Interceptors, openInterceptors } from './interceptors.ts';
import { openFront } from './store-proxy.ts';

/** Longer than Magento's five seconds: dozens of handshakes share a few cores here. */
const POST_TIMEOUT_MS = 20_000;

export type Harness = Awaited<ReturnType<typeof openHarness>>;

/** Local mode with hands in every joint: between functions and AWS, functions and stores, machine and functions. */
export async function openHarness() {
  const dataFolder = mkdtempSync(join(tmpdir(), 'handfast-faults-'));
  const certificates = await makeCertificates();
  const interceptors = openInterceptors(certificates);
  const local = await startLocal({ port: 0, dataFolder, demoStore: false, hostFunctions: interceptors.host });
  const relay = await openRelay(`${local.url}/demo/callback`);
  let movedMs = 0;
  const now = () => new Date(Date.now() + movedMs);
  return {
    local,
    log: interceptors.log,
    metrics: openMetrics(join(dataFolder, 'cdk.out')),
    moveClock(ms: number): void {
      movedMs += ms;
      local.moveClock(ms);
    },
    async open(id: string, cell: Cell): Promise<Run> {
      const integration = {
        name: 'demo',
        endpointUrl: `${relay.url}/${id}/demo/callback`,
        identityLinkUrl: `${local.url}/demo/login`,
      };
      const integrations = cell.plan.rival ? [integration, { ...integration, name: 'rival' }] : [integration];
      const store = await startDemoStore({ now, postTimeoutMs: POST_TIMEOUT_MS, integrations });
      const [state, rival] = store.states();
      if (!state) throw new Error('the store has no integration');
      const key = digestOf(state.consumer.key);
      const meanwhile = openMeanwhile(() => store.reauthorize(state.id));
      if (rival) interceptors.names.add(digestOf(rival.consumer.key), id);
      const { front, ...rest } = await openCell({
        id,
        cell,
        key,
        upstream: store.baseUrl,
        interceptors,
        local,
        certificates,
        meanwhile,
      });
      const storeUrl = `${front.url}/`;
      relay.add(id, { storeUrl, repeat: cell.row === 'callback' ? cell.plan.repeat : undefined });
      const close = async () => {
        await rest.close();
        await store.close();
      };
      return { ...rest, id, cell, store, integration: state.id, rival: rival?.id, storeUrl, meanwhile, close };
    },
    async close(): Promise<void> {
      await relay.close();
      await interceptors.close();
      await local.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

type Opening = {
  readonly id: string;
  readonly cell: Cell;
  readonly key: string;
  readonly upstream: string;
  readonly interceptors: Interceptors;
  readonly local: Local;
  readonly certificates: Certificates;
  readonly meanwhile: Meanwhile;
};

async function openCell({ id, cell, key, upstream, interceptors, local, certificates, meanwhile }: Opening) {
  const { row, plan } = cell;
  const { common, awsUrl } = await interceptors.hosted;
  const links = { certificates, struck: () => watched.watch.strike(), kill: () => own.kill() };
  const aws = plan.awsFront && (await openFront({ upstream: awsUrl, ...links }));
  if (plan.awsFront) aws?.arm(plan.awsFront);
  const own = await interceptors.ownLane(row, plan, aws?.url);
  const front = await openFront({ upstream: new URL(upstream).origin, ...links });
  const spoilsProvider = plan.front !== undefined && FACTS[row].asks?.who === 'provider';
  const provider = spoilsProvider ? await openFront({ upstream: local.openidUrl, ...links }) : undefined;
  if (plan.front) (provider ?? front).arm(plan.front);
  const fronts = { store: front, ...(provider && { provider }), ...(aws && { aws }) };
  const watched = watchFor(cell, { ...common, own: own.lane }, fronts);
  interceptors.names.add(key, id);
  const stop = () => void stopMachine(local, key);
  interceptors.add(id, { watch: watched.watch, kill: own.kill, stopMachine: stop, meanwhile });
  const close = async () => {
    await Promise.all([front.close(), provider?.close(), aws?.close(), own.lane.stop()]);
  };
  return { ...watched, front, close };
}

/** As an operator would, in the console. */
async function stopMachine(local: Local, key: string): Promise<void> {
  const execution = local
    .executions()
    .find(({ status, input }) => status === 'RUNNING' && JSON.stringify(input).includes(key));
  if (!execution) return;
  const client = new SFNClient({ ...local.tableAccess, endpoint: local.awsUrl });
  await client.send(new StopExecutionCommand({ executionArn: execution.arn }));
}
