import { rmSync } from 'node:fs';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { handfast } from '../../client/handfast.ts';
import { startDemoStore } from './demo-store/demo-store.ts';
import { createMerchant } from './demo-store/merchant.ts';
import { startLocal } from './local.ts';
import { API_SCOPE, BACKEND_ID } from './openid/api-client.ts';
import { findBackendSecret } from './startup/externals.ts';
import { portsFrom } from './startup/ports.ts';
import { readReach } from './startup/reach.ts';
import { readPort } from './startup/read-port.ts';
import { oneLine, UserError } from './user-error.ts';

function say(line: string): void {
  void process.stdout.write(`${line}\n`);
}

/** Names a step, takes it, and says how long it took. */
async function step<T>(title: string, take: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const result = await take();
  say(`${String(Math.round(performance.now() - begun)).padStart(6)} ms  ${title}`);
  return result;
}

function expectThat(holds: boolean, problem: string): void {
  if (!holds) throw new UserError(problem);
}

/** One handshake against a store of its own, from *Activate* to a token that the store accepts. Gives the store's URL. */
async function runHandshake(url: string, publicUrl: string): Promise<string> {
  const integration = { name: 'Demo', endpointUrl: `${url}/demo/callback`, identityLinkUrl: `${publicUrl}/demo/login` };
  await using store = await startDemoStore({ integrations: [integration] });
  const merchant = createMerchant();
  const id = store.states()[0]?.id ?? 0;
  const activation = await step('Magento posts its keys, as if Activate was pressed', () => store.activate(id));
  if (!activation.delivered) throw new UserError(activation.problem);
  expectThat(activation.status === 200, `The callback answered ${activation.status}.`);
  const popup = await step('the popup opens', () => merchant.visit(activation.popupUrl));
  const consent = await step('ana@example.com signs in', () => merchant.signIn(popup));
  const working = await step('ana says: connect', () => merchant.answer(consent, 'yes'));
  const end = await step('keys are exchanged, tested and tied to the account', () => merchant.settle(working));
  expectThat(end.url === store.successCallback, `The popup ended at "${end.text.slice(0, 200)}".`);
  expectThat(store.state(id)?.active === true, 'The integration is not active in Magento.');
  return store.baseUrl;
}

type Found = { readonly url: string; readonly running: boolean };

/** The address of a running Handfast, or of one started for this demo, which ends with `opened`. */
async function findOrStart(port: number, opened: AsyncDisposableStack, ending: AbortSignal): Promise<Found> {
  const url = `http://127.0.0.1:${port}`;
  const running = await fetch(`${url}/demo/login`).then(
    (response) => response.status === 400,
    () => false,
  );
  if (running) return { url, running };
  say(`Nothing runs at ${url}, so one is started for this demo.`);
  const folder = opened.use(await mkdtempDisposable(join(tmpdir(), 'handfast-demo-')));
  removeAtExit(folder.path);
  const options = { port: 0, dataFolder: folder.path, demoStore: false, signal: ending };
  return { url: opened.use(await startLocal(options)).url, running };
}

/** For Ctrl-C, which waits for nothing. */
function removeAtExit(folder: string): void {
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
}

function endOnSignals(): AbortSignal {
  const ending = new AbortController();
  const end = (code: number) => {
    ending.abort();
    process.exit(code);
  };
  process.on('SIGINT', () => end(130));
  process.on('SIGTERM', () => end(143));
  return ending.signal;
}

/** The integration goes with the demo's store; its connection is all that a running Handfast would be left with. */
async function disconnect(url: string, port: number, storeUrl: string): Promise<void> {
  const folder = process.env['HANDFAST_DATA'] || '.handfast';
  const secret = findBackendSecret(folder);
  if (secret === undefined) {
    return say(`The connection stays: ${folder} has no credentials for the API. Set HANDFAST_DATA as for npm start.`);
  }
  const tokenUrl = `http://127.0.0.1:${portsFrom(port).openid}/token`;
  const api = handfast({ url, tokenUrl, clientId: BACKEND_ID, clientSecret: secret, scope: API_SCOPE });
  await step('the connection is removed again', async () => {
    for await (const found of api.connections.list({ host: new URL(storeUrl).host })) {
      if (found.store.url === storeUrl) await api.connections.disconnect(found.id);
    }
  });
  say(`What was done is kept: npx handfast attempts list --host ${new URL(storeUrl).host} --local`);
}

async function main(): Promise<void> {
  await using opened = new AsyncDisposableStack();
  const port = readPort(process.env['HANDFAST_PORT']);
  const { url, running } = await findOrStart(port, opened, endOnSignals());
  // A Handfast that was started for others to reach keeps its sessions at that address.
  const publicUrl = running ? (readReach(process.env).publicUrls?.handfast ?? url) : url;
  const begun = performance.now();
  const storeUrl = await runHandshake(url, publicUrl);
  say(`The store is connected, in ${Math.round(performance.now() - begun)} ms.`);
  if (running) await disconnect(url, port, storeUrl);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`The demo failed: ${oneLine(error)}\n`);
  process.exitCode = 1;
}
