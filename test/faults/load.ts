import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { startDemoStore } from '../../infra/local/demo-store/demo-store.ts';
import { createMerchant } from '../../infra/local/demo-store/merchant.ts';
import { startRunning } from '../bench/running.ts';
import { memoryOf, quantile } from './figures.ts';

/*
 * Local mode under load, in a process of its own: many handshakes at once, then a steady stream of them. Each has a
 * store of its own, and a merchant who signs in and says yes. One handshake is some twelve requests, six steps of the
 * machine and forty calls to AWS services, all of them served by the computer that also plays stores and merchants; so
 * a small one carries less than what is offered. Then no more are begun than were at once before, and it is said.
 */

const AT_ONCE = Number(process.env['HANDFAST_LOAD_AT_ONCE'] ?? 200);
/** The rate to show. A handshake takes about 165 ms of a core, with the store, the provider and the merchant played, too. */
const WANTED_PER_SECOND = 20;
/** What one core carries with half of it to spare. */
const PER_CORE_AND_SECOND = 3;
const CARRIED_PER_SECOND = Math.min(WANTED_PER_SECOND, PER_CORE_AND_SECOND * availableParallelism());
const PER_SECOND = Number(process.env['HANDFAST_LOAD_PER_SECOND'] ?? CARRIED_PER_SECOND);
const STEADY_SECONDS = Number(process.env['HANDFAST_LOAD_SECONDS'] ?? 120);
/** What is loaded once, and whatever the first handshakes leave, is not growth. */
const WARM_UP = 10;
const SAMPLE_MS = 1_000;
/**
 * Each function's heap may grow to what it has on AWS before it is swept thoroughly, so the lowest figure of a quarter
 * counts. A leak of 100 KB a handshake is more than this, within some thousand of them.
 */
const FLAT_MEGABYTES = 128;
const LINES_MS = 5_000;
/** Magento's own five seconds would measure the computer: on AWS each message has an instance of its own. */
const POST_TIMEOUT_MS = 30_000;
const MAGENTO_WAITS_MS = 5_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

type Handshake = {
  readonly ms: number;
  /** How long Magento waited for the callback. */
  readonly callbackMs: number;
  readonly problem: string | undefined;
};

/** @returns how long it took, and why it did not end at *Magento's* own page with an active integration */
async function shakeHands(url: string): Promise<Handshake> {
  const integration = { name: 'load', endpointUrl: `${url}/demo/callback`, identityLinkUrl: `${url}/demo/login` };
  const store = await startDemoStore({ integrations: [integration], postTimeoutMs: POST_TIMEOUT_MS });
  const begun = performance.now();
  let callbackMs = 0;
  const handshake = (problem?: string): Handshake => ({ ms: performance.now() - begun, callbackMs, problem });
  try {
    const id = store.states()[0]?.id ?? 0;
    const activation = await store.activate(id);
    callbackMs = activation.ms;
    if (!activation.delivered) return handshake(activation.problem);
    const merchant = createMerchant();
    const question = await merchant.signIn(await merchant.visit(activation.popupUrl));
    const end = await merchant.settle(await merchant.answer(question, 'yes'));
    if (end.url !== store.successCallback) return handshake(`${end.status} ${end.text.slice(0, 100)}`);
    return handshake(store.state(id)?.active ? undefined : 'the integration is not active');
  } catch (error) {
    return handshake(error instanceof Error ? `${error.message} ${error.cause ?? ''}` : String(error));
  } finally {
    await store.close();
  }
}

/** Begins handshakes at a steady rate; one that would be one too many under way is not begun. */
async function steadily(url: string): Promise<Handshake[]> {
  const begun = performance.now();
  const all: Promise<Handshake>[] = [];
  let underWay = 0;
  for (let turn = 0; turn < PER_SECOND * STEADY_SECONDS; turn += 1) {
    const early = begun + (turn * 1_000) / PER_SECOND - performance.now();
    if (early > 1) await pause(early);
    if (underWay >= AT_ONCE) continue;
    underWay += 1;
    const handshake = shakeHands(url);
    void handshake.finally(() => {
      underWay -= 1;
    });
    all.push(handshake);
  }
  return Promise.all(all);
}

/** Prints the figures of one part, and says whether all of it ended as it should. */
function judge(name: string, handshakes: readonly Handshake[], megabytes: readonly number[]): boolean {
  const times = handshakes.map(({ ms }) => ms);
  const problems = handshakes.flatMap(({ problem }) => problem ?? []);
  const [half, most] = [quantile(times, 0.5), quantile(times, 0.99)].map((ms) => `${(ms / 1000).toFixed(1)} s`);
  say(`${name}: ${handshakes.length - problems.length} of ${handshakes.length} linked; median ${half}, 99 % ${most}`);
  const late = handshakes.filter(({ callbackMs }) => callbackMs > MAGENTO_WAITS_MS).length;
  const slowest = (Math.max(...handshakes.map(({ callbackMs }) => callbackMs)) / 1000).toFixed(1);
  say(`  callback answered in ${slowest} s at most; on ${late} of them a Magento would have given up after 5 s`);
  say(`  memory of the process ${megabytes.map((one) => Math.round(one)).join(', ')} MB`);
  for (const [problem, same] of Map.groupBy(problems, (text) => text)) say(`  X ${same.length} times: ${problem}`);
  return problems.length === 0;
}

/** The lowest of each quarter of a row of samples. */
function quarters(samples: readonly number[]): number[] {
  const length = Math.ceil(samples.length / 4);
  return [0, 1, 2, 3].map((part) => Math.min(...samples.slice(part * length, (part + 1) * length)));
}

const running = await startRunning();
const held: boolean[] = [];
try {
  await Promise.all(Array.from({ length: WARM_UP }, () => shakeHands(running.url)));
  const before = memoryOf(running.pid);
  const burst = await Promise.all(Array.from({ length: AT_ONCE }, () => shakeHands(running.url)));
  held.push(judge(`${AT_ONCE} at once`, burst, [before, memoryOf(running.pid)]));

  const samples: number[] = [];
  const sampling = setInterval(() => samples.push(memoryOf(running.pid)), SAMPLE_MS);
  const stream = await steadily(running.url);
  clearInterval(sampling);
  const parts = quarters(samples);
  if (PER_SECOND < WANTED_PER_SECOND) {
    say(`${WANTED_PER_SECOND} per second take more than ${availableParallelism()} cores: ${PER_SECOND} are offered`);
  }
  held.push(judge(`${PER_SECOND} per second for ${STEADY_SECONDS} s`, stream, parts));
  const offered = PER_SECOND * STEADY_SECONDS;
  if (stream.length < offered) {
    const rate = (stream.length / STEADY_SECONDS).toFixed(1);
    say(`  NOT REACHED: this computer carried ${rate} per second with ${AT_ONCE} under way; ${offered} were offered`);
  }
  const growth = (parts[3] ?? Number.NaN) - (parts[1] ?? Number.NaN);
  say(`  memory from the second quarter to the last: ${growth.toFixed(0)} MB more, ${FLAT_MEGABYTES} is flat`);
  held.push(growth < FLAT_MEGABYTES);

  await pause(LINES_MS);
  const [linked, failures] = [running.logged('activation_linked'), running.logged('activation_failed')];
  const due = WARM_UP + AT_ONCE + stream.length;
  say(`${linked} of ${due} handshakes left the line of a link, ${failures} that of a failure`);
  held.push(linked === due && failures === 0);
} finally {
  await running.stop();
}
const failed = held.filter((one) => !one).length;
say(`${held.length - failed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed > 0 || held.length < 4 ? 1 : 0;
