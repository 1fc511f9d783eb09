import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { constants, deflateRawSync, gzipSync } from 'node:zlib';
import type { SentAnswer } from './answer.ts';

/*
 * How bodies are sent: as they should be, and in each way that a client has to survive.
 */

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const DRIP_OCTETS = 8;
const GZIP_HEADER_OCTETS = 10;
const MEBIBYTE = 1024 * 1024;

export function write({ status, headers, body }: SentAnswer, response: ServerResponse): void {
  response.writeHead(status, { 'content-length': String(Buffer.byteLength(body)), ...headers });
  response.end(body);
}

/** A few octets at a time. */
export async function drip(
  { status, headers, body }: SentAnswer,
  everyMs: number,
  response: ServerResponse,
): Promise<void> {
  response.writeHead(status, headers);
  const octets = Buffer.from(body);
  for (let at = 0; at < octets.length && !response.destroyed; at += DRIP_OCTETS) {
    response.write(octets.subarray(at, at + DRIP_OCTETS));
    await sleep(everyMs);
  }
  response.end();
}

/** The connection ends in the middle. */
export function cut({ status, headers, body }: SentAnswer, response: ServerResponse): void {
  const octets = Buffer.from(body);
  response.writeHead(status, { ...headers, 'content-length': String(octets.length) });
  response.write(octets.subarray(0, Math.floor(octets.length / 2)), () => response.socket?.destroy());
}

/** Goes on until the client has had enough. */
export async function endless(response: ServerResponse): Promise<void> {
  response.writeHead(200, JSON_TYPE);
  await sent(forever(), response);
}

function* forever(): Generator<string> {
  yield '{"items":[{"entity_id":1}';
  for (;;) yield ',{"entity_id":1}'.repeat(1000);
}

/** Compressed blanks: one mebibyte of them is the same octets again and again. */
export async function bomb(mebibytes: number, response: ServerResponse): Promise<void> {
  response.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip' });
  await sent(compressed(mebibytes), response);
}

function* compressed(mebibytes: number): Generator<Buffer> {
  yield gzipSync('').subarray(0, GZIP_HEADER_OCTETS);
  yield deflateRawSync('{"items":[', { finishFlush: constants.Z_FULL_FLUSH });
  const blanks = deflateRawSync(Buffer.alloc(MEBIBYTE, ' '), { finishFlush: constants.Z_FULL_FLUSH });
  for (let at = 0; at < mebibytes; at += 1) yield blanks;
}

async function sent(chunks: Iterable<string | Buffer>, response: ServerResponse): Promise<void> {
  // A client that hangs up ends the answer, and that is no failure of the store.
  await pipeline(Readable.from(chunks), response).catch(() => undefined);
}
