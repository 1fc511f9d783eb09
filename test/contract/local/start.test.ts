import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test, vi } from 'vitest';
import { listen, shut } from '../../../infra/local/aws/aws-json.ts';
import { openDataFolder } from '../../../infra/local/data-folder/data-folder.ts';
import { startLocal } from '../../../infra/local/local.ts';
import { readPort } from '../../../infra/local/startup/read-port.ts';
import { freePorts } from './free-ports.ts';
import { temporaryFolder } from './small-stack.ts';

const DATA_FOLDER = new URL('../../../infra/local/data-folder/data-folder.ts', import.meta.url).href;
const START = fileURLToPath(new URL('../../../infra/local/start.ts', import.meta.url));

/** Lists connections with the typed client, as its user would: access comes from the environment. */
const LISTS = `
  import { handfast } from "${new URL('../../../client/handfast.ts', import.meta.url).href}";
  const { HANDFAST_URL: url, TOKEN_URL: tokenUrl, CLIENT_ID: clientId, CLIENT_SECRET: clientSecret } = process.env;
  const api = handfast({ url, tokenUrl, clientId, clientSecret, scope: "connections:read" });
  console.log((await Array.fromAsync(api.connections.list())).length);
`;

/** A build and a start, on a computer that is busy with other tests. */
const PATIENCE_MS = 60_000;

const children: ChildProcess[] = [];
const folders: string[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = temporaryFolder();
  folders.push(folder);
  return folder;
}

function run(environment: Record<string, string>, command = [process.execPath, START]) {
  const [program = '', ...words] = command;
  const child = spawn(program, words, { env: { ...process.env, ...environment } });
  children.push(child);
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said.err += text;
  });
  return { child, said, ended: once(child, 'close') };
}

type Running = ReturnType<typeof run>;

/** Waits for the ready line; a process that ends instead is an error with its own words. */
async function ready({ said, ended }: Running): Promise<void> {
  const gone = ended.then(() => {
    throw new Error(said.err);
  });
  await Promise.race([vi.waitFor(() => expect(said.out).toMatch(/ready at .*\n$/), PATIENCE_MS), gone]);
  gone.catch(() => undefined);
}

async function refusal(environment: Record<string, string>): Promise<string> {
  const { said, ended } = run({ HANDFAST_DATA: join(newFolder(), 'data'), ...environment });
  expect(await ended).toEqual([1, null]);
  expect(said.err).toMatch(/^[^\n]+\n$/);
  return said.err.trim();
}

/** That nobody holds a data folder any longer. */
async function expectFree(folder: string): Promise<void> {
  await using data = await openDataFolder(folder);
  expect(data.path).toBe(folder);
}

test.each(['no', '0', '65534', '-1', '80.5'])('takes HANDFAST_PORT=%s for no port', (port) => {
  expect(() => readPort(port)).toThrow(`HANDFAST_PORT is "${port}"; it must be a number from 1 to 65533.`);
});

test('takes 8787 when no port is set', () => {
  expect([readPort(undefined), readPort(''), readPort('9000')]).toEqual([8787, 8787, 9000]);
});

test('refuses a port that is none in one line', async () => {
  expect(await refusal({ HANDFAST_PORT: 'no' })).toMatch(/^HANDFAST_PORT is "no"; /);
});

test('names each port that is taken, and whose it was to be', async () => {
  const port = await freePorts();
  const [magento, openid] = [createServer(), createServer()];
  await Promise.all([listen(magento, port + 1), listen(openid, port + 2)]);
  const said = await refusal({ HANDFAST_PORT: String(port) });
  await Promise.all([shut(magento), shut(openid)]);
  expect(said).toBe(
    `Port ${port + 1} (the demo Magento) is taken; Port ${port + 2} (the OpenID provider) is taken. ` +
      'Set HANDFAST_PORT to the first of three free ports in a row.',
  );
});

test('names a data folder that cannot be one', async () => {
  const file = join(newFolder(), 'a-file');
  writeFileSync(file, '');
  expect(await refusal({ HANDFAST_DATA: file })).toMatch(`The data folder ${file} cannot be written to (EEXIST`);
});

test.each(['/proc/handfast/data', '/dev/null/data'])(
  'names %s as a place where no folder can be made',
  async (path) => {
    expect(await refusal({ HANDFAST_DATA: path })).toMatch(`The data folder ${path} cannot be written to (`);
  },
);

