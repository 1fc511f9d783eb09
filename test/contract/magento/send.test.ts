import { once } from 'node:events';
import { createServer as createTlsServer } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { requestUrl } from '../../../functions/adapters/magento/transport/request-url.ts';
import { type Outgoing, send } from '../../../functions/adapters/magento/transport/send.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';
import { httpServer, listening, tcpServer } from './local-servers.ts';

const policy = { allowLoopbackStores: true, allowedPorts: [] };
const ask = (origin: string, more: Partial<Outgoing> = {}): Outgoing => ({
  method: 'GET',
  url: requestUrl(parseStoreUrl(origin), "rest/V1/products/a'b%2Fc?d[e]=f g"),
  authorization: 'OAuth x="y"',
  ...more,
});
const soon = { policy, deadlineMilliseconds: 300 };

describe('what goes out', () => {
  test('is byte for byte the path that was signed, with few headers', async () => {
    const { port, asked } = await httpServer((_, response) => response.end('hello'));
    const reply = await send(ask(`http://127.0.0.1:${port}/sub/`), { policy });
    expect(reply).toMatchObject({ status: 200, body: 'hello' });
    expect(asked[0]?.url).toBe('/sub/rest/V1/products/a%27b%2Fc?d%5Be%5D=f%20g');
    expect(asked[0]?.headers).toEqual({
      accept: 'application/json',
      'accept-encoding': 'identity',
      authorization: 'OAuth x="y"',
      connection: expect.any(String),
      host: `127.0.0.1:${port}`,
      'user-agent': expect.stringMatching(/^Handfast\/\d+\.\d+\.\d+$/),
    });
  });

  test('has an empty body on a POST without one, and no content type', async () => {
    const { port, asked } = await httpServer((_, response) => response.end());
    await send(ask(`http://127.0.0.1:${port}/`, { method: 'POST' }), { policy });
    expect(asked[0]?.headers['content-length']).toBe('0');
    expect(asked[0]?.headers['content-type']).toBeUndefined();
  });

  test('carries a body as JSON', async () => {
    let body = '';
    const { port, asked } = await httpServer(async (request, response) => {
      for await (const chunk of request) body += chunk;
      response.end();
    });
    await send(ask(`http://127.0.0.1:${port}/`, { method: 'PUT', body: { a: 'é' } }), { policy });
    expect(body).toBe('{"a":"é"}');
    expect(asked[0]?.headers['content-type']).toBe('application/json');
  });
});

