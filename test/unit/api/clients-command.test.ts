import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../../../cli/program/run.ts';
import { isSignedBy } from '../../../infra/local/aws/signature.ts';
import { writeOperatorAccess } from '../../../infra/local/data-folder/operator-access.ts';

const CREDENTIALS = { accessKeyId: 'LOCAL0', secretAccessKey: 'a-secret-key-of-the-operator' };
const SECRET = 's3cr3t-of-the-client-that-is-shown-once-0000';
const MADE = {
  clientId: 'cli_0f6c2a9d41be77c05a3b8e12',
  name: 'backend',
  scopes: ['connections:read', 'connections:call'],
  createdAt: '2026-11-26T10:00:00.000Z',
  createdBy: 'arn:aws:iam::000000000000:user/local',
};
const TOKEN_URL = 'https://api.example/v1/oauth2/token';

type Seen = { readonly method?: string | undefined; readonly url?: string | undefined; readonly body: string };
let seen: Seen[] = [];
let reply: { status: number; body: unknown };
let unsigned = 0;
let folder: string;
let url: string;

async function take(request: IncomingMessage): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const { method = '', url: target = '', headers } = request;
  const body = Buffer.concat(chunks);
  if (!(await isSignedBy(CREDENTIALS, { method, url: target, headers, body }))) unsigned += 1;
  seen.push({ method, url: target, body: body.toString() });
}

const server = createServer((request, response) => {
  void take(request).then(() => {
    response.writeHead(reply.status, { 'content-type': 'application/json' }).end(JSON.stringify(reply.body));
  });
});

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'handfast-clients-'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  writeOperatorAccess(folder, url, CREDENTIALS);
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  seen = [];
  unsigned = 0;
  reply = { status: 201, body: { ...MADE, clientSecret: SECRET, tokenUrl: TOKEN_URL } };
});

async function outcomeOf(argv: string, environment: NodeJS.ProcessEnv = { HANDFAST_DATA: folder }) {
  const [said, complained]: [string[], string[]] = [[], []];
  const io = {
    print: (line: string) => said.push(line),
    printError: (line: string) => complained.push(line),
    environment,
    timeZone: 'UTC',
  };
  const code = await run(argv === '' ? [] : argv.split(' '), io);
  return { code, said: said.join('\n'), complained };
}

describe('handfast clients', () => {
  test('create signs the request, and shows the secret once with what to do with it', async () => {
    const argv = 'clients create --local --name backend --scopes connections:read,connections:call --products demo';
    expect(await outcomeOf(argv)).toEqual({
      code: 0,
      complained: [],
      said: [
        'Made the client "backend". Its secret is shown here, and never again.',
        '',
        '  Client id      cli_0f6c2a9d41be77c05a3b8e12',
        `  Client secret  ${SECRET}`,
        `  Token URL      ${TOKEN_URL}`,
        '  Scopes         connections:read, connections:call',
        '  Products       all',
        '',
        'Get a token for an hour, with id and secret in variables of those names:',
        `  curl -s -u "$CLIENT_ID:$CLIENT_SECRET" -d grant_type=client_credentials ${TOKEN_URL}`,
      ].join('\n'),
    });
    const body = '{"name":"backend","scopes":["connections:read","connections:call"],"products":["demo"]}';
    expect([seen, unsigned]).toEqual([[{ method: 'POST', url: '/v1/clients', body }], 0]);
  });

  test('list shows what each may do and when it was used', async () => {
    reply = {
      status: 200,
      body: { clients: [{ ...MADE, products: ['demo'], lastUsedAt: '2026-11-26T11:00:00.000Z' }] },
    };
    expect((await outcomeOf('clients list --local')).said).toBe(
      [
        'cli_0f6c2a9d41be77c05a3b8e12  backend',
        '  Scopes    connections:read, connections:call',
        '  Products  demo',
        '  Made      2026-11-26 10:00:00 +00:00 by arn:aws:iam::000000000000:user/local',
        '  Used      2026-11-26 11:00:00 +00:00, to the hour',
      ].join('\n'),
    );
    expect([seen, unsigned]).toEqual([[{ method: 'GET', url: '/v1/clients', body: '' }], 0]);
    reply = { status: 200, body: { clients: [MADE] } };
    expect((await outcomeOf('clients list --local')).said).toContain('  Used      never, or more than 400 days ago');
    reply = { status: 200, body: { clients: [] } };
    expect((await outcomeOf('clients list --local')).said).toBe(
      'There is no client yet. Make one: handfast clients create --name backend',
    );
  });

  test('revoke says when tokens end', async () => {
    reply = { status: 200, body: { clientId: MADE.clientId, name: 'backend', revokedAt: '2026-11-26T12:00:00.000Z' } };
    expect(await outcomeOf(`clients revoke ${MADE.clientId} --local`)).toEqual({
      code: 0,
      complained: [],
      said: 'Revoked cli_0f6c2a9d41be77c05a3b8e12 ("backend") at 2026-11-26 12:00:00 +00:00. Its tokens stop working within a minute.',
    });
    expect([seen, unsigned]).toEqual([[{ method: 'DELETE', url: `/v1/clients/${MADE.clientId}`, body: '' }], 0]);
  });

  test('--json prints the answer and nothing else', async () => {
    const { said } = await outcomeOf('clients create --name backend --local --json');
    expect(JSON.parse(said)).toEqual(reply.body);
  });

  test('a line that others wrote cannot forge another one', async () => {
    reply = { status: 200, body: { clients: [{ ...MADE, name: 'a\nb\u001b[31m' }] } };
    expect((await outcomeOf('clients list --local')).said).toContain('a\\nb\\x1b[31m');
  });
});

