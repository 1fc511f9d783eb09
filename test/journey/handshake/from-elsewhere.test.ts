import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMerchant } from '../../../infra/local/demo-store/merchant.ts';
import type { Local } from '../../../infra/local/local.ts';
import { readReach } from '../../../infra/local/startup/reach.ts';
import { freePorts } from '../../contract/local/free-ports.ts';
import { startForTest } from '../../start-local.ts';

/** Another loopback address stands for an address of the network: what is bound to 127.0.0.1 alone cannot be reached there. */
const ELSEWHERE = '127.0.0.2';

const opened = new AsyncDisposableStack();
let local: Local;
let port: number;
beforeAll(async () => {
  const { path: dataFolder } = opened.use(await mkdtempDisposable(join(tmpdir(), 'handfast-elsewhere-')));
  port = await freePorts();
  const reach = readReach({ HANDFAST_BIND: ELSEWHERE, HANDFAST_PUBLIC_URL: `http://${ELSEWHERE}:${port}` });
  local = opened.use(await startForTest({ port, dataFolder, reach }));
}, 180_000);
afterAll(() => opened.disposeAsync());

test('a merchant elsewhere connects a store without a step at an address of this computer alone', async () => {
  const { demoStore } = local;
  const [integration] = demoStore?.states() ?? [];
  if (demoStore === undefined || integration === undefined) throw new Error('there is no demo Magento');
  expect(new URL(demoStore.adminUrl).hostname).toBe(ELSEWHERE);
  expect((await fetch(demoStore.adminUrl)).status).toBe(200);
  const activation = await demoStore.activate(integration.id);
  if (!activation.delivered) throw new Error(activation.problem);
  const merchant = createMerchant();
  const popup = await merchant.visit(activation.popupUrl);
  const question = await merchant.signIn(popup);
  const end = await merchant.settle(await merchant.answer(question, 'yes'));
  expect(end.url).toBe(demoStore.successCallback);
  const visited = [popup, question, end].flatMap(({ way }) => way.map((url) => new URL(url)));
  expect(new Set(visited.map(({ hostname }) => hostname))).toEqual(new Set([ELSEWHERE]));
  expect(new Set(visited.map((url) => Number(url.port) - port))).toEqual(new Set([0, 1, 2]));
});

test('a backend elsewhere gets tokens there, and the API takes them', async () => {
  const { id, secret } = local.apiClient;
  const response = await fetch(`http://${ELSEWHERE}:${port + 2}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${id}:${secret}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'connections:read' }),
  });
  const { access_token: token } = Object(await response.json());
  const list = await fetch(`http://${ELSEWHERE}:${port}/v1/connections`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(list.status).toBe(200);
});

test('the local AWS stays at this computer, whatever host is asked for', async () => {
  const { port: aws } = new URL(local.awsUrl);
  await expect(fetch(`http://${ELSEWHERE}:${aws}/`)).rejects.toThrow();
});
