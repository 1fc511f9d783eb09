import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempDisposable, readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { signatureHeaders } from '../../../functions/domain/integrations/deliveries/webhook-signature.ts';
import { programsOf, run } from '../api/fenced-blocks.ts';
import { openAuthority } from './authority.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const SECRET = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
const PAGE = readFile(join(ROOT, 'docs/integrations-deliveries.md'), 'utf8');

const codeOf = async (name: string) => programsOf(await PAGE).find(({ mark }) => mark === `ts ${name}`)?.code ?? '';

async function post(port: number, body: string, headers: Readonly<Record<string, string>>) {
  const asked = request({ port, host: '127.0.0.1', method: 'POST', headers, rejectUnauthorized: false });
  asked.end(body);
  const [response] = await once(asked, 'response');
  return { status: response.statusCode, body: await text(response) };
}

test('the app of the page gives an API destination the events', async () => {
  await using folder = await mkdtempDisposable(join(ROOT, '.app-'));
  const shown = 'console.log(JSON.stringify(stack.node.findAll().map(({ node }) => node.path)));';
  await writeFile(join(folder.path, 'app.ts'), `${await codeOf('app')}\n${shown}`);
  const { code, output, errors } = await run(process.execPath, ['app.ts'], { cwd: folder.path, env: {} });
  expect(code, errors).toBe(0);
  expect(output).toContain('"Acme/Handfast/ToAcme"');
  expect(output).not.toContain('WebhookEvents');
});

test('the receiver of the page has thirty lines or so, takes what is signed once, and nothing else', async () => {
  const code = await codeOf('receiver');
  expect(code.split('\n').filter((line) => line.trim() !== '').length).toBeLessThanOrEqual(31);
  // Below the repository, where its packages are found.
  await using folder = await mkdtempDisposable(join(ROOT, 'test', '.receiver-'));
  const { key, cert } = await openAuthority();
  const file = (name: string) => join(folder.path, name);
  await Promise.all([writeFile(file('key'), key), writeFile(file('cert'), cert), writeFile(file('receiver.ts'), code)]);
  const port = 20_000 + Math.floor(Math.random() * 30_000);
  const env = { SIGNING_SECRET: SECRET, TLS_KEY: file('key'), TLS_CERT: file('cert'), PORT: String(port) };
  const child = spawn(process.execPath, [file('receiver.ts')], { env: { ...process.env, ...env } });
  try {
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    expect((await lines.next()).value).toBe('ready');
    const body = '{"type":"connection.created","data":{}}';
    const headers = { ...signatureHeaders('dlv_1', new Date(), body, [SECRET]) };
    for (const _ of [1, 2]) {
      expect(await post(port, body, headers)).toEqual({
        status: 200,
        body: '{"success":true,"accountIdentifier":"acme-4711"}',
      });
    }
    expect((await lines.next()).value).toBe('connection.created');
    expect((await post(port, `${body} `, headers)).status).toBe(400);
    expect((await post(port, body, {})).status).toBe(400);
    const other = '{"type":"connection.moved","data":{}}';
    await post(port, other, { ...signatureHeaders('dlv_2', new Date(), other, [SECRET]) });
    expect((await lines.next()).value).toBe('connection.moved');
  } finally {
    child.kill();
  }
});
