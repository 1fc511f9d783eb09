import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../../cli/program/run.ts';
import { type FakeApi, openFakeApi } from './harness/fake-api.ts';

const ID = 'con_4b1f0c9e2d7a48b6a3e5d0917c62f8ab';

let api: FakeApi;
beforeAll(async () => {
  api = await openFakeApi();
});
afterAll(() => api?.close());

describe('a command line that cannot be used sends nothing, and names what was meant', () => {
  test.each([
    ['conections list', "unknown command 'conections' (Did you mean connections?) See --help."],
    ['connections lst', "unknown command 'lst' (Did you mean list?) See --help."],
    ['connections', 'Say what to do: list, show, check, disconnect or call. See --help.'],
    ['connections list --staus active', "unknown option '--staus' (Did you mean --status?) See --help."],
    [
      'connections list --status activ',
      "option '--status <status>' argument 'activ' is invalid. Did you mean active or inactive? See --help.",
    ],
    [
      'connections list --limit 0',
      "option '--limit <number>' argument '0' is invalid. It must be a whole number from 1 to 100. See --help.",
    ],
    ['connections list --all --limit 3', 'Give one of --all, --limit: all is without a limit.'],
    ['attempts show x', "<attempt> 'x' is invalid. It must be the id of an attempt, act_…. See --help."],
    ['connections show', "missing required argument 'connection'. See --help."],
    [
      'connections show chn_3b0d2c5f7a914e86b1d40c9e8f72a6d5',
      "<connection> 'chn_3b0d2c5f7a914e86b1d40c9e8f72a6d5' is invalid. It is the id of a channel; give that of a connection, con_…. See --help.",
    ],
    [`connections call ${ID} GTE V1/orders`, "<method> 'GTE' is invalid. Did you mean GET or PUT? See --help."],
  ])('%s', async (argv, line) => {
    api.answer({});
    expect(await api.run(argv)).toEqual({ code: 2, said: '', complained: line });
    expect(api.seen).toEqual([]);
  });

  test('as does one without a client of the API', async () => {
    const { code, complained } = await api.run('connections list', { environment: { HANDFAST_CLIENT_ID: 'cli_0' } });
    expect([code, complained]).toEqual([
      2,
      'Set HANDFAST_CLIENT_SECRET to a client of the API. "npx handfast clients create --name cli" makes one and shows both.',
    ]);
  });
});

describe('what the API refuses', () => {
  test('is shown in its words, with each problem on a line', async () => {
    api.answer({
      [`GET /v1/connections/${ID}`]: {
        status: 400,
        body: { code: 'request_invalid', detail: 'It is wrong. Mend it.', problems: ['host must not be empty'] },
      },
    });
    expect(await api.run(`connections show ${ID}`)).toEqual({
      code: 1,
      said: '',
      complained: 'It is wrong. Mend it.\nhost must not be empty.',
    });
  });

  test('names when it is worth another try', async () => {
    api.answer({
      [`DELETE /v1/connections/${ID}`]: {
        status: 409,
        body: { code: 'connection_busy', detail: 'It is busy.', retryAfter: 7 },
      },
    });
    const { complained } = await api.run(`connections disconnect ${ID} --yes`);
    expect(complained).toBe('It is busy.\nTry again in 7 s.');
  });

  test('is told apart from a deployment that does not answer', async () => {
    const environment = { HANDFAST_CLIENT_ID: 'cli_0', HANDFAST_CLIENT_SECRET: 'secret-of-the-client' };
    const complained: string[] = [];
    const code = await run(['connections', 'list', '--url', 'http://127.0.0.1:1'], {
      environment,
      print: () => undefined,
      printError: (line) => complained.push(line),
    });
    expect([code, complained.length]).toEqual([1, 1]);
    expect(complained[0]).toMatch(/cannot be reached\..* Run "npm start" for --local; otherwise check the address/);
  });

  test('for want of a scope says where scopes are shown', async () => {
    api.answer({ [`GET /v1/connections/${ID}`]: { status: 403, body: { message: 'Forbidden' } } });
    const { code, complained } = await api.run(`connections show ${ID}`);
    expect(code).toBe(1);
    expect(complained).toContain('See --help for the scope that this command needs');
  });
});

describe.each(['', '--help', 'connections --help', 'connections list --help', 'connections call --help'])(
  'handfast %s teaches',
  (argv) => {
    test('with examples and exit codes', async () => {
      const { code, said } = await api.run(argv === '' ? ['--help'] : argv);
      expect(code).toBe(0);
      expect(said).toContain('Usage: handfast');
      expect(said).toContain('\n  $ npx handfast connections ');
      expect(said).toMatch(/Exit codes: 0 .+; 1 .+; 2 .+\.$/s);
    });
  },
);
