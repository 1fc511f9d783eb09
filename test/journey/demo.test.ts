import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { handfast } from '../../client/handfast.ts';
import { API_SCOPE } from '../../infra/local/openid/api-client.ts';
import { freePorts } from '../contract/local/free-ports.ts';
import { startForTest } from '../start-local.ts';

const DEMO = fileURLToPath(new URL('../../infra/local/demo.ts', import.meta.url));

function runDemo(environment: Record<string, string>) {
  const child = spawn(process.execPath, [DEMO], { env: { ...process.env, ...environment } });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said.err += text;
  });
  return { child, said, ended: once(child, 'close') };
}

function newFolder() {
  return mkdtempDisposable(join(tmpdir(), 'handfast-journey-'));
}

test('the demo removes its connection from the Handfast that it used', async () => {
  await using folder = await newFolder();
  const port = await freePorts();
  await using local = await startForTest({ port, dataFolder: folder.path });
  const { said, ended } = runDemo({ HANDFAST_PORT: String(port), HANDFAST_DATA: folder.path });
  expect([await ended, said.err]).toEqual([[0, null], '']);
  expect(said.out).toMatch(/The store is connected, in \d+ ms\.\n.*the connection is removed again\n/);
  expect(said.out).toMatch(/npx handfast attempts list --host 127\.0\.0\.1:\d+ --local\n$/);
  const { id: clientId, secret: clientSecret, tokenUrl } = local.apiClient;
  const api = handfast({ url: local.url, tokenUrl, clientId, clientSecret, scope: API_SCOPE });
  const left: string[] = [];
  for await (const { status } of api.connections.list()) left.push(status);
  expect(left).toEqual(['disconnected']);
  expect(local.demoStore?.states().map(({ name }) => name)).toEqual(['Handfast demo']);
});

test('the demo says so where it cannot remove its connection', async () => {
  await using folder = await newFolder();
  await using other = await newFolder();
  const port = await freePorts();
  await using _ = await startForTest({
    port,
    dataFolder: folder.path,
    demoStore: false,
  });
  const { said, ended } = runDemo({ HANDFAST_PORT: String(port), HANDFAST_DATA: other.path });
  expect(await ended).toEqual([0, null]);
  expect(said.out).toContain(`The connection stays: ${other.path} has no credentials for the API.`);
});

test('the demo deletes the data of a Handfast that it started', async () => {
  await using temporary = await newFolder();
  const { said, ended } = runDemo({ HANDFAST_PORT: String(await freePorts()), TMPDIR: temporary.path });
  expect([await ended, said.err]).toEqual([[0, null], '']);
  expect(readdirSync(temporary.path)).toEqual([]);
});

test('the demo deletes that data when it is interrupted, too', async () => {
  await using temporary = await newFolder();
  const { child, ended } = runDemo({ HANDFAST_PORT: String(await freePorts()), TMPDIR: temporary.path });
  await vi.waitFor(() => expect(readdirSync(temporary.path)).toHaveLength(1), { timeout: 20_000, interval: 20 });
  child.kill('SIGINT');
  expect(await ended).toEqual([130, null]);
  expect(readdirSync(temporary.path)).toEqual([]);
});
