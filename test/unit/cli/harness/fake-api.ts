import { createServer, type IncomingMessage } from 'node:http';
import { run } from '../../../../cli/program/run.ts';
import type { Io } from '../../../../cli/program/shell.ts';

const SECRET = 'a-secret-of-the-client-that-is-shown-nowhere';

/** A request as it arrived, without what every request has; NDJSON as a list. */
type Seen = { readonly asked: string; readonly body?: unknown };

type Reply = { readonly status?: number; readonly body: unknown };

/** An API of canned answers at 127.0.0.1. */
export type FakeApi = {
  readonly url: string;
  /** What was asked since the last answer was set, such as `GET /v1/connections?limit=2`. Tokens are left out. */
  readonly seen: Seen[];
  /** Sets what is answered from now on, by method and path; a list is answered one by one, its last one for ever. */
  answer(replies: Readonly<Record<string, Reply | readonly Reply[]>>): void;
  /** Runs a command against it, in the time zone of Berlin; one without options names no deployment. */
  run(argv: readonly string[] | string, io?: Partial<Io>): Promise<Outcome>;
  /** Without `--url`, for one that names a deployment itself. */
  runAsGiven(argv: readonly string[], io?: Partial<Io>): Promise<Outcome>;
  close(): void;
};

export type Outcome = { readonly code: number; readonly said: string; readonly complained: string };

export async function openFakeApi(): Promise<FakeApi> {
  const seen: Seen[] = [];
  let replies: Record<string, Reply[]> = {};
  const server = createServer((request, response) => {
    void textOf(request).then((text) => {
      const { status = 200, body } = replyTo(request, text);
      const type = status < 400 ? 'application/json' : 'application/problem+json';
      response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body));
    });
  });
  function replyTo({ method = '', url = '', headers }: IncomingMessage, text: string): Reply {
    if (url === '/v1/oauth2/token') return { body: { access_token: 'token', expires_in: 3600 } };
    const lines = headers['content-type'] === 'application/x-ndjson';
    const body = () =>
      lines
        ? text
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line))
        : JSON.parse(text);
    seen.push({ asked: `${method} ${url}`, ...(text !== '' && { body: body() }) });
    const [path = ''] = url.split('?');
    const prepared = replies[`${method} ${path}`];
    const reply = prepared !== undefined && prepared.length > 1 ? prepared.shift() : prepared?.[0];
    return (
      reply ?? { status: 404, body: { code: 'not_prepared', detail: `No answer is prepared for ${method} ${path}.` } }
    );
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  return {
    url,
    seen,
    answer: (given) => {
      seen.length = 0;
      replies = Object.fromEntries(Object.entries(given).map(([asked, reply]) => [asked, [reply].flat()]));
    },
    run: (argv, io = {}) => {
      const given = typeof argv === 'string' ? argv.split(' ') : argv;
      return runWith(given.length > 1 ? [...given, '--url', url] : given, io);
    },
    runAsGiven: (argv, io = {}) => runWith(argv, io),
    close: () => server.close(),
  };
}

async function runWith(argv: readonly string[], given: Partial<Io>): Promise<Outcome> {
  const [said, complained]: [string[], string[]] = [[], []];
  const environment = { HANDFAST_CLIENT_ID: 'cli_0f6c2a9d41be77c05a3b8e12', HANDFAST_CLIENT_SECRET: SECRET };
  const code = await run(argv, {
    print: (line) => said.push(line),
    printError: (line) => complained.push(line),
    environment,
    timeZone: 'Europe/Berlin',
    ...given,
  });
  const shown = [...said, ...complained].join('\n');
  if (shown.includes(SECRET)) throw new Error(`The command shows the secret of its client: ${shown}`);
  return { code, said: said.join('\n'), complained: complained.join('\n') };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}
