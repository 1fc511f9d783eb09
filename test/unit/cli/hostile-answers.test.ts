import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findApi } from '../../../cli/api/api-access.ts';
import type { Io } from '../../../cli/program/shell.ts';
import { type FakeApi, openFakeApi } from './harness/fake-api.ts';

/** Text that a terminal would obey: a colour, a link, a title, a new line, letters from right to left, and C1's CSI. */
const HARM = '\u001b[2J\u001b]8;;https://evil.example\u0007\u001b]0;t\u0007\n\u202eko\u009b31m';
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not come through
const OBEYED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

let api: FakeApi;
beforeAll(async () => {
  api = await openFakeApi();
});
afterAll(() => api.close());

const counts = { read: HARM, delivered: 0, unchanged: 0, deleted: 0, late: 0, poisoned: 0, calls: 0 };
const run = (status: string) => ({
  ...{ id: `run_${HARM}`, channel: `chn_${HARM}`, trigger: HARM, connectors: [HARM], task: HARM, status, reason: HARM },
  ...{ counts, errors: [{ connector: HARM, code: HARM, advice: HARM, at: HARM }], createdAt: HARM },
});
const connection = {
  ...{ id: HARM, product: HARM, status: HARM, store: { url: HARM, host: HARM }, statusSince: HARM, generation: HARM },
  ...{ account: { issuer: HARM, id: HARM, label: HARM }, createdAt: HARM, connectedAt: HARM },
};
const id = 'a'.repeat(32);

describe('what a deployment answers', () => {
  test.each([
    ['a table', `connections list`],
    ['details', `connections show con_${id}`],
    ['progress', `channels sync chn_${id} --watch`],
    ['an error', `channels show chn_${id}`],
  ])('makes no terminal do anything, as %s', async (_, command) => {
    api.answer({
      'GET /v1/connections': { body: { items: [connection], next: HARM } },
      [`GET /v1/connections/con_${id}`]: { body: connection },
      [`POST /v1/channels/chn_${id}/sync`]: { body: run('running') },
      [`GET /v1/runs/${encodeURIComponent(`run_${HARM}`)}`]: { body: run('completed') },
      [`GET /v1/channels/chn_${id}`]: { status: 422, body: { code: HARM, detail: HARM, problems: [HARM] } },
    });
    const written: string[] = [];
    const terminals: Partial<Io>[] = [
      {},
      { terminal: { columns: 100, colours: false }, overwrite: (text) => written.push(text) },
    ];
    for (const io of terminals) {
      const { said, complained } = await api.run(command, io);
      const all = [said, complained, ...written].join('\n');
      expect(all).toContain('evil.example');
      expect(all).not.toMatch(OBEYED);
    }
  });

  test('makes no terminal do anything by the question before something is done', async () => {
    const asked: string[] = [];
    const version = { id: HARM, revision: 1, lastModified: 1, note: HARM };
    const integration = { id, sourceId: id, revision: 2, changedSincePublished: true, history: [version] };
    api.answer({ 'POST /v1/graphql': { body: { data: { productIntegration: integration } } } });
    const prompts: Io['prompts'] = async () => ({
      text: async () => '',
      choice: async () => '',
      confirm: async (question) => {
        asked.push(question);
        return false;
      },
    });
    await api.run('integrations rollback 34827', { prompts });
    expect(asked.join()).toContain('evil.example');
    expect(asked.join()).not.toMatch(OBEYED);
  });

  test.each(['constructor', '__proto__', 'toString'])('is shown as it is, though objects have a %s', async (word) => {
    api.answer({
      'GET /v1/connections': { body: { items: [{ ...connection, status: word }] } },
      [`GET /v1/channels/chn_${id}`]: { status: 422, body: { code: word, detail: 'No.' } },
    });
    const { code, said } = await api.run('connections list', { terminal: { columns: 400, colours: true } });
    expect([code, said.includes(word)]).toEqual([0, true]);
    expect((await api.run(`channels show chn_${id}`)).complained.trim()).toBe('No.');
  });
});

describe('an answer of something else', () => {
  const bodies = [
    {},
    null,
    [],
    'x',
    { items: null },
    { items: [null] },
    { items: [{ id: HARM }] },
    { errors: null, data: {} },
  ];

  test.each([
    'connections list',
    `connections show con_${id}`,
    `channels show chn_${id}`,
    `runs show run_${id}`,
    `deliveries show dlv_${id}`,
    'integrations list',
    'integrations show 34827',
  ])('ends %s with a line that says so', async (command) => {
    for (const body of bodies) {
      api.answer({
        'GET /v1/connections': { body },
        [`GET /v1/connections/con_${id}`]: { body },
        [`GET /v1/channels/chn_${id}`]: { body },
        [`GET /v1/runs/run_${id}`]: { body },
        'POST /v1/graphql': { body },
      });
      const { code, said, complained } = await api.run(command);
      // What says nothing of connections is an empty list to some.
      if (code === 0) continue;
      expect([code, said]).toEqual([1, '']);
      expect(complained.trim().split('\n')).toHaveLength(1);
      expect(complained).toMatch(/address|URL|There is no/);
      expect(complained).not.toMatch(OBEYED);
    }
  });
});

describe('the secret of a client', () => {
  const client = { HANDFAST_CLIENT_ID: 'an-issuers-own', HANDFAST_CLIENT_SECRET: 'secret-of-the-client' };

  test.each([
    'http://issuer.example/token',
    'http://127.0.0.1.evil.example/token',
    'ftp://issuer.example',
    'issuer.example',
  ])('is not sent to %s, where others could read along', (tokenUrl) => {
    const find = () => findApi({ url: 'https://connect.example' }, { ...client, HANDFAST_TOKEN_URL: tokenUrl });
    expect(find).toThrow('must be https');
    expect(find).not.toThrow('secret-of-the-client');
  });

  test.each(['https://issuer.example/token', 'http://127.0.0.1:8789/token'])('is sent to %s', (tokenUrl) => {
    const found = findApi({ url: 'https://connect.example' }, { ...client, HANDFAST_TOKEN_URL: tokenUrl });
    expect(found.tokenUrl).toBe(tokenUrl);
  });
});
