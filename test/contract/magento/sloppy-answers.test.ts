import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { requestUrl } from '../../../functions/adapters/magento/transport/request-url.ts';
import { send } from '../../../functions/adapters/magento/transport/send.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';
import { tcpServer } from './local-servers.ts';

const policy = { allowLoopbackStores: true, allowedPorts: [] };
const TEXT = '{"message":"Überprüfen Sie die Größe"}';

/** What is read of an answer that a store sends byte for byte. */
async function readingOf(...parts: (string | Buffer)[]) {
  const port = await tcpServer((socket) => {
    socket.once('data', () => {
      for (const part of parts) socket.write(part);
      socket.end();
    });
  });
  const url = requestUrl(parseStoreUrl(`http://127.0.0.1:${port}/`), 'rest/V1/modules');
  return send({ method: 'GET', url, authorization: 'OAuth' }, { policy, deadlineMilliseconds: 5_000 });
}

const head = (...headers: string[]) => `HTTP/1.1 200 OK\r\n${headers.map((line) => `${line}\r\n`).join('')}\r\n`;
const chunked = (body: Buffer) =>
  Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')]);

describe('an answer is read', () => {
  test.each<[string, Buffer, string]>([
    ['gzip', gzipSync(TEXT), 'gzip'],
    ['gzip by its old name', gzipSync(TEXT), 'x-gzip'],
    ['gzip, in capitals', gzipSync(TEXT), 'GZIP'],
    ['deflate', deflateSync(TEXT), 'deflate'],
    ['bare deflate', deflateRawSync(TEXT), 'deflate'],
    ['brotli', brotliCompressSync(TEXT), 'br'],
    ['two layers', brotliCompressSync(gzipSync(TEXT)), 'gzip, br'],
    ['gzip without a word', gzipSync(TEXT), 'identity'],
    ['nothing, though it says gzip', Buffer.from(TEXT), 'gzip'],
  ])('that is packed unasked: %s', async (_, body, encoding) => {
    const reply = await readingOf(head(`content-encoding: ${encoding}`, `content-length: ${body.length}`), body);
    expect(reply).toMatchObject({ status: 200, body: TEXT });
  });

  test.each<[string, string, Buffer]>([
    ['Latin-1', 'iso-8859-1', Buffer.from(TEXT, 'latin1')],
    ['Windows-1252 in quotes', '"windows-1252"', Buffer.from(TEXT, 'latin1')],
    ['UTF-16', 'utf-16le', Buffer.from(TEXT, 'utf16le')],
    ['UTF-16 with a mark', 'utf-8', Buffer.from(`\uFEFF${TEXT}`, 'utf16le')],
    ['UTF-16, turned, with a mark', 'utf-8', Buffer.from(`\uFEFF${TEXT}`, 'utf16le').swap16()],
    ['UTF-16, turned', 'utf-16be', Buffer.from(TEXT, 'utf16le').swap16()],
    ['UTF-8, whatever a web server declares', 'iso-8859-1', Buffer.from(TEXT)],
    ['UTF-8 under an unknown name', 'x-shop', Buffer.from(TEXT)],
    ['UTF-8 with a byte order mark', 'utf-8', Buffer.from(`\uFEFF${TEXT}`)],
    ['UTF-8 with two of them', 'utf-8', Buffer.from(`\uFEFF\uFEFF${TEXT}`)],
  ])('in its own letters: %s', async (_, charset, body) => {
    const reply = await readingOf(head(`content-type: text/html; charset=${charset}`), body);
    expect(reply.body).toBe(TEXT);
  });

  test('with 60 KB of headers in thousands of lines, and what matters in the last one', async () => {
    const lines = Array.from({ length: 3_000 }, (_, index) => `set-cookie: c${index}=x`);
    const reply = await readingOf(head(...lines, 'content-encoding: br'), brotliCompressSync(TEXT));
    expect(reply).toMatchObject({ status: 200, body: TEXT });
  });

  test.each<[string, (string | Buffer)[]]>([
    ['a length beside chunks', [head('content-length: 3', 'transfer-encoding: chunked'), chunked(Buffer.from(TEXT))]],
    ['a folded header', [head('x-policy: a\r\n b', 'connection: close'), TEXT]],
    ['bare line feeds', [head('connection: close').replaceAll('\r\n', '\n'), TEXT]],
    ['control characters in a header', [head('x-odd: a\u0001b', 'connection: close'), TEXT]],
    ['neither length nor chunks', [head(), TEXT]],
    ['one early hint', ['HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n', head(), TEXT]],
    ['40 KB of headers', [head(...Array.from({ length: 20 }, (_, index) => `x-${index}: ${'c'.repeat(2_000)}`)), TEXT]],
  ])('with %s', async (_, parts) => {
    expect(await readingOf(...parts)).toMatchObject({ status: 200, body: TEXT });
  });
});

describe('an answer is given up', () => {
  test('that unpacks to more than is read', async () => {
    const reading = readingOf(head('content-encoding: gzip'), gzipSync('x'.repeat(5_000_000)));
    await expect(reading).rejects.toMatchObject({ code: 'store_timeout', facts: { fault: 'OVERSIZE' } });
  });

  test('that is packed and damaged', async () => {
    const reading = readingOf(head('content-encoding: gzip'), gzipSync(TEXT).subarray(0, 30));
    await expect(reading).rejects.toMatchObject({ code: 'store_timeout' });
  });

  test.each([100, 102, 103])('that never comes behind %i after %i', async (status) => {
    let written = 0;
    const port = await tcpServer((socket) => {
      const more = () => {
        while (!socket.destroyed && written < 50_000_000) {
          const hint = `HTTP/1.1 ${status} Soon\r\nx: ${'h'.repeat(8_000)}\r\n\r\n`;
          written += hint.length;
          if (!socket.write(hint)) return;
        }
      };
      socket.once('data', more);
      socket.on('drain', more);
    });
    const url = requestUrl(parseStoreUrl(`http://127.0.0.1:${port}/`), 'rest/V1/modules');
    const sending = send({ method: 'GET', url, authorization: 'OAuth' }, { policy });
    await expect(sending).rejects.toMatchObject({ code: 'store_timeout', facts: { fault: 'OVERSIZE' } });
    expect(written).toBeLessThan(5_000_000);
  });

  test('whose framing is larger than what it frames', async () => {
    const chunks = `1;${'x'.repeat(10_000)}\r\na\r\n`.repeat(100);
    const reading = readingOf(head('transfer-encoding: chunked'), chunks, '0\r\n\r\n');
    await expect(reading).rejects.toMatchObject({ code: 'store_timeout', facts: { fault: 'OVERSIZE' } });
  });
});
