import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { ProxiedEndpoint } from '../matrix/rows.ts';
import type { Whole } from './fault-proxy.ts';

/** `processed`: what stands behind does its work all the same, and only the answer suffers. */
export type ProxyFault = {
  readonly endpoint: ProxiedEndpoint;
  readonly times: number;
  readonly processed?: boolean;
} & (
  | { readonly kind: 'refused' | 'reset before' | 'unknown authority' | 'other host' }
  | { readonly kind: 'reset after' | 'hang' | 'drip' | 'gigabyte' | 'kill before' | 'kill after' }
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: string;
    }
);

const DRIP_EVERY_MS = 500;
const MEGABYTE = Buffer.alloc(1024 * 1024, 'a');
const GIGABYTE_CHUNKS = 1024;

export async function sendFaultyAnswer(
  fault: ProxyFault,
  whole: Whole | undefined,
  response: ServerResponse,
): Promise<void> {
  switch (fault.kind) {
    case 'answer':
      response.writeHead(fault.status, { 'content-type': 'text/html', ...fault.headers }).end(fault.body);
      return;
    case 'drip':
      return drip(whole?.body ?? Buffer.from('oauth_token=never'), response);
    case 'gigabyte':
      return stream(response);
    case 'hang':
      return;
    default:
      response.destroy();
  }
}

export async function drip(body: Buffer, response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/html' });
  for (let at = 0; at < body.length && !response.destroyed; at += 1) {
    response.write(body.subarray(at, at + 1));
    await pause(DRIP_EVERY_MS);
  }
  response.end();
}

async function stream(response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/html', 'content-length': MEGABYTE.length * GIGABYTE_CHUNKS });
  // Whoever asked has hung up before the end.
  await pipeline(Array(GIGABYTE_CHUNKS).fill(MEGABYTE), response).catch(() => undefined);
}
