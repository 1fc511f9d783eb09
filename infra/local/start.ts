import { describeEvent } from './aws/eventbridge.ts';
import type { Local } from './local.ts';
import { startLocal } from './local.ts';
import type { Reach } from './startup/reach.ts';
import { readReach, warningsOf } from './startup/reach.ts';
import { readConnectors } from './startup/read-connectors.ts';
import { readPort } from './startup/read-port.ts';
import { oneLine } from './user-error.ts';

/** How long a stop may take before the process exits anyway. */
const STOP_MS = 2_000;

const PARENT_CHECK_MS = 200;

function say(line: string): void {
  void process.stdout.write(`${line}\n`);
}
function complain(line: string): void {
  void process.stderr.write(`${line}\n`);
}

function welcome(local: Local, reach: Reach): string[] {
  const { url, openidUrl, demoStore, apiClient, tokenRequestFile, clientSecretFile, logFile, eventsFile } = local;
  const publicUrl = reach.publicUrls?.handfast ?? url;
  const folder = process.env['HANDFAST_DATA'];
  const dataFolder = folder ? `HANDFAST_DATA='${folder}' ` : '';
  return [
    '',
    ...(demoStore ? [`Demo Magento   ${demoStore.adminUrl}   press Activate there`] : []),
    `Sign in as     ana@example.com or ben@example.com, password handfast   (at ${reach.publicUrls?.openid ?? openidUrl})`,
    `Console        ${publicUrl}/console   sign in as olga@example.com (operator) or vera@example.com (viewer), password handfast`,
    `Callback URL   ${publicUrl}/demo/callback`,
    `Login URL      ${publicUrl}/demo/login`,
    `Log            ${logFile}`,
    `Events         ${eventsFile}`,
    '',
    'See your stores and what they do (docs/cli.md):',
    `  ${dataFolder}npx handfast connections list --local`,
    '',
    'Ask the API:',
    `  TOKEN=$(curl --config '${tokenRequestFile}' | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`,
    `  curl -s '${url}/v1/connections?product=demo' -H "Authorization: Bearer $TOKEN"`,
    '',
    'Make a client of the API, as an operator does (docs/api.md):',
    `  ${dataFolder}npx handfast clients create --name backend --local`,
    '',
    'Ask it in TypeScript, with @handfast/client (docs/api.md):',
    `  export HANDFAST_URL='${url}' TOKEN_URL='${apiClient.tokenUrl}' CLIENT_ID='${apiClient.id}'`,
    `  export CLIENT_SECRET="$(cat '${clientSecretFile}')"`,
    '',
    `Handfast is ready at ${url}`,
  ];
}

/**
 * npm runs its scripts in a shell. A signal sent to npm ends that shell and is not passed on: without
 * watching its parent, this process would go on and keep its ports.
 */
function onLostParent(act: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    act();
  }, PARENT_CHECK_MS);
  watch.unref();
}

/** Stops on the first signal: 130 for Ctrl-C as shells expect, 0 for SIGTERM. A second signal does not wait. */
function stopOnSignals(starting: AbortController, running: () => Local | undefined): void {
  async function stop(code: number): Promise<void> {
    if (starting.signal.aborted) process.exit(code);
    starting.abort();
    setTimeout(() => process.exit(code), STOP_MS).unref();
    const local = running();
    // While starting there is nothing to stop yet: the start itself fails, and closes what it opened.
    if (!local) {
      process.exitCode = code;
      return;
    }
    await local.stop().catch((error) => complain(oneLine(error)));
    process.exit(code);
  }
  process.on('SIGINT', () => void stop(130));
  process.on('SIGTERM', () => void stop(0));
  onLostParent(() => void stop(0));
}

async function main(): Promise<void> {
  const starting = new AbortController();
  let local: Local | undefined;
  stopOnSignals(starting, () => local);
  try {
    const reach = readReach(process.env);
    for (const line of warningsOf(reach)) complain(line);
    local = await startLocal({
      reach,
      port: readPort(process.env['HANDFAST_PORT']),
      dataFolder: process.env['HANDFAST_DATA'] || '.handfast',
      settings: readConnectors(process.env),
      firstChannel: process.env['HANDFAST_CHANNEL'] !== 'off',
      signal: starting.signal,
      onStage: (stage, elapsedMs) => say(`${String(elapsedMs).padStart(6)} ms  ${stage}`),
      onEvent: (event) => say(describeEvent(event)),
    });
    if (starting.signal.aborted) await local.stop();
    else for (const line of welcome(local, reach)) say(line);
  } catch (error) {
    if (starting.signal.aborted) process.exit();
    complain(oneLine(error));
    process.exit(1);
  }
}

await main();
