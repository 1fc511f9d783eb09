import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compile, openPackedClient, type PackedClient, publishedNames, runIn } from '../../packed-client.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** What the programs of the README leave to their reader. */
const GIVEN = `declare const process: { env: Record<string, string | undefined> };
declare const SECRET: string, PREVIOUS: string;
declare const signer: { sign(request: object): Promise<{ headers: Record<string, string> }> };
`;

let client: PackedClient;
beforeAll(async () => {
  client = await openPackedClient();
  const shown = [...read('client/README.md').matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => code);
  writeFileSync(join(client.project, 'src/readme.ts'), `${GIVEN}${shown.join('')}`);
}, 60_000);
afterAll(() => client?.close());

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

describe('the tarball', () => {
  test('holds what was built, a README and the licence, and no source', () => {
    const { files } = client;
    expect(files).toEqual(expect.arrayContaining(['package.json', 'README.md', 'LICENSE', 'dist/handfast.js']));
    const others = files.filter(
      (path) => !/^(?:dist\/[\w/-]+(?:\.js|\.js\.map|\.d\.ts)|package\.json|README\.md|LICENSE)$/.test(path),
    );
    expect(others).toEqual([]);
    expect(files.filter((path) => path.endsWith('.js')).length).toBe(
      files.filter((path) => path.endsWith('.js.map')).length,
    );
  });

  test('depends on nothing, and has the version and the licence of Handfast', () => {
    const [own, root] = ['client/package.json', 'package.json'].map((path) => JSON.parse(read(path)));
    expect([own.dependencies, own.peerDependencies]).toEqual([undefined, undefined]);
    expect([own.version, own.license]).toEqual([root.version, root.license]);
    expect(read('client/LICENSE')).toBe(read('LICENSE'));
  });

  test('has maps that lead to the sources', () => {
    const map = JSON.parse(readFileSync(join(client.installed, 'dist/http/request.js.map'), 'utf8'));
    expect([map.sources, map.sourcesContent]).toEqual([['../../http/request.ts'], [read('client/http/request.ts')]]);
  });
});

test('a project can name all that the package publishes', () => {
  const names = publishedNames();
  expect(names).toEqual(expect.arrayContaining(['handfast', 'HandfastError', 'Order', 'WebhookEvent', 'ErrorCode']));
  expect(readFileSync(join(client.project, 'src/names.ts'), 'utf8')).toContain(names.join(', '));
});

/** Older compilers: `test/journey/client/compilers.test.ts`. */
test.each(['NodeNext', 'Bundler'] as const)(
  'TypeScript 7 compiles a strict project of it, and the README, with %s',
  async (module) => {
    expect(await compile(client, '7', module)).toBe('');
  },
);

test('plain JavaScript calls the API and verifies a webhook', async () => {
  const secret = `whsec_${Buffer.alloc(24, 1).toString('base64')}`;
  const body = JSON.stringify({ type: 'connection.created', data: {} });
  const at = new Date();
  const signature = new Webhook(secret).sign('dlv_1', at, body);
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const headers = { 'webhook-id': 'dlv_1', 'webhook-timestamp': timestamp, 'webhook-signature': signature };
  const words = ['src/plain.js', JSON.stringify([secret, body, headers])];
  const { output } = await runIn(client.project, process.execPath, words);
  expect(JSON.parse(output)).toEqual({
    seen: [
      'POST /token Basic',
      'GET /v1/connections Bearer',
      'GET /v1/connections?cursor=two Bearer',
      'GET /v1/connections?limit=1 Bearer',
      'GET /v1/channels/chn_1 Bearer',
      'GET /v1/runs/slow Bearer',
    ],
    ...{ ids: ['con_1', 'con_2'], next: 'two', code: 'channel_unknown', isOne: true },
    ...{ aborted: 'TimeoutError', inTime: true },
    ...{ type: 'connection.created', refused: 'webhook_refused' },
  });
}, 60_000);
