import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import { resolveHost } from '../../../functions/adapters/http/address-guard.ts';
import { openLookup } from '../../../functions/adapters/http/dns-lookup.ts';

const strict = { allowLoopbackStores: false, allowedPorts: [] };
const loose = { allowLoopbackStores: true, allowedPorts: [] };
const NXDOMAIN = 3;
const SERVFAIL = 2;
const A = 1;

type Answer = { readonly code?: number; readonly address?: string } | 'silence';

/** A name server on this machine: what it answers by name and type of question. */
async function nameServer(answer: (name: string, type: number) => Answer): Promise<string> {
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    const labels: string[] = [];
    let at = 12;
    for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
      labels.push(query.toString('latin1', at + 1, at + 1 + length));
      at += length + 1;
    }
    const answered = answer(labels.join('.').toLowerCase(), query.readUInt16BE(at + 1));
    if (answered === 'silence') return;
    const records = answered.address === undefined ? 0 : 1;
    const header = Buffer.from([
      ...query.subarray(0, 2),
      0x81,
      0x80 | (answered.code ?? 0),
      0,
      1,
      0,
      records,
      0,
      0,
      0,
      0,
    ]);
    const record = Buffer.from([
      0xc0,
      12,
      0,
      1,
      0,
      1,
      0,
      0,
      0,
      0,
      0,
      4,
      ...(answered.address ?? '').split('.').map(Number),
    ]);
    socket.send(Buffer.concat([header, query.subarray(12, at + 5), ...(records ? [record] : [])]), from.port);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  onTestFinished(() => void socket.close());
  return `127.0.0.1:${socket.address().port}`;
}

const within = (milliseconds: number) => AbortSignal.timeout(milliseconds);
const fault = (name: string) => ({ code: 'store_unreachable', facts: { fault: name } });

describe('looking up a name', () => {
  test('gives its addresses, though the other question stays open', async () => {
    const server = await nameServer((_, type) => (type === A ? { address: '93.184.215.14' } : 'silence'));
    const checked = await resolveHost('https://shop.example/', strict, within(5_000), openLookup([server]));
    expect(checked.addresses).toEqual([{ address: '93.184.215.14', family: 4 }]);
  });

  test.each<[string, Answer]>([
    ['does not exist', { code: NXDOMAIN }],
    ['fails', { code: SERVFAIL }],
    ['has no address', {}],
  ])('of a store that %s is a fault of the store', async (_, answer) => {
    const lookup = openLookup([await nameServer(() => answer)]);
    const attempt = resolveHost('https://shop.example/', strict, within(9_000), lookup);
    await expect(attempt).rejects.toMatchObject(fault('ENOTFOUND'));
  });

  test('that nobody answers is given up with the call, and not held against the store', async () => {
    const lookup = openLookup([await nameServer(() => 'silence')]);
    const begun = performance.now();
    const attempt = resolveHost('https://shop.example/', strict, within(300), lookup);
    await expect(attempt).rejects.toMatchObject(fault('DNS_TIMEOUT'));
    expect(performance.now() - begun).toBeLessThan(1_500);
  });

  test('is our delay, too, when there is no name server', async () => {
    const attempt = resolveHost('https://shop.example/', strict, within(9_000), openLookup(['127.0.0.1:1']));
    await expect(attempt).rejects.toMatchObject(fault('DNS_TIMEOUT'));
  });

  test('does not wait for 25 others whose servers are silent', async () => {
    const server = await nameServer((name) => (name.startsWith('honest') ? { address: '93.184.215.14' } : 'silence'));
    const lookup = openLookup([server]);
    const silent = Array.from({ length: 25 }, (_, index) =>
      resolveHost(`https://silent${index}.example/`, strict, within(3_000), lookup).catch(() => undefined),
    );
    const begun = performance.now();
    await resolveHost('https://honest.example/', strict, within(3_000), lookup);
    expect(performance.now() - begun).toBeLessThan(1_500);
    await Promise.all(silent);
  });
});

describe('on one computer', () => {
  test.each(['localhost', 'shop.localhost'])('%s is this computer, and nobody is asked', async (host) => {
    const lookup = openLookup(['127.0.0.1:1']);
    const { addresses } = await resolveHost(`http://${host}:8080/`, loose, within(3_000), lookup);
    expect(addresses.map(({ address }) => address)).toEqual(['127.0.0.1', '::1']);
    await expect(resolveHost(`https://${host}/`, strict, within(3_000), lookup)).rejects.toMatchObject({
      code: 'store_address_refused',
    });
  });

  test('a name of the hosts file is found where loopback stores are allowed', async () => {
    const { hostname } = await import('node:os');
    const lookup = openLookup(['127.0.0.1:1']);
    const look = (useHostsFile: boolean) => lookup(hostname(), { signal: within(3_000), useHostsFile });
    expect((await look(true)).length).toBeGreaterThan(0);
    await expect(look(false)).rejects.toThrow();
  });
});
