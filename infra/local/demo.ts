import { mkdtempSync, rmSync } from 'node:fs';
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
async function step<T>(title: string, deed: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const result = await deed();
  say(`${String(Math.round(performance.now() - begun)).padStart(6)} ms  ${title}`);
  return result;
}

function expectThat(holds: boolean, problem: string): void {
  if (!holds) throw new UserError(problem);
}

/** One handshake against a store of its own, from *Activate* to a token that opens the store. */
async function shakeHands(url: string): Promise<void> {
  const integration = { name: 'Demo', endpointUrl: `${url}/demo/callback`, identityLinkUrl: `${url}/demo/login` };
  const store = await startDemoStore({ integrations: [integration] });
  const ana = createMerchant();
  try {
    const id = store.states()[0]?.id ?? 0;
    const activation = await step('Magento posts its keys, as if Activate was pressed', () => store.activate(id));
    if (!activation.delivered) throw new UserError(activation.problem);
    expectThat(activation.status === 200, `The callback answered ${activation.status}.`);
    const popup = await step('the popup opens', () => ana.visit(activation.popupUrl));
    const question = await step('ana@example.com signs in', () => ana.signIn(popup));
    const working = await step('ana says: connect', () => ana.answer(question, 'yes'));
    const end = await step('keys are exchanged, tested and tied to the account', () => ana.settle(working));
    expectThat(end.url === store.successCallback, `The popup ended at "${end.text.slice(0, 200)}".`);
    expectThat(store.state(id)?.active === true, 'The integration is not active in Magento.');
  } finally {
    await store.close();
  }
}

/** The address of a running Handfast, or of one started for this demo. */
async function open(port: number): Promise<{ url: string; close: () => Promise<void> }> {
  const url = `http://127.0.0.1:${port}`;
  const running = await fetch(`${url}/demo/login`).then(
    (response) => response.status === 400,
    () => false,
  );
  if (running) return { url, close: async () => {} };
  say(`Nothing runs at ${url}, so one is started for this demo.`);
  const dataFolder = mkdtempSync(join(tmpdir(), 'handfast-demo-'));
  const local = await startLocal({ port: 0, dataFolder, demoStore: false });
  async function close() {
    await local.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
  return { url: local.url, close };
}

try {
  const handfast = await open(readPort(process.env['HANDFAST_PORT']));
  const begun = performance.now();
  try {
    await shakeHands(handfast.url);
    say(`The store is connected, in ${Math.round(performance.now() - begun)} ms.`);
  } finally {
    await handfast.close();
  }
} catch (error) {
  process.stderr.write(`The demo failed: ${oneLine(error)}\n`);
  process.exitCode = 1;
}
