import { readFileSync, statSync } from 'node:fs';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type DemoStore, startDemoStore } from '../../../infra/local/demo-store/demo-store.ts';
import { createMerchant } from '../../../infra/local/demo-store/merchant.ts';
import type { Local } from '../../../infra/local/local.ts';
import { CALLS } from '../../infra/docs/costs.ts';
import { startForTest } from '../../start-local.ts';
import { integrationOf } from '../local-setup.ts';
import { countingHost } from './counting-host.ts';

const { host, count } = countingHost();
const opened = new AsyncDisposableStack();
let local: Local;
let store: DemoStore;
beforeAll(async () => {
  const { path: dataFolder } = opened.use(await mkdtempDisposable(join(tmpdir(), 'handfast-calls-')));
  local = opened.use(
    await startForTest({
      port: 0,
      dataFolder,
      demoStore: false,
      schedules: false,
      hostFunctions: host,
    }),
  );
  store = opened.use(await startDemoStore({ integrations: [integrationOf(local.url, 'demo')] }));
  const merchant = createMerchant();
  const activation = await store.activate(store.states()[0]?.id ?? 0);
  if (!activation.delivered) throw new Error(activation.problem);
  const question = await merchant.signIn(await merchant.visit(activation.popupUrl));
  const end = await merchant.settle(await merchant.answer(question, 'yes'));
  expect(end.url).toBe(store.successCallback);
  await vi.waitUntil(() => local.executions()[0]?.status === 'SUCCEEDED', { timeout: 20_000 });
}, 120_000);
afterAll(() => opened.disposeAsync());

function calls(service: string) {
  return [...count.calls].filter(([name]) => name.startsWith(service)).reduce((sum, [, times]) => sum + times, 0);
}

/** The cost table in docs/operators.md rests on these counts. */
describe('one handshake', () => {
  test('enters as many states as are paid for', () => {
    expect((local.executions()[0]?.states.length ?? 0) + 1).toBe(CALLS.transitions);
  });

  test('calls KMS, EventBridge and Secrets Manager as often as is paid for', () => {
    expect(calls('TrentService.')).toBe(CALLS.keyCalls);
    expect(calls('AWSEvents.')).toBe(CALLS.events);
    expect(calls('secretsmanager.')).toBeLessThanOrEqual(CALLS.secretCalls);
  });

  test('invokes functions no more often than is paid for', () => {
    expect(Object.fromEntries(count.invocations)).toMatchObject({ callback: 1, exchange: CALLS.invocations.exchange });
    const web = (count.invocations.get('callback') ?? 0) + (count.invocations.get('login') ?? 0);
    expect(count.invocations.get('login')).toBeLessThanOrEqual(CALLS.invocations.popup);
    expect(web).toBeLessThanOrEqual(CALLS.webRequests);
  });

  test('reads and writes no more than is paid for', () => {
    expect(count.units.write).toBeLessThanOrEqual(CALLS.tableWrites);
    expect(count.units.read).toBeLessThanOrEqual(CALLS.tableReads);
  });

  test('leaves the lines that metrics are counted from, once each, with their facts at the top', async () => {
    // Written after the event that the journey ends with.
    await expect.poll(() => readFileSync(local.logFile, 'utf8')).toContain('activation_linked');
    const lines = readFileSync(local.logFile, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('{'));
    const logged = lines.map((line): Record<string, unknown> => JSON.parse(line));
    const times = (event: string) => logged.filter((line) => line['event'] === event).length;
    expect(['activation_kept', 'handshake_started', 'consent_given', 'activation_linked'].map(times)).toEqual([
      1, 1, 1, 1,
    ]);
    expect(logged.find((line) => line['event'] === 'consent_given')).toMatchObject({ decision: 'yes' });
    const kept = logged.filter((line) => line['event'] === 'token_kept');
    expect(kept.map((line) => line['token'])).toEqual(['request', 'access']);
    for (const line of kept) expect(line['ms']).toBeTypeOf('number');
  });

  test('logs no more than is paid for, with what AWS adds to it', () => {
    const invocations = [...count.invocations.values()].reduce((sum, times) => sum + times, 0);
    // Lambda writes three lines per invocation, API Gateway one, the machine five per state.
    const added = invocations * 3 * 330 + CALLS.webRequests * 300 + CALLS.transitions * 5 * 420;
    expect(statSync(local.logFile).size + added).toBeLessThanOrEqual(CALLS.logBytes);
  });
});
