import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findApi } from '../../../cli/api/api-access.ts';
import { writeApiAccess } from '../../../infra/local/data-folder/api-access.ts';

const CLIENT = { HANDFAST_CLIENT_ID: 'cli_0f6c2a9d41be77c05a3b8e12', HANDFAST_CLIENT_SECRET: 'secret-of-the-client' };
const FOUND = { clientId: CLIENT.HANDFAST_CLIENT_ID, clientSecret: CLIENT.HANDFAST_CLIENT_SECRET };
const POOL_CLIENT = { ...CLIENT, HANDFAST_CLIENT_ID: '4tq0example' };
const OUTPUTS = {
  HandfastApiUrlA1B2C3D4: 'https://connect.example/v1',
  HandfastClientsTokenUrlA1B2C3D4: 'https://connect.example/v1/oauth2/token',
  HandfastTokenUrlA1B2C3D4: 'https://pool.example/oauth2/token',
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'handfast-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function outputsOf(content: object): string {
  const file = join(folder, 'cdk-outputs.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

describe('the API of a deployment', () => {
  test.each(['https://connect.example', 'https://connect.example/', 'https://connect.example/v1'])(
    'is at %s, where its own clients get their tokens, too',
    (url) => {
      expect(findApi({ url }, CLIENT)).toEqual({
        ...FOUND,
        url: 'https://connect.example',
        tokenUrl: 'https://connect.example/v1/oauth2/token',
      });
    },
  );

  test('is in the outputs, with the token URL of clients of the user pool', () => {
    const outputs = outputsOf({ Handfast: OUTPUTS, Other: {} });
    expect(findApi({ outputs }, CLIENT)).toMatchObject({ tokenUrl: 'https://connect.example/v1/oauth2/token' });
    expect(findApi({ outputs }, POOL_CLIENT)).toMatchObject({
      url: 'https://connect.example',
      tokenUrl: 'https://pool.example/oauth2/token',
    });
  });

  test('takes the token URL and the scope of an issuer of one’s own', () => {
    const own = { ...POOL_CLIENT, HANDFAST_TOKEN_URL: 'https://login.example/token', HANDFAST_SCOPE: 'a b' };
    const found = { tokenUrl: 'https://login.example/token', scope: 'a b' };
    expect(findApi({ url: 'https://connect.example' }, own)).toMatchObject(found);
  });

  test('of local mode is in its data folder, whatever client the environment names', () => {
    const access = {
      url: 'http://127.0.0.1:8787',
      tokenUrl: 'http://127.0.0.1:8789/token',
      clientId: 'backend',
      clientSecret: 'local-secret',
      scope: 'connections:read',
    };
    writeApiAccess(folder, access);
    expect(findApi({ local: true }, { ...CLIENT, HANDFAST_DATA: folder })).toEqual(access);
  });
});

describe('it is refused in one line that says what to do', () => {
  const REFUSED: [string, Parameters<typeof findApi>[0], NodeJS.ProcessEnv, string][] = [
    [
      'without a client',
      { url: 'https://connect.example' },
      {},
      'Set HANDFAST_CLIENT_ID and HANDFAST_CLIENT_SECRET to a client of the API. "npx handfast clients create --name cli" makes one and shows both.',
    ],
    [
      'without a token URL for a client of somebody else’s',
      { url: 'https://connect.example' },
      POOL_CLIENT,
      'Set HANDFAST_TOKEN_URL to where the issuer of this client gives tokens.',
    ],
    [
      'at an address that a token would be read at on its way',
      { url: 'http://connect.example' },
      CLIENT,
      '--url: must be https, since requests carry a token.',
    ],
    [
      'at another page',
      { url: 'https://connect.example/demo/login' },
      CLIENT,
      '--url: "https://connect.example/demo/login" must be the output "ApiUrl", such as https://connect.example/v1.',
    ],
    [
      'named twice',
      { local: true, url: 'https://a.example' },
      {},
      'Give one of --local, --url: each names a deployment.',
    ],
    [
      'with a stack of no file',
      { local: true, stack: 'One' },
      {},
      '--stack: goes with --outputs, whose stacks it tells apart.',
    ],
    [
      'where local mode never ran',
      { local: true },
      { HANDFAST_DATA: '/nowhere' },
      '--local: nothing has run with the data folder /nowhere. Run "npm start" first, or set HANDFAST_DATA.',
    ],
  ];
  test.each(REFUSED)('%s', (_, wanted, environment, problem) => {
    expect(() => findApi(wanted, environment)).toThrow(problem);
  });

  test('where the outputs have several deployments, or another one', () => {
    const outputs = outputsOf({ One: OUTPUTS, Two: OUTPUTS });
    expect(() => findApi({ outputs }, CLIENT)).toThrow(
      `--stack: ${outputs} has several deployments (One, Two); name one.`,
    );
    expect(() => findApi({ outputs, stack: 'Three' }, CLIENT)).toThrow('no such stack "Three". It holds: One, Two.');
    expect(findApi({ outputs, stack: 'Two' }, CLIENT).url).toBe('https://connect.example');
  });
});
