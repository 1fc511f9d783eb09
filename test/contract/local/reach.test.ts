import { createServer, request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { listen, shut } from '../../../infra/local/aws/aws-json.ts';
import { readReach, warningsOf } from '../../../infra/local/startup/reach.ts';

test('is this computer alone unless told otherwise, and warns of nothing', () => {
  expect(readReach({})).toEqual({ bind: '127.0.0.1' });
  expect(readReach({ HANDFAST_BIND: '', HANDFAST_PUBLIC_URL: '' })).toEqual({ bind: '127.0.0.1' });
  expect(warningsOf(readReach({}))).toEqual([]);
});

test('takes the next two ports of a public URL for the demo Magento and the sign-in', () => {
  const environment = { HANDFAST_BIND: '0.0.0.0', HANDFAST_PUBLIC_URL: 'http://192.168.1.20:8787/' };
  expect(readReach(environment)).toEqual({
    bind: '0.0.0.0',
    publicUrls: {
      handfast: 'http://192.168.1.20:8787',
      openid: 'http://192.168.1.20:8789',
      magentoHost: '192.168.1.20',
    },
  });
});

test('takes two origins for two tunnels', () => {
  const environment = {
    HANDFAST_PUBLIC_URL: 'https://one.example',
    HANDFAST_PUBLIC_OPENID_URL: 'https://two.example',
  };
  expect(readReach(environment)).toEqual({
    bind: '127.0.0.1',
    publicUrls: { handfast: 'https://one.example', openid: 'https://two.example' },
  });
});

test.each<[Record<string, string>, string]>([
  [{ HANDFAST_BIND: 'all' }, 'HANDFAST_BIND is "all"; it must be an address of this computer, or 0.0.0.0 for all.'],
  ...['shop.example', 'ftp://shop.example', 'http://shop.example/path', 'http://u:p@shop.example'].map(
    (url): [Record<string, string>, string] => [
      { HANDFAST_PUBLIC_URL: url },
      `HANDFAST_PUBLIC_URL is "${url}"; it must be an origin such as http://192.168.1.20:8787.`,
    ],
  ),
  [
    { HANDFAST_PUBLIC_URL: 'https://one.example' },
    'HANDFAST_PUBLIC_URL names no port, so the sign-in needs an address of its own: set HANDFAST_PUBLIC_OPENID_URL to where the third port is reached.',
  ],
  [
    { HANDFAST_PUBLIC_OPENID_URL: 'https://two.example' },
    'HANDFAST_PUBLIC_OPENID_URL is set, but HANDFAST_PUBLIC_URL is not.',
  ],
])('refuses %j in one line', (environment, message) => {
  expect(() => readReach(environment)).toThrow(message);
});

test.each<[Record<string, string>, string]>([
  [{ HANDFAST_BIND: '0.0.0.0' }, 'listens at 0.0.0.0'],
  [{ HANDFAST_BIND: '192.168.1.20' }, 'listens at 192.168.1.20'],
  [{ HANDFAST_PUBLIC_URL: 'http://shop.example:8787' }, 'http://shop.example:8787'],
])('warns of %j', (environment, named) => {
  const warnings = warningsOf(readReach(environment));
  expect(warnings[0]).toContain(named);
  for (const line of warnings) expect(line).toMatch(/^WARNING: /);
});

function statusAt(host: string, port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ host, port, agent: false }, (response) => resolve(response.resume().statusCode))
      .once('error', reject)
      .end();
  });
}

test.each(['127.0.0.2', '0.0.0.0'])(
  'a server at %s answers there and at 127.0.0.1, and nowhere once it is shut',
  async (bind) => {
    const server = createServer((_, response) => response.end());
    onTestFinished(() => shut(server));
    const port = await listen(server, 0, bind);
    expect([await statusAt('127.0.0.1', port), await statusAt('127.0.0.2', port)]).toEqual([200, 200]);
    await shut(server);
    await expect(statusAt('127.0.0.1', port)).rejects.toThrow('ECONNREFUSED');
    await expect(statusAt('127.0.0.2', port)).rejects.toThrow('ECONNREFUSED');
  },
);

test('a server that was told nothing answers at no address of the network', async () => {
  const server = createServer((_, response) => response.end());
  onTestFinished(() => shut(server));
  const port = await listen(server);
  const others = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((one) => !one.internal && one.family === 'IPv4');
  for (const host of ['127.0.0.2', ...others.map(({ address }) => address)]) {
    await expect(statusAt(host, port)).rejects.toThrow('ECONNREFUSED');
  }
});
