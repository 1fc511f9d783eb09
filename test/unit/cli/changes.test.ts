import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeApiAccess } from '../../../infra/local/data-folder/api-access.ts';
import { type FakeApi, openFakeApi } from './harness/fake-api.ts';

const CHANNEL = 'chn_3b0d2c5f7a914e86b1d40c9e8f72a6d5';
const BATCH = 'bat_5e3b9d0c7f2a4681b1d40c9e8f72a6d5';
const CLIENT = { HANDFAST_CLIENT_ID: 'cli_0f6c2a9d41be77c05a3b8e12', HANDFAST_CLIENT_SECRET: 'a-secret' };
const COUNTS = { done: 1, unchanged: 0, superseded: 0, conflict: 0, failed: 1, unknown: 0, cancelled: 0 };
const ACCEPTED = { id: BATCH, status: 'accepted', lines: 2, counts: COUNTS };
const PUSH = `POST /v1/channels/${CHANNEL}/changes`;

let api: FakeApi;
let folder: string;
let file: string;
beforeAll(async () => {
  api = await openFakeApi();
  folder = mkdtempSync(join(tmpdir(), 'handfast-push-'));
  file = join(folder, 'stock.ndjson');
  writeFileSync(file, '{"id":"a","change":{"sku":"a"}}\n{"id":"b","change":{"sku":"b"}}\n');
});
afterAll(() => {
  api?.close();
  rmSync(folder, { recursive: true });
});

const FAILED = { line: 2, id: 'b', status: 'failed', code: 'record_missing', advice: 'Create it first.' };
const answerWell = () =>
  api.answer({
    [PUSH]: { status: 202, body: ACCEPTED },
    [`GET /v1/channels/${CHANNEL}/changes/${BATCH}`]: { body: { ...ACCEPTED, status: 'finished', results: [FAILED] } },
  });
const push = ['changes', 'push'];
const EXPECTED = {
  code: 1,
  said: `stock: 2 lines: 1 done, 1 failed\n  line 2 (b)  failed: record_missing: Create it first.\nBatch ${BATCH}`,
};

describe('handfast changes push', () => {
  test('sends a file with the client of the environment, and makes none', async () => {
    answerWell();
    expect(await api.run([...push, file, '--channel', CHANNEL])).toMatchObject(EXPECTED);
    expect(api.seen[0]).toEqual({
      asked: `${PUSH}?connector=stock`,
      body: [
        { id: 'a', change: { sku: 'a' } },
        { id: 'b', change: { sku: 'b' } },
      ],
    });
    expect(api.seen.filter(({ asked }) => asked.includes('/v1/clients'))).toEqual([]);
  });

  test('finds the deployment in the outputs of cdk deploy', async () => {
    answerWell();
    const outputs = join(folder, 'outputs.json');
    writeFileSync(outputs, JSON.stringify({ Handfast: { ApiUrl: `${api.url}/v1` } }));
    const argv = [...push, file, '--channel', CHANNEL, '--outputs', outputs];
    expect(await api.runAsGiven(argv, { environment: CLIENT })).toMatchObject(EXPECTED);
  });

  test('uses the client of local mode', async () => {
    answerWell();
    const [clientId, clientSecret] = ['cli_local', 'a-secret-of-local-mode'];
    writeApiAccess(folder, { url: api.url, tokenUrl: `${api.url}/v1/oauth2/token`, clientId, clientSecret, scope: '' });
    const argv = [...push, file, '--channel', CHANNEL, '--local'];
    expect(await api.runAsGiven(argv, { environment: { HANDFAST_DATA: folder } })).toMatchObject(EXPECTED);
  });

  test('says what the API refuses as every command does', async () => {
    const body = { code: 'forbidden', detail: 'The client lacks the scope changes:write.' };
    api.answer({ [PUSH]: { status: 403, body } });
    const { code, complained } = await api.run([...push, file, '--channel', CHANNEL]);
    expect([code, complained]).toEqual([
      1,
      expect.stringMatching(/^The client lacks the scope changes:write\. See --help/),
    ]);
  });

  test.each<[string, string[], string | RegExp]>([
    ['no client', ['--channel', CHANNEL], /^Set HANDFAST_CLIENT_ID and HANDFAST_CLIENT_SECRET to a client of the API/],
    ['no channel', [], /^--channel: must be given, such as chn_/],
    ['the id of a store', ['--channel', CHANNEL.replace('chn', 'con')], /It is the id of a connection; give that of/],
    ['an AWS profile', ['--channel', CHANNEL, '--profile', 'ops'], /^unknown option '--profile'/],
    ['no such connector', ['--channel', CHANNEL, '--connector', 'A B'], /^--connector: "A B" cannot be one/],
  ])('refuses %s, and sends nothing', async (_, options, problem) => {
    api.answer({});
    const { code, complained } = await api.run([...push, file, ...options], { environment: {} });
    expect([code, complained]).toEqual([2, expect.stringMatching(problem)]);
    expect(api.seen).toEqual([]);
  });
});
