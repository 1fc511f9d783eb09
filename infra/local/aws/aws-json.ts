import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { type Server as ConnectionServer, createServer as createConnectionServer } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { parseJson } from '../../../functions/domain/parse-json.ts';
import { assertLoopback, assertSigned } from './admission.ts';
import { AwsFault, sendFault } from './aws-fault.ts';
import type { Credentials } from './credentials.ts';
import type { SignedCall } from './signature.ts';

/** Takes the request's JSON, gives the answer's. Throws an `AwsFault`, or a zod error for input of a wrong shape. */
export type Operation = (input: unknown) => unknown;

/** By the value of `X-Amz-Target`, such as `TrentService.Encrypt`. */
export type Operations = Readonly<Record<string, Operation>>;

export type AwsEndpoint = { readonly url: string; close(): Promise<void> };

function bodyOf({ body }: SignedCall): unknown {
  const parsed = body.length === 0 ? {} : parseJson(body.toString());
  if (parsed === undefined) throw new AwsFault('SerializationException', 'The request is not JSON.');
  return parsed;
}

async function perform(operations: Operations, call: SignedCall): Promise<unknown> {
  const { method, headers } = call;
  const target = String(headers['x-amz-target']);
  const operation = Object.hasOwn(operations, target) ? operations[target] : undefined;
  if (method !== 'POST' || !operation) {
    throw new AwsFault('UnknownOperationException', `${method} ${target} is not served here.`);
  }
  return operation(bodyOf(call));
}

async function answer(
  operations: Operations,
  credentials: Credentials,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    assertLoopback(request.headers);
    const { method = '', url = '/', headers } = request;
    const call = { method, url, headers, body: await buffer(request) };
    await assertSigned(credentials, call);
    const result = JSON.stringify((await perform(operations, call)) ?? {});
    response.setHeader('x-amzn-requestid', randomUUID());
    response.setHeader('content-type', headers['content-type'] ?? 'application/x-amz-json-1.1');
    response.end(result);
  } catch (error) {
    sendFault(response, error);
  }
}

const LOOPBACK = '127.0.0.1';

/**
 * Listens at 127.0.0.1, and at another address of this computer if one is given; the port is free when 0.
 *
 * @param bind an address, or one that stands for all: `0.0.0.0`, `::`
 */
export async function listen(server: Server, port = 0, bind = LOOPBACK): Promise<number> {
  const all = bind === '0.0.0.0' || bind === '::';
  const taken = await listenAt(server, port, all ? bind : LOOPBACK);
  if (all || bind === LOOPBACK) return taken;
  // A server listens once. What connects to the other address is handed on to it.
  const other = createConnectionServer((socket) => server.emit('connection', socket));
  await listenAt(other, taken, bind);
  server.once('close', () => other.close());
  return taken;
}

async function listenAt(server: ConnectionServer, port: number, host: string): Promise<number> {
  await new Promise<void>((done, failed) => server.once('error', failed).listen(port, host, done));
  const address = server.address();
  return typeof address === 'object' && address ? address.port : port;
}

/** Stops a server now: open connections are cut, not waited for. */
export function shut(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}

/**
 * Serves operations in AWS's JSON protocols (1.0 and 1.1: they differ in the content type alone), to callers that sign
 * with these credentials.
 */
export async function serveAwsJson(operations: Operations, credentials: Credentials): Promise<AwsEndpoint> {
  const server = createServer((request, response) => void answer(operations, credentials, request, response));
  const port = await listen(server);
  return { url: `http://127.0.0.1:${port}`, close: () => shut(server) };
}
