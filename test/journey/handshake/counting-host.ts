import { Agent, createServer, request, type Server } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Credentials } from '../../../infra/local/aws/credentials.ts';
import { authorizationOf } from '../../../infra/local/aws/signature.ts';
import { type HostFunctions, hostFunctions } from '../../../infra/local/lambda/function-host.ts';

/** What was asked of AWS, and of the functions. */
export type Count = {
  /** By operation, such as `TrentService.Encrypt`. */
  readonly calls: Map<string, number>;
  readonly invocations: Map<string, number>;
  readonly milliseconds: Map<string, number>;
  readonly units: { read: number; write: number };
  /** While this is set, calls are passed on as they are: to count takes longer than most of them. */
  paused: boolean;
};

function newCount(): Count {
  return {
    calls: new Map(),
    invocations: new Map(),
    milliseconds: new Map(),
    units: { read: 0, write: 0 },
    paused: false,
  };
}

function add(map: Map<string, number>, name: string, amount = 1) {
  return map.set(name, (map.get(name) ?? 0) + amount);
}

const READS = ['GetItem', 'Query'];

/** Hears of a call once AWS has done what it asks, before the function does. */
export type Heard = (operation: string, body: string) => void;

/** Passes calls on to `target`, signed anew, and counts them; DynamoDB is asked what each one consumed. */
async function countingProxy(
  target: string,
  credentials: Credentials,
  count: Count,
  heard: Heard,
): Promise<{ url: string; server: Server }> {
  const agent = new Agent({ keepAlive: true });
  const server = createServer(async (incoming, answer) => {
    if (count.paused) {
      const passed = request(target, { method: 'POST', headers: incoming.headers, agent }, (reply) => {
        answer.writeHead(reply.statusCode ?? 500, reply.headers);
        reply.pipe(answer);
      });
      incoming.pipe(passed);
      return;
    }
    const operation = String(incoming.headers['x-amz-target']);
    const isTable = operation.startsWith('DynamoDB');
    add(count.calls, operation);
    const sent = await buffer(incoming);
    const body = isTable
      ? Buffer.from(JSON.stringify({ ...JSON.parse(sent.toString()), ReturnConsumedCapacity: 'TOTAL' }))
      : sent;
    const changed = { ...incoming.headers, 'content-length': String(body.length) };
    const authorization = await authorizationOf(credentials, { method: 'POST', url: '/', headers: changed, body });
    const headers = { ...changed, authorization };
    const passed = request(target, { method: 'POST', headers, agent: false }, async (reply) => {
      const replied = await buffer(reply);
      if (isTable) consumed(operation, replied, count);
      heard(operation, sent.toString());
      answer.writeHead(reply.statusCode ?? 500, reply.headers).end(replied);
    });
    passed.end(body);
  });
  server.once('close', () => agent.destroy());
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The counter has no port');
  return { url: `http://127.0.0.1:${address.port}`, server };
}

function consumed(operation: string, reply: Buffer, { units }: Count): void {
  const used: unknown = JSON.parse(reply.toString()).ConsumedCapacity?.CapacityUnits;
  const type = READS.some((read) => operation.endsWith(`.${read}`)) ? 'read' : 'write';
  // A condition that did not hold costs a write, too, and its reply does not say so.
  units[type] += typeof used === 'number' ? used : 1;
}

/** Hosts functions as local mode does, or as `base` does, with a counter between them and AWS. */
export function countingHost(
  base: HostFunctions = hostFunctions,
  heard: Heard = () => undefined,
): {
  readonly host: HostFunctions;
  readonly count: Count;
} {
  const count = newCount();
  const servers: Server[] = [];
  async function throughCounter(credentials: Credentials, [name, value]: [string, string]): Promise<[string, string]> {
    // S3 takes more than posts to one path.
    if (!name.startsWith('AWS_ENDPOINT_URL') || name.endsWith('_S3')) return [name, value];
    const { url, server } = await countingProxy(value, credentials, count, heard);
    servers.push(server);
    return [name, url];
  }
  const host: HostFunctions = (specs, context) => {
    const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = context.environment;
    const credentials = { accessKeyId, secretAccessKey };
    const counted = Promise.all(
      Object.entries(context.environment).map((variable) => throughCounter(credentials, variable)),
    );
    const inner = counted.then((entries) => base(specs, { ...context, environment: Object.fromEntries(entries) }));
    return {
      warm: async () => (await inner).warm(),
      invoke: async (named, event) => {
        const fn = named
          .replace(/^.*Handfast-?/, '')
          .replace(/[0-9A-F]{8}$/, '')
          .toLowerCase();
        const begun = performance.now();
        try {
          return await (await inner).invoke(named, event);
        } finally {
          add(count.invocations, fn);
          add(count.milliseconds, fn, performance.now() - begun);
        }
      },
      stop: async () => {
        await (await inner).stop();
        for (const server of servers) server.close();
      },
    };
  };
  return { host, count };
}
