import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { magentoStore } from '../../functions/adapters/magento/magento-store.ts';
import { Refusal } from '../../functions/domain/refusals/refusal.ts';
import { parseStoreUrl } from '../../functions/domain/stores/store-url.ts';
import { watchSockets } from './harness/opened-sockets.ts';

const KEYS = { consumerKey: 'k'.repeat(32), consumerSecret: 's'.repeat(32), verifier: 'v'.repeat(32) };
const TOKEN = { token: 't'.repeat(32), tokenSecret: 'z'.repeat(32) };
const STATUSES = [300, 301, 302, 303, 305, 307, 308, 200, 201];
const ELSEWHERE = 'http://127.0.0.1:{other}/oauth/token/request';
const LOCATIONS = [
  'http://169.254.169.254/latest/meta-data/iam/security-credentials/',
  'http://[fd00:ec2::254]/latest/meta-data/',
  'http://metadata.google.internal/computeMetadata/v1/',
  'http://10.0.0.1/',
  '//127.0.0.1:{other}/',
  'file:///etc/passwd',
  'gopher://127.0.0.1:{other}/_x',
  ELSEWHERE,
];

let store: Server;
let other: Server;
let next = { status: 200, location: '' };
let strayed = 0;

const listen = async (server: Server): Promise<number> => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
};
const portOf = (server: Server): number => (server.address() as AddressInfo).port;

beforeAll(async () => {
  other = createServer((_, response) => {
    strayed += 1;
    response.end(`oauth_token=${TOKEN.token}&oauth_token_secret=${TOKEN.tokenSecret}`);
  });
  await listen(other);
  store = createServer((_, response) => {
    const { status, location } = next;
    response.writeHead(status, {
      location,
      refresh: `0; url=${location}`,
      'content-location': location,
      link: location,
    });
    response.end(`<meta http-equiv="refresh" content="0; url=${location}">`);
  });
  await listen(store);
});
afterAll(() => {
  store.close();
  other.close();
});

const cases = STATUSES.flatMap((status) => LOCATIONS.map((location) => [status, location] as const));

test.each(cases)(
  'an answer %i that points to %s is not followed, by any of the three calls',
  async (status, target) => {
    next = { status, location: target.replace('{other}', String(portOf(other))) };
    const sockets = watchSockets({ stop: false });
    const magento = magentoStore({ allowLoopbackStores: true, allowedPorts: [] });
    const url = parseStoreUrl(`http://127.0.0.1:${portOf(store)}/`);
    const calls = [
      () => magento.requestToken(url, KEYS),
      () => magento.accessToken(url, KEYS, TOKEN, KEYS.verifier),
      () => magento.check(url, { ...KEYS, ...TOKEN }),
    ];
    try {
      for (const call of calls) await expect(call()).rejects.toBeInstanceOf(Refusal);
    } finally {
      sockets.stop();
    }
    expect(strayed).toBe(0);
    expect(sockets.departures).toHaveLength(calls.length);
    expect(
      sockets.departures.every(({ port, addresses }) => port === portOf(store) && `${addresses}` === '127.0.0.1'),
    ).toBe(true);
  },
);