/** A process that holds a data folder and does nothing else. */
async function holder(folder: string): Promise<Running> {
  const script = `const { openDataFolder } = await import('${DATA_FOLDER}'); await openDataFolder('${folder}'); console.log('held'); setInterval(() => {}, 1000);`;
  const running = run({}, [process.execPath, '--input-type=module', '--eval', script]);
  await vi.waitFor(() => expect(running.said.out).toContain('held'), PATIENCE_MS);
  return running;
}

test('is refused in one line while another process holds the data folder', { timeout: PATIENCE_MS }, async () => {
  const folder = newFolder();
  await holder(folder);
  expect(await refusal({ HANDFAST_DATA: folder, HANDFAST_PORT: String(await freePorts()) })).toBe(
    `The data folder ${folder} is in use by another Handfast; stop it, or set HANDFAST_DATA.`,
  );
});

test('takes the folder over from a process that was killed', { timeout: PATIENCE_MS }, async () => {
  const folder = newFolder();
  const { child, ended } = await holder(folder);
  child.kill('SIGKILL');
  await ended;
  const settings = { products: [] };
  // It gets past the lock, to the build; and then gives the folder back.
  await expect(startLocal({ port: 0, dataFolder: folder, settings })).rejects.toThrow('The stack cannot be built');
  await expectFree(folder);
});

test('tells in one line why the stack cannot be built', { timeout: PATIENCE_MS }, async () => {
  const starting = startLocal({ port: 0, dataFolder: newFolder(), settings: { products: [] } });
  await expect(starting).rejects.toThrow(/^The stack cannot be built: .*products: must name at least one product$/);
});

test.each([
  ['SIGTERM', 0],
  ['SIGINT', 130],
] as const)('starts, says so in its last line, and ends on %s', { timeout: PATIENCE_MS }, async (signal, code) => {
  const port = await freePorts();
  const data = join(newFolder(), 'data');
  const running = run({ HANDFAST_PORT: String(port), HANDFAST_DATA: data });
  const { child, said, ended } = running;
  await ready(running);
  const lines = said.out.trimEnd().split('\n');
  expect(lines.at(-1)).toBe(`Handfast is ready at http://127.0.0.1:${port}`);
  expect(lines).toContain(`Callback URL   http://127.0.0.1:${port}/demo/callback`);
  expect(lines).toContain(`Login URL      http://127.0.0.1:${port}/demo/login`);
  expect(said.out).toContain(`http://127.0.0.1:${port + 1}/`);
  expect(said.err).toBe('');
  expect((await fetch(`http://127.0.0.1:${port}/demo/login`)).status).toBe(400);
  // What it prints for a terminal works in one.
  const commands = lines.filter((line) => /^ {2}(?:TOKEN=|curl )/.test(line));
  expect(commands).toHaveLength(2);
  expect(said.out).not.toContain(JSON.parse(readFileSync(join(data, 'api-client.json'), 'utf8')).secret);
  const shell = run({}, ['sh', '-c', commands.join('\n')]);
  expect(await shell.ended).toEqual([0, null]);
  expect(JSON.parse(shell.said.out)).toEqual({ items: [] });
  const exports = lines.filter((line) => line.startsWith('  export '));
  expect(exports).toHaveLength(2);
  const client = run({}, [
    'sh',
    '-c',
    `${exports.join('\n')}\n"${process.execPath}" --input-type=module --eval '${LISTS}'`,
  ]);
  expect([await client.ended, client.said]).toEqual([[0, null], { out: '0\n', err: '' }]);
  const asked = performance.now();
  child.kill(signal);
  expect(await ended).toEqual([code, null]);
  expect(performance.now() - asked).toBeLessThan(2500);
  await expectFree(data);
});

test('ends while it is still starting', { timeout: PATIENCE_MS }, async () => {
  const port = await freePorts();
  const data = join(newFolder(), 'data');
  const { child, said, ended } = run({ HANDFAST_PORT: String(port), HANDFAST_DATA: data });
  await vi.waitFor(() => expect(said.out).toContain('database open'), PATIENCE_MS);
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect([said.err, said.out.includes('ready')]).toEqual(['', false]);
  await expectFree(data);
});

test('ends when the shell that npm put around it is ended', { timeout: PATIENCE_MS }, async () => {
  const port = await freePorts();
  const data = join(newFolder(), 'data');
  const environment = { HANDFAST_PORT: String(port), HANDFAST_DATA: data, npm_lifecycle_event: 'start' };
  // The second command keeps the shell from making way for the first.
  const running = run(environment, ['sh', '-c', `"${process.execPath}" "${START}"; true`]);
  await ready(running);
  await expect(expectFree(data)).rejects.toThrow('is in use by another Handfast');
  running.child.kill('SIGTERM');
  await vi.waitFor(() => expectFree(data), 5000);
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
});
