import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FakeApi, openFakeApi } from './harness/fake-api.ts';

const PROGRAM = fileURLToPath(new URL('../../../cli/handfast.ts', import.meta.url));
/** Gives a command a terminal of its own: util-linux. */
const SCRIPT = '/usr/bin/script';
const NOWHERE = '/dev/null';
const CTRL_C = '\u0003';
const ESCAPE = '\u001b';
const ID = 'chn_3b0d2c5f7a914e86b1d40c9e8f72a6d5';
const RUN = 'run_7d1e0a4bc2f84c3f9a60be5d21f3c8e4';
const COUNTS = { read: 12, delivered: 3, unchanged: 0, deleted: 0, late: 0, poisoned: 0, calls: 0 };
const RUNNING = { id: RUN, channel: ID, trigger: 'api', connectors: [], task: 'look', status: 'running', errors: [] };
const BATCH = { id: 'bat_5e3b9d0c7f2a4681b1d40c9e8f72a6d5', status: 'writing', lines: 1, counts: { done: 0 } };
const TESTED = { productIntegration: { lastTest: { startedOn: 1, endedOn: null, results: [] } } };
const FILE = fileURLToPath(new URL('./harness/stock.ndjson', import.meta.url));

let api: FakeApi;
beforeAll(async () => {
  api = await openFakeApi();
});
afterAll(() => api?.close());

const answerForEver = () =>
  api.answer({
    [`GET /v1/runs/${RUN}`]: { body: { ...RUNNING, counts: COUNTS, createdAt: '2026-11-26T10:00:00.000Z' } },
    [`POST /v1/channels/${ID}/sync`]: { status: 202, body: { ...RUNNING, counts: COUNTS } },
    [`POST /v1/channels/${ID}/changes`]: { status: 202, body: BATCH },
    [`GET /v1/channels/${ID}/changes/${BATCH.id}`]: { body: { ...BATCH, results: [] } },
    'POST /v1/graphql': [{ body: { data: { triggerProductIntegrationPingTest: TESTED } } }, { body: { data: TESTED } }],
  });

/** Runs a command until it has asked a second time, and has somebody press Ctrl-C then. */
async function interrupted(argv: readonly string[], inTerminal = false) {
  answerForEver();
  const command = [process.execPath, PROGRAM, ...argv, '--url', api.url];
  const quoted = command.map((word) => `'${word}'`).join(' ');
  const [program = '', ...options] = inTerminal ? [SCRIPT, '-qec', `stty cols 120; exec ${quoted}`, NOWHERE] : command;
  const env = { PATH: process.env['PATH'], HANDFAST_CLIENT_ID: 'cli_0', HANDFAST_CLIENT_SECRET: 'secret-of-a-client' };
  const child = spawn(program, options, { env });
  const said = { output: '', errors: '' };
  child.stdout.on('data', (chunk) => (said.output += chunk));
  child.stderr.on('data', (chunk) => (said.errors += chunk));
  const ended = new Promise((resolve) => child.on('close', (exit, signal) => resolve(exit ?? signal)));
  await expect.poll(() => api.seen.length, { timeout: 9_000 }).toBeGreaterThanOrEqual(2);
  if (inTerminal) child.stdin.write(CTRL_C);
  else child.kill('SIGINT');
  return { code: await ended, ...said };
}

const at = () => `--url ${api.url}`;

describe('Ctrl-C while a command waits ends with 130, and says how to look again', () => {
  test.each<[readonly string[], () => string]>([
    [
      ['runs', 'show', RUN, '--watch'],
      () => `The run goes on. Look again: npx handfast runs show ${RUN} --watch ${at()}`,
    ],
    [
      ['channels', 'sync', ID, '--watch'],
      () => `The run goes on. Look again: npx handfast runs show ${RUN} --watch ${at()}`,
    ],
    [
      ['integrations', 'test', '34827'],
      () => `The test goes on. See what came of it: npx handfast integrations show 34827 ${at()}`,
    ],
    [
      ['changes', 'push', FILE, '--channel', ID],
      () =>
        `What was sent is written all the same. See it in the console, or at GET /v1/channels/${ID}/changes/${BATCH.id}.`,
    ],
  ])('%j', async (argv, hint) => {
    const { code, output, errors } = await interrupted(argv);
    expect([code, output]).toEqual([130, '']);
    expect(errors.split('\n').slice(1)).toEqual([`Interrupted. ${hint()}`, '']);
  });

  test.skipIf(!existsSync(SCRIPT))('leaves nothing of its progress on a terminal, and a cursor', async () => {
    const { code, output } = await interrupted(['runs', 'show', RUN, '--watch'], true);
    expect(code).toBe(130);
    const at = output.lastIndexOf(`${RUN} is running  read 12, delivered 3`);
    expect(at).toBeGreaterThan(0);
    const after = output.slice(at).split('delivered 3')[1] ?? '';
    expect(after).toMatch(/Interrupted\. The run goes on\. /);
    const before = after.slice(0, after.indexOf('Interrupted'));
    expect(before.replaceAll(ESCAPE, '')).toBe('^C[?25h[1G[2K');
  });
});