describe('where it goes', () => {
  test('is the address that was checked: the name is resolved once, and never by the connection', async () => {
    let reached: string | undefined;
    const { port, asked } = await httpServer((request, response) => {
      reached = request.socket.localAddress;
      response.end();
    });
    const answers = ['127.0.0.1', '10.0.0.1'];
    const lookups: string[] = [];
    const lookup = async (host: string) => {
      lookups.push(host);
      return [{ address: answers.shift() ?? '10.0.0.1', family: 4 }];
    };
    await send(ask(`http://rebinding.invalid:${port}/`), { policy, lookup });
    expect(lookups).toEqual(['rebinding.invalid']);
    expect(asked[0]?.headers.host).toBe(`rebinding.invalid:${port}`);
    expect(reached).toBe('127.0.0.1');
  });

  test('is not where a redirect points', async () => {
    const { port, asked } = await httpServer((_, response) => {
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    const reply = await send(ask(`http://127.0.0.1:${port}/`), { policy });
    expect(reply).toMatchObject({ status: 302, headers: { location: '/elsewhere' } });
    expect(asked).toHaveLength(1);
  });

  test('is nowhere when the address is not allowed', async () => {
    const { port, asked } = await httpServer((_, response) => response.end());
    const strict = { allowLoopbackStores: false, allowedPorts: [port] };
    const attempt = send(ask(`https://127.0.0.1:${port}/`), { policy: strict });
    await expect(attempt).rejects.toMatchObject({ code: 'store_address_refused' });
    expect(asked).toHaveLength(0);
  });

  test('is asked for by its name in the TLS handshake', async () => {
    const names: string[] = [];
    const server = createTlsServer({
      SNICallback: (name, done) => {
        names.push(name);
        done(new Error('no certificate'));
      },
    });
    const port = await listening(server);
    const lookup = async () => [{ address: '127.0.0.1', family: 4 }];
    const attempt = send(ask(`https://named.invalid:${port}/`), { policy, lookup });
    await expect(attempt).rejects.toMatchObject({ code: 'store_unreachable' });
    expect(names).toEqual(['named.invalid']);
  });
});

describe('nothing was sent, so it is safe to ask again', () => {
  test('when the connection is refused', async () => {
    const attempt = send(ask('http://127.0.0.1:1/'), { policy });
    await expect(attempt).rejects.toMatchObject({ code: 'store_unreachable', facts: { fault: 'ECONNREFUSED' } });
  });

  test('when the name is unknown', async () => {
    const lookup = async () => Promise.reject(new Error('no such name'));
    const attempt = send(ask('http://shop.invalid/'), { policy, lookup });
    await expect(attempt).rejects.toMatchObject({ code: 'store_unreachable', facts: { fault: 'ENOTFOUND' } });
  });

  test('when resolving the name takes for ever', async () => {
    const lookup = () => new Promise<never>(() => {});
    const attempt = send(ask('http://shop.invalid/'), { ...soon, lookup });
    await expect(attempt).rejects.toMatchObject({ code: 'store_unreachable', facts: { fault: 'DNS_TIMEOUT' } });
  });

  test('when the TLS handshake is cut off', async () => {
    const port = await tcpServer((socket) => socket.once('data', () => socket.destroy()));
    const attempt = send(ask(`https://127.0.0.1:${port}/`), { policy });
    await expect(attempt).rejects.toMatchObject({ code: 'store_unreachable' });
  });

  test('when the TLS handshake never ends', async () => {
    const port = await tcpServer(() => {});
    const attempt = send(ask(`https://127.0.0.1:${port}/`), soon);
    await expect(attempt).rejects.toMatchObject({ code: 'store_unreachable', facts: { fault: 'TIMEOUT' } });
  });
});

describe('it was sent, and may have had effect', () => {
  const HEAD = 'HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n';

  test.each([
    ['the connection is cut before the answer', ''],
    ['the connection is cut inside the answer', `${HEAD}oauth_token=`],
    ['the answer is not HTTP', 'SSH-2.0-OpenSSH\r\n\r\n'],
  ])('when %s', async (_case, text) => {
    const port = await tcpServer((socket) => socket.once('data', () => socket.end(text)));
    await expect(send(ask(`http://127.0.0.1:${port}/`), { policy })).rejects.toMatchObject({ code: 'store_timeout' });
  });

  test('when no answer comes in time', async () => {
    const port = await tcpServer(() => {});
    const attempt = send(ask(`http://127.0.0.1:${port}/`), soon);
    await expect(attempt).rejects.toMatchObject({ code: 'store_timeout', facts: { fault: 'TIMEOUT' } });
  });

  test('when the answer drips in more slowly than the whole exchange may take', async () => {
    const port = await tcpServer((socket) => {
      socket.write(HEAD);
      const drip = setInterval(() => socket.write('x'), 20);
      socket.once('close', () => clearInterval(drip));
    });
    const start = performance.now();
    const attempt = send(ask(`http://127.0.0.1:${port}/`), soon);
    await expect(attempt).rejects.toMatchObject({ code: 'store_timeout', facts: { fault: 'TIMEOUT' } });
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  test('when the answer is larger than what is read of it, and the connection is closed', async () => {
    let written = 0;
    let closed: Promise<unknown> = Promise.resolve();
    const { port } = await httpServer((_, response) => {
      closed = once(response, 'close');
      const more = () => {
        while (!response.destroyed && written < 50_000_000) {
          written += 16_384;
          if (!response.write('x'.repeat(16_384))) return;
        }
        response.end();
      };
      response.on('drain', more);
      more();
    });
    const attempt = send(ask(`http://127.0.0.1:${port}/`), { policy });
    await expect(attempt).rejects.toMatchObject({ code: 'store_timeout', facts: { fault: 'OVERSIZE' } });
    await closed;
    expect(written).toBeLessThan(50_000_000);
  });

  test('but an answer of 64 KiB is read whole', async () => {
    const { port } = await httpServer((_, response) => response.end('x'.repeat(65_536)));
    expect((await send(ask(`http://127.0.0.1:${port}/`), { policy })).body).toHaveLength(65_536);
  });
});

describe('afterwards', () => {
  test('the connection is closed at once, though the server would keep it', async () => {
    const { port, asked } = await httpServer((_, response) => response.end());
    const start = performance.now();
    await send(ask(`http://127.0.0.1:${port}/`), { policy });
    const socket = asked[0]?.socket;
    if (socket === undefined) throw new Error('nothing was asked');
    if (!socket.destroyed) await once(socket, 'close');
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  test('a refusal tells the fault, and no header, URL or address', async () => {
    const error: unknown = await send(ask('http://127.0.0.1:1/'), { policy }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ facts: { fault: 'ECONNREFUSED' } });
    expect(String(error)).not.toMatch(/127\.0\.0\.1|OAuth/);
  });
});