describe('handfast clients refuses', () => {
  test.each([
    ['clients create --local', '--name: must be given, such as --name backend.'],
    ['clients create --nmae backend --local', "unknown option '--nmae' (Did you mean --name?) See --help."],
    ['clients creat --name backend', "unknown command 'creat' (Did you mean create?) See --help."],
    ['client list', "unknown command 'client' (Did you mean clients?) See --help."],
    ['clients revoke --local', "missing required argument 'id'. See --help."],
    ['clients', 'Say what to do: create, list or revoke. See --help.'],
    ['clients list all --local', "too many arguments for 'list'. Expected 0 arguments but got 1. See --help."],
    [
      'clients create --name a --scopes connection:read --local',
      '--scopes: there is no scope "connection:read". Did you mean connections:read?',
    ],
    [
      'clients create --name a --scopes call --local',
      '--scopes: there is no scope "call". Did you mean connections:call?',
    ],
    ['clients list --local --url https://a.example', 'Give one of --local, --url: each names a deployment.'],
    [
      'clients list --url https://a.example/erp/login',
      '--url: "https://a.example/erp/login" must be the output "ClientsUrl", such as https://….amazonaws.com/v1/clients.',
    ],
    ['clients list --url http://a.example', '--url: must be https, since the answer holds a secret.'],
    [
      'clients list --url https://api.acme.example',
      '--region: api.acme.example does not say which AWS region it is in; name it.',
    ],
    [
      'clients list --outputs /nowhere.json',
      '--outputs: /nowhere.json cannot be read: no such file or directory (ENOENT).',
    ],
  ])('%s', async (argv, line) => {
    expect(await outcomeOf(argv)).toEqual({ code: 2, said: '', complained: [line] });
    expect(seen).toEqual([]);
  });

  test('local mode that never ran', async () => {
    const { code, complained } = await outcomeOf('clients list --local', { HANDFAST_DATA: join(folder, 'none') });
    expect([code, complained[0]]).toEqual([
      2,
      `--local: nothing has run with the data folder ${join(folder, 'none')}. Run "npm start" first, or set HANDFAST_DATA.`,
    ]);
  });

  test('no deployment at all, in one line with all ways to name one', async () => {
    const { code, complained } = await outcomeOf('clients list', {});
    expect([code, complained[0]]).toEqual([
      2,
      expect.stringMatching(/^Which deployment\? Give --url .*--outputs .*--local/),
    ]);
  });
});

describe('handfast clients says what went wrong', () => {
  test.each([
    [
      { status: 403, body: { message: 'Forbidden' } },
      /^AWS did not let you in \(Forbidden\)\. Your user or role needs execute-api:Invoke/,
    ],
    [{ status: 404, body: { code: 'client_not_found', detail: 'There is none.' } }, /^There is none\.$/],
    [{ status: 400, body: { detail: 'x', problems: ['name: must be short'] } }, /^name: must be short\.$/],
    [{ status: 500, body: { message: 'Internal Server Error' } }, /answered 500 \(Internal Server Error\)\.$/],
    [{ status: 200, body: undefined }, /answered 200\.$/],
  ])('for %j', async (answer, line) => {
    reply = answer;
    const { code, said, complained } = await outcomeOf('clients list --local');
    expect([code, said]).toEqual([1, '']);
    expect(complained[0]).toMatch(line);
  });

  test('where nobody answers', async () => {
    const unreachable = join(folder, 'stopped');
    const { mkdirSync } = await import('node:fs');
    mkdirSync(unreachable);
    writeOperatorAccess(unreachable, 'http://127.0.0.1:1', CREDENTIALS);
    const { code, complained } = await outcomeOf('clients list --local', { HANDFAST_DATA: unreachable });
    expect([code, complained[0]]).toEqual([1, expect.stringMatching(/^http:\/\/127\.0\.0\.1:1 cannot be reached: /)]);
  });
});

describe('a deployment', () => {
  const outputsOf = (outputs: object) => {
    const file = join(folder, 'cdk-outputs.json');
    writeFileSync(file, JSON.stringify(outputs));
    return file;
  };
  const deployed = { HandfastClientsUrlA1B2C3D4: 'https://a1.execute-api.eu-west-1.amazonaws.com/v1/clients' };

  test('is found in the outputs of the stack, with its region', async () => {
    const { findDeployment } = await import('../../../cli/api/signed-deployment.ts');
    expect(findDeployment({ outputs: outputsOf({ Handfast: deployed, Other: {} }) }, {})).toEqual({
      clientsUrl: 'https://a1.execute-api.eu-west-1.amazonaws.com/v1/clients',
      region: 'eu-west-1',
    });
  });

  test('must be named where there are several, and be there', async () => {
    const file = outputsOf({ One: deployed, Two: deployed });
    expect((await outcomeOf(`clients list --outputs ${file}`)).complained).toEqual([
      `--stack: ${file} has several deployments (One, Two); name one.`,
    ]);
    expect((await outcomeOf(`clients list --outputs ${file} --stack Three`)).complained).toEqual([
      `--stack: ${file} has no such stack "Three". It holds: One, Two.`,
    ]);
  });
});

test.each(['', '--help', 'clients --help', 'clients create --help'])(
  'handfast %s teaches what there is',
  async (argv) => {
    const { code, said } = await outcomeOf(argv);
    expect(code).toBe(0);
    expect(said).toContain('handfast');
    if (argv.includes('clients')) expect(said).toContain('To rotate a secret: create a second client');
  },
);
