import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FakeApi, openFakeApi } from './harness/fake-api.ts';

const ID = 'chn_3b0d2c5f7a914e86b1d40c9e8f72a6d5';
const RUN = 'run_7d1e0a4bc2f84c3f9a60be5d21f3c8e4';

const COUNTS = { read: 0, delivered: 0, unchanged: 0, deleted: 0, late: 0, poisoned: 0, calls: 0 };
const QUEUED = {
  id: RUN,
  channel: ID,
  trigger: 'api',
  connectors: ['orders'],
  task: 'look',
  status: 'queued',
  counts: COUNTS,
  errors: [],
  createdAt: '2026-11-26T10:00:00.000Z',
};
const ENDED = {
  ...QUEUED,
  status: 'completed',
  counts: { ...COUNTS, read: 12, delivered: 3, unchanged: 9, calls: 2 },
  startedAt: '2026-11-26T10:00:01.000Z',
  endedAt: '2026-11-26T10:01:06.000Z',
};

let api: FakeApi;
beforeAll(async () => {
  api = await openFakeApi();
});
afterAll(() => api?.close());

describe('channels sync --watch', () => {
  test('shows how far the run is until it has ended', async () => {
    api.answer({
      [`POST /v1/channels/${ID}/sync`]: { status: 202, body: QUEUED },
      [`GET /v1/runs/${RUN}`]: { body: ENDED },
    });
    const shown: string[] = [];
    const overwrite = (text: string) => shown.push(text);
    const { code, said } = await api.run(`channels sync ${ID} --connectors orders --full compare --watch`, {
      overwrite,
    });
    expect([code, shown]).toEqual([0, [`${RUN} is queued  nothing yet`, '']]);
    expect(said).toBe(
      [
        RUN,
        `  Channel     ${ID}`,
        '  Status      completed',
        '  Task        look (api)',
        '  Connectors  orders',
        '  Counts      read 12, delivered 3, unchanged 9, calls 2',
        '  Created     2026-11-26 11:00:00 +01:00',
        '  Started     2026-11-26 11:00:01 +01:00',
        '  Ended       2026-11-26 11:01:06 +01:00',
        '  Took        1 min 5 s',
      ].join('\n'),
    );
    expect(api.seen[0]?.body).toEqual({ connectors: ['orders'], full: 'compare' });
  });

  test.each([
    ['completed', 0],
    ['completed_with_errors', 1],
    ['failed', 1],
    ['stopped', 1],
    ['held', 1],
  ])('ends for a run that is %s with %i, and without --watch with 0', async (status, code) => {
    api.answer({ [`GET /v1/runs/${RUN}`]: { body: { ...ENDED, status } } });
    expect((await api.run(`runs show ${RUN} --watch --json`)).code).toBe(code);
    expect((await api.run(`runs show ${RUN} --json`)).code).toBe(0);
  });

  test('names a line for each stage where no terminal is, and none twice', async () => {
    api.answer({ [`GET /v1/runs/${RUN}`]: [{ body: QUEUED }, { body: QUEUED }, { body: ENDED }] });
    expect((await api.run(`runs show ${RUN} --watch --json`)).complained).toBe(`${RUN} is queued`);
  }, 10_000);
});

describe('runs', () => {
  test('are listed with their counts', async () => {
    api.answer({ [`GET /v1/channels/${ID}/runs`]: { body: { items: [ENDED] } } });
    expect((await api.run(`runs list ${ID}`)).said).toBe(
      [
        'ID                                    TASK  STATUS     READ  DELIVERED  DELETED  CREATED                     TOOK',
        `${RUN}  look  completed  12    3          0        2026-11-26 11:00:00 +01:00  1 min 5 s`,
      ].join('\n'),
    );
  });

  test('show what failed and why, and what waits for somebody', async () => {
    const at = '2026-11-26T10:00:30.000Z';
    const errors = [{ connector: 'orders', record: '7', code: 'record_unreadable', advice: 'Look at it.', at }];
    const body = { ...ENDED, status: 'held', reason: 'run_interrupted', errors, held: { orders: 40 } };
    api.answer({ [`GET /v1/runs/${RUN}`]: { body } });
    const { said } = await api.run(`runs show ${RUN}`);
    expect(said).toContain('  Held        deletions wait for "handfast runs confirm": 40 of orders');
    expect(said).toMatch(/ {2}Reason {6}run_interrupted: \w.*\./);
    expect(said).toContain('Errors\n  2026-11-26 11:00:30 +01:00  orders 7  record_unreadable: Look at it.');
  });

  test('are stopped at once, and confirmed once somebody agrees', async () => {
    api.answer({
      [`DELETE /v1/runs/${RUN}`]: { body: { ...QUEUED, status: 'stopped' } },
      [`POST /v1/runs/${RUN}/confirm`]: { body: QUEUED },
    });
    expect((await api.run(`runs stop ${RUN}`)).said).toContain('Status      stopped');
    expect((await api.run(`runs confirm ${RUN}`)).code).toBe(2);
    expect((await api.run(`runs confirm ${RUN} --yes`)).code).toBe(0);
    expect(api.seen.map(({ asked }) => asked)).toEqual([`DELETE /v1/runs/${RUN}`, `POST /v1/runs/${RUN}/confirm`]);
  });
});
