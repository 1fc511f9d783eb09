import type { IncomingMessage, ServerResponse } from 'node:http';
import { Agent, createServer, request as send } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listen, shut } from '../../../infra/local/aws/aws-json.ts';
import type { Row } from '../matrix/rows.ts';
import type { AwsFaultKind } from './aws-faults.ts';
import { answerOf } from './aws-faults.ts';
import { drip } from './proxy-faults.ts';
import type { Tag } from './tag.ts';
import { TAG_HEADER } from './tag.ts';

export type AwsCall = { readonly tag: Tag | undefined; readonly target: string; readonly body: Buffer };

/** What the cells want of one call. */
export type Options = {
  /** Looks at every call: the cell learns its ids from it. */
  saw(call: AwsCall): void;
  /** The fault for this call, if one is due; uses it up. */
  take(cell: string, row: Row, operation: string): AwsFaultKind | undefined;
  kill(cell: string): void;
  stopMachine(cell: string): void;
  /** Takes what is to be sent again when all is over. */
  echo(cell: string, send: () => Promise<unknown>): void;
  /** Resolves when Magento's newer message was answered. */
  overtake(cell: string): Promise<void> | undefined;
  /** Resolves when two have come. */
  meet(cell: string): Promise<void> | undefined;
};

export type AwsProxy = { readonly url: string; close(): Promise<void> };

type Upstreams = { readonly table: string; readonly others: string };
type Answered = { readonly status: number; readonly headers: IncomingMessage['headers']; readonly body: Buffer };

/** Stands between the functions and the AWS services of one local instance. */
export async function openAwsProxy(upstreams: Upstreams, options: Options): Promise<AwsProxy> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const forward = (request: IncomingMessage, body: Buffer, target: string): Promise<Answered> => {
    const base = target.startsWith('DynamoDB') ? upstreams.table : upstreams.others;
    return forwarded(agent, base, request, body);
  };
  const server = createServer((request, response) => {
    serve(forward, options, request, response).catch(() => response.destroy());
  });
  const port = await listen(server);
  const close = async () => {
    agent.destroy();
    await shut(server);
  };
  return { url: `http://127.0.0.1:${port}`, close };
}

type Forward = (request: IncomingMessage, body: Buffer, target: string) => Promise<Answered>;

async function serve(forward: Forward, options: Options, request: IncomingMessage, response: ServerResponse) {
  const body = await buffer(request);
  const target = String(request.headers['x-amz-target']);
  const tag = tagOf(request);
  options.saw({ tag, target, body });
  const kind = tag && options.take(tag.cell, tag.row, operationOf(target, body));
  const through = async () => relay(await forward(request, body, target), response);
  if (tag === undefined || kind === undefined) return through();
  switch (kind) {
    case 'reset before':
      return void request.socket.destroy();
    case 'reset after':
      await forward(request, body, target);
      return void request.socket.destroy();
    case 'hang':
      return;
    case 'drip':
      return drip((await forward(request, body, target)).body, response);
    case 'echo':
      options.echo(tag.cell, () => forward(request, body, target));
      return through();
    case 'overtaken':
    case 'meet':
      await (kind === 'meet' ? options.meet(tag.cell) : options.overtake(tag.cell));
      return through();
    case 'kill before':
      return options.kill(tag.cell);
    case 'kill after':
      await forward(request, body, target);
      return options.kill(tag.cell);
    case 'stop machine':
      options.stopMachine(tag.cell);
      return through();
    default: {
      const { status, headers, body: answer } = answerOf(kind, target);
      response.writeHead(status, headers).end(answer);
    }
  }
}

/** A lease is a write of its own kind: it comes before all that a step keeps. */
function operationOf(target: string, body: Buffer): string {
  const operation = target.split('.').at(-1) ?? '';
  return operation === 'UpdateItem' && body.includes('"LEASE#handshake:') ? 'AcquireLease' : operation;
}

function tagOf(request: IncomingMessage): Tag | undefined {
  const text = request.headers[TAG_HEADER];
  return typeof text === 'string' ? JSON.parse(text) : undefined;
}

function forwarded(agent: Agent, base: string, request: IncomingMessage, body: Buffer): Promise<Answered> {
  const { [TAG_HEADER]: _, 'transfer-encoding': __, ...headers } = request.headers;
  const { promise, resolve, reject } = Promise.withResolvers<Answered>();
  const options = { method: 'POST', agent, headers: { ...headers, 'content-length': body.length } };
  const onward = send(`${base}${request.url ?? '/'}`, options, (answer) => {
    buffer(answer).then(
      (read) => resolve({ status: answer.statusCode ?? 500, headers: answer.headers, body: read }),
      reject,
    );
  });
  onward.on('error', reject).end(body);
  return promise;
}

function relay({ status, headers, body }: Answered, response: ServerResponse): void {
  const { 'transfer-encoding': _, connection: __, ...rest } = headers;
  response.writeHead(status, { ...rest, 'content-length': body.length }).end(body);
}
