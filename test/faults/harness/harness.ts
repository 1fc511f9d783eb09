import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { digestOf } from '../../../functions/domain/ids.ts';
import { startDemoStore } from '../../../infra/local/demo-store/demo-store.ts';
import type { Local } from '../../../infra/local/local.ts';
import { startForTest } from '../../start-local.ts';
import { type CellRun, watchFor } from '../cell/cell-run.ts';
import { type DelayedWrites, openDelayedWrites } from '../cell/delayed-writes.ts';
import { openMetrics } from '../checks/metrics.ts';
import type { Cell } from '../matrix/plan.ts';
import { FACTS } from '../matrix/rows.ts';
import { openRelay } from './callback-relay.ts';
import { type Certificates, makeCertificates } from './certificates.ts';
import { openFaultProxy } from './fault-proxy.ts';
import { type Interceptors, openInterceptors } from './interceptors.ts';

/** Longer than Magento's five seconds: dozens of handshakes share a few cores here. */
const POST_TIMEOUT_MS = 20_000;

export type Harness = Awaited<ReturnType<typeof openHarness>>;

/** Local mode with interceptors between functions and AWS, functions and stores, state machine and functions. */
export async function openHarness() {
  const dataFolder = mkdtempSync(join(tmpdir(), 'handfast-faults-'));
  const certificates = await makeCertificates();
  const interceptors = openInterceptors(certificates);
  const local = await startForTest({ port: 0, dataFolder, demoStore: false, hostFunctions: interceptors.host });
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
    async open(id: string, cell: Cell): Promise<CellRun> {
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
      const delayedWrites = openDelayedWrites(() => store.reauthorize(state.id));
      if (rival) interceptors.cellLookup.add(digestOf(rival.consumer.key), id);
      const { storeProxy, ...rest } = await openCell({
        id,
        cell,
        key,
        upstream: store.baseUrl,
        interceptors,
        local,
        certificates,
        delayedWrites,
      });
      const storeUrl = `${storeProxy.url}/`;
      relay.add(id, { storeUrl, repeat: cell.row === 'callback' ? cell.plan.repeat : undefined });
      const close = async () => {
        await rest.close();
        await store.close();
      };
      return { ...rest, id, cell, store, integration: state.id, rival: rival?.id, storeUrl, delayedWrites, close };
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
  readonly delayedWrites: DelayedWrites;
};

async function openCell({ id, cell, key, upstream, interceptors, local, certificates, delayedWrites }: Opening) {
  const { row, plan } = cell;
  const { common, awsUrl } = await interceptors.hosted;
  const links = { certificates, struck: () => watched.watch.strike(), kill: () => own.kill() };
  const aws = plan.awsProxyFault && (await openFaultProxy({ upstream: awsUrl, ...links }));
  if (plan.awsProxyFault) aws?.arm(plan.awsProxyFault);
  const own = await interceptors.dedicatedWorker(row, plan, aws?.url);
  const storeProxy = await openFaultProxy({ upstream: new URL(upstream).origin, ...links });
  const spoilsProvider = plan.proxyFault !== undefined && FACTS[row].asks?.who === 'provider';
  const provider = spoilsProvider ? await openFaultProxy({ upstream: local.openidUrl, ...links }) : undefined;
  if (plan.proxyFault) (provider ?? storeProxy).arm(plan.proxyFault);
  const proxies = { store: storeProxy, ...(provider && { provider }), ...(aws && { aws }) };
  const watched = watchFor(cell, { ...common, own: own.worker }, proxies);
  interceptors.cellLookup.add(key, id);
  const stop = () => void stopMachine(local, key);
  interceptors.add(id, { watch: watched.watch, kill: own.kill, stopMachine: stop, delayedWrites });
  const close = async () => {
    await Promise.all([storeProxy.close(), provider?.close(), aws?.close(), own.worker.stop()]);
  };
  return { ...watched, storeProxy, close };
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
