import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { oneLine } from '../user-error.ts';

/** An error in AWS's words; `status` is the HTTP status AWS sends with it. */
export class AwsFault extends Error {
  override readonly name = 'AwsFault';
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** Takes the request's JSON, gives the answer's. Throws an `AwsFault`, or a zod error for input of a wrong shape. */
export type Operation = (input: unknown) => unknown;

/** By the value of `X-Amz-Target`, such as `TrentService.Encrypt`. */
export type Operations = Readonly<Record<string, Operation>>;

export type AwsEndpoint = { readonly url: string; close(): Promise<void> };

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body === '' ? '{}' : body);
  } catch {
    throw new AwsFault('SerializationException', 'The request is not JSON.');
  }
}

function toFault(error: unknown): AwsFault {
  if (error instanceof AwsFault) return error;
  if (error instanceof z.ZodError) return new AwsFault('ValidationException', z.prettifyError(error));
  return new AwsFault('InternalFailure', oneLine(error), 500);
}

/** Signatures are not verified, but an unsigned call is refused as AWS would: no web page can send this header by accident. */
function assertSigned(request: IncomingMessage): void {
  if (request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 ')) return;
  throw new AwsFault('MissingAuthenticationTokenException', 'Missing Authentication Token', 403);
}

async function perform(operations: Operations, request: IncomingMessage): Promise<unknown> {
  assertSigned(request);
  const target = String(request.headers['x-amz-target']);
  const operation = Object.hasOwn(operations, target) ? operations[target] : undefined;
  if (request.method !== 'POST' || !operation) {
    throw new AwsFault('UnknownOperationException', `${request.method} ${target} is not served here.`);
  }
  return operation(parseBody(await text(request)));
}

async function answer(operations: Operations, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader('x-amzn-requestid', randomUUID());
  response.setHeader('content-type', request.headers['content-type'] ?? 'application/x-amz-json-1.1');
  try {
    response.end(JSON.stringify((await perform(operations, request)) ?? {}));
  } catch (error) {
    const fault = toFault(error);
    response.statusCode = fault.status;
    response.setHeader('x-amzn-errortype', fault.code);
    response.end(JSON.stringify({ __type: fault.code, message: fault.message }));
  }
}

/** Listens on a loopback address; the port is free when 0. */
export async function listen(server: Server, port = 0): Promise<number> {
  await new Promise<void>((done, failed) => server.once('error', failed).listen(port, '127.0.0.1', done));
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

/** Serves operations in AWS's JSON protocols (1.0 and 1.1: they differ in the content type alone). */
export async function serveAwsJson(operations: Operations): Promise<AwsEndpoint> {
  const server = createServer((request, response) => void answer(operations, request, response));
  const port = await listen(server);
  return { url: `http://127.0.0.1:${port}`, close: () => shut(server) };
}
