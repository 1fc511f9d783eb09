import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listen, shut } from '../../../infra/local/aws/aws-json.ts';
import { type HostFunctions, hostFunctions } from '../../../infra/local/lambda/function-host.ts';
import { killable } from '../../journey/webhooks/killable-functions.ts';

/**
 * What becomes of calls. `after`: the service does its work, and the answer is lost. `busy`: the answer by which the
 * service asks for less. `unread`: a batch is answered with all of its keys left.
 */
export type CallFault =
  | 'reset before'
  | 'reset after'
  | 'busy'
  | 'broken'
  | 'hang'
  | 'cut'
  | 'unread'
  | 'kill before'
  | 'kill after';

/** Strikes the calls of one name, or the one with this number; `times` of them. */
type Armed = { readonly call: string | number; readonly kind: CallFault; times: number };

type Passed = {
  readonly incoming: IncomingMessage;
  readonly body: Buffer;
  readonly answer: ServerResponse;
  readonly kind: CallFault | undefined;
};

/** Read stores, say which are to be read, or write to them. */
const KILLED = /Sync|Dispatch|Write/;

/** Functions whose calls to AWS are named, counted, and spoilt on request. */
export function openAwsCalls() {
  const seen: string[] = [];
  const servers: Server[] = [];
  let armed: Armed | undefined;
  let struck = 0;
  const functions = killable((specs, context) => hostFunctions(specs, context));

  function take(call: string): CallFault | undefined {
    seen.push(call);
    if (armed === undefined || armed.times === 0) return undefined;
    if (typeof armed.call === 'number' ? armed.call !== seen.length : armed.call !== call) return undefined;
    armed.times -= 1;
    struck += 1;
    return armed.kind;
  }

  async function proxyOf(target: string): Promise<string> {
    const server = createServer(async (incoming, answer) => {
      const body = await buffer(incoming);
      const call = callOf(String(incoming.headers['x-amz-target'] ?? incoming.method), incoming.url ?? '', body);
      const kind = take(call);
      if (kind === 'kill before') functions.kill(KILLED);
      if (kind === undefined || !isKept(kind, call, body, answer)) pass(target, { incoming, body, answer, kind });
    });
    servers.push(server);
    return `http://127.0.0.1:${await listen(server, 0)}`;
  }

  /** Whatever becomes of the answer, the service does its work. */
  function pass(target: string, { incoming, body, answer, kind }: Passed): void {
    const { method, url, headers } = incoming;
    const passed = request(`${target}${url}`, { method, headers, agent: false }, async (reply) => {
      const replied = await buffer(reply);
      if (kind === 'kill after') functions.kill(KILLED);
      if (kind === 'reset after' || kind === 'kill after') return void answer.destroy();
      answer.writeHead(reply.statusCode ?? 500, reply.headers);
      if (kind !== 'cut') return void answer.end(replied);
      answer.write(replied.subarray(0, replied.length / 2), () => answer.destroy());
    });
    passed.on('error', () => answer.destroy());
    passed.end(body);
  }

  const host: HostFunctions = (specs, context) => {
    const proxied = Promise.all(
      Object.entries(context.environment).map(async ([name, value]) => [
        name,
        name.startsWith('AWS_ENDPOINT_URL') ? await proxyOf(value) : value,
      ]),
    );
    const inner = proxied.then((entries) =>
      functions.hostFunctions(specs, { ...context, environment: Object.fromEntries(entries) }),
    );
    return {
      warm: async () => (await inner).warm(),
      invoke: async (named, event) => (await inner).invoke(named, event),
      stop: async () => {
        await (await inner).stop();
        await Promise.all(servers.map(shut));
      },
    };
  };

  return {
    host,
    /** Forgets what was called before. */
    arm(fault?: { readonly call: string | number; readonly kind: CallFault; readonly times?: number }): void {
      seen.length = 0;
      struck = 0;
      armed = fault && { times: 1, ...fault };
    },
    /** @returns how many calls were struck */
    disarm(): number {
      armed = undefined;
      return struck;
    },
    struck: () => struck,
    /** The names of the calls since `arm`, in their order. */
    seen: (): readonly string[] => [...seen],
  };
}

/** Such as `PutItem ENTRY`, `PUT records` or `SendMessageBatch`. */
function callOf(target: string, url: string, body: Buffer): string {
  const operation = target.split('.').at(-1) ?? '';
  if (!target.includes('.')) return `${operation} ${url.split('?')[0]?.split('/')[2] ?? ''}`.trim();
  const key = /"(?:pk|:listing|:pk)":\{"S":"([A-Z]+)#/.exec(body.toString())?.[1];
  return key === undefined ? operation : `${operation} ${key}`;
}

/** Whether the service never hears of the call. */
function isKept(kind: CallFault, call: string, body: Buffer, answer: ServerResponse): boolean {
  if (kind === 'reset before' || kind === 'kill before') answer.destroy();
  else if (kind === 'busy' || kind === 'broken') sayNo(kind, call, answer);
  else if (kind === 'unread') leaveUnread(body, answer);
  else return kind === 'hang';
  return true;
}

const SLOW_DOWN = '<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>';
const INTERNAL = '<Error><Code>InternalError</Code><Message>made to happen</Message></Error>';

function sayNo(kind: 'busy' | 'broken', call: string, answer: ServerResponse): void {
  const status = kind === 'busy' && !isObject(call) ? 400 : kind === 'busy' ? 503 : 500;
  if (isObject(call)) {
    answer.writeHead(status, { 'content-type': 'application/xml' }).end(kind === 'busy' ? SLOW_DOWN : INTERNAL);
    return;
  }
  const type = kind === 'busy' ? 'ThrottlingException' : 'InternalServerError';
  const body = JSON.stringify({ __type: type, message: 'made to happen' });
  answer.writeHead(status, { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': type }).end(body);
}

const isObject = (call: string): boolean => /^(GET|PUT|POST|DELETE)\b/.test(call);

function leaveUnread(body: Buffer, answer: ServerResponse): void {
  const { RequestItems } = JSON.parse(body.toString());
  const left = JSON.stringify({ Responses: {}, UnprocessedKeys: RequestItems });
  answer.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(left);
}
