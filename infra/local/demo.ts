import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemoStore } from './demo-store/demo-store.ts';
import { createMerchant } from './demo-store/merchant.ts';
import { startLocal } from './local.ts';
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

/** One handshake against a store of its own, from *Activate* to a token that the store accepts. */
async function runHandshake(url: string): Promise<void> {
  const integration = { name: 'Demo', endpointUrl: `${url}/demo/callback`, identityLinkUrl: `${url}/demo/login` };
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
}

/** The address of a running Handfast, or of one started for this demo, which ends with `opened`. */
async function findOrStart(port: number, opened: AsyncDisposableStack): Promise<string> {
  const url = `http://127.0.0.1:${port}`;
  const running = await fetch(`${url}/demo/login`).then(
    (response) => response.status === 400,
    () => false,
  );
  if (running) return url;
  say(`Nothing runs at ${url}, so one is started for this demo.`);
  const folder = opened.use(await mkdtempDisposable(join(tmpdir(), 'handfast-demo-')));
  return opened.use(await startLocal({ port: 0, dataFolder: folder.path, demoStore: false })).url;
}

async function main(): Promise<void> {
  await using opened = new AsyncDisposableStack();
  const url = await findOrStart(readPort(process.env['HANDFAST_PORT']), opened);
  const begun = performance.now();
  await runHandshake(url);
  say(`The store is connected, in ${Math.round(performance.now() - begun)} ms.`);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`The demo failed: ${oneLine(error)}\n`);
  process.exitCode = 1;
}
