import { describe, expect, test } from 'vitest';
import { BATCH, CHANNEL, FAILED_RUN, HELD_RUN, RUN, WAITING_BATCH } from './channel-samples.ts';
import { answering, consoleFor, pageOf, textOf } from './setup.ts';

const now = () => new Date('2026-11-26T12:00:00.000Z');
const showing = (run: unknown) => ({ 'GET /v1/runs/{id}': answering(run).handler });
const pageFor = (id: string) => `/console/runs/${id}`;

describe("a run's page", () => {
  test('says why it failed, and what to do', async () => {
    const routes = showing(FAILED_RUN);
    const answer = await (await consoleFor({ now, routes })).get(pageFor(FAILED_RUN.id));
    const notice = pageOf(answer).querySelector('.notice')?.textContent;
    expect(notice).toContain('The run failed. What it had delivered stays.');
    expect(notice).toContain('The connection to the store failed before anything was asked.');
    expect(notice).toContain('open the store in a browser');
    expect(answer.body).not.toContain('data-reload');
  });

  test('is shown anew while it runs, and can be stopped', async () => {
    const { endedAt: _, ...underWay } = RUN;
    const running = { ...underWay, status: 'running' };
    const stop = answering({ ...running, stopRequestedAt: '2026-11-26T12:00:00.000Z' });
    const routes = { ...showing(running), 'DELETE /v1/runs/{id}': stop.handler };
    const { get, post } = await consoleFor({ now, routes });
    const answer = await get(pageFor(RUN.id));
    expect(answer.body).toContain('<body data-reload="3">');
    expect(pageOf(answer).querySelector('main form')?.getAttribute('action')).toBe(`${pageFor(RUN.id)}/stop`);
    const stopped = await post(`${pageFor(RUN.id)}/stop`);
    expect(stopped.headers?.['location']).toBe(`${pageFor(RUN.id)}?done=run_stopping`);
  });

  test('says how many deletions wait before it confirms them, and leads to the run that makes them', async () => {
    const confirm = answering(RUN);
    const routes = { ...showing(HELD_RUN), 'POST /v1/runs/{id}/confirm': confirm.handler };
    const console = await consoleFor({ now, routes });
    const answer = await console.get(pageFor(HELD_RUN.id));
    expect(textOf(answer)).toContain('73 deletions wait.');
    expect(pageOf(answer).querySelector('details')?.textContent).toContain('73 records are deleted on your side.');
    const confirmed = await console.post(`${pageFor(HELD_RUN.id)}/confirm`);
    expect(confirmed.headers?.['location']).toBe(`${pageFor(RUN.id)}?done=run_confirmed`);
    expect(console.entries.get(HELD_RUN.id)).toMatchObject([{ action: 'confirm_run', outcome: 'done' }]);
  });

  test('names records with errors by their ids, with what to do', async () => {
    const at = '2026-11-26T11:51:00.000Z';
    const error = { connector: 'orders', code: 'record_failing', advice: 'x', record: '<i>7</i>', at };
    const routes = showing({ ...RUN, status: 'completed_with_errors', errors: [error] });
    const answer = await (await consoleFor({ now, routes })).get(pageFor(RUN.id));
    expect(answer.body).toContain('&lt;i&gt;7&lt;/i&gt;');
    expect(textOf(answer)).toContain('The store fails whenever it has to send this record.');
  });
});

describe("records on a channel's page", () => {
  const here = `/console/channels/${CHANNEL.id}/records`;
  const item = {
    id: '000000042',
    op: 'upsert',
    version: 'v1',
    at: '2026-11-26T11:00:00.000Z',
    origin: 'store',
    record: { total: 12 },
    cursor: 'c1',
  };
  const records = answering({ items: [item], next: 'c2', more: true });
  const routes = {
    'GET /v1/channels/{id}': answering(CHANNEL).handler,
    'GET /v1/channels/{id}/records': records.handler,
  };

  test('are shown to nobody unless a setting allows it, and the page says so', async () => {
    const { get } = await consoleFor({ now, routes });
    expect(textOf(await get(here))).toContain('This deployment does not show records of stores in the console');
    expect(records.asked).toEqual([]);
  });

  test('are listed by id where the setting allows it, of the connector that was chosen', async () => {
    const { get } = await consoleFor({ now, routes, showRecords: true });
    const answer = await get(`${here}?connector=products`);
    expect(Object.fromEntries(records.asked[0]?.query ?? [])).toEqual({
      connector: 'products',
      order: 'newest',
      limit: '50',
    });
    expect(textOf(answer)).toContain('000000042');
    expect(pageOf(answer).querySelector('.pager a')?.getAttribute('href')).toBe(`${here}?connector=products&cursor=c2`);
  });
});

describe('batches of changes', () => {
  const here = `/console/channels/${CHANNEL.id}/changes`;
  const at = '2026-11-26T11:00:09.000Z';
  const results = [
    { line: 1, id: 'a', status: 'done', at },
    { line: 2, status: 'superseded', by: 3, at },
    { line: 3, status: 'failed', code: 'change_refused', advice: 'x', message: 'No <b>such</b> source', at },
  ];

  test('are listed with what became of their lines', async () => {
    const routes = { 'GET /v1/channels/{id}/changes': answering({ items: [BATCH] }).handler };
    const page = pageOf(await (await consoleFor({ now, routes })).get(here));
    expect(page.querySelector('tbody')?.textContent.replaceAll(/\s+/g, ' ')).toContain(
      '1 written, 1 superseded, 1 failed',
    );
    expect(page.querySelector('tbody a')?.getAttribute('href')).toBe(`${here}/${BATCH.id}`);
  });

  test("say of each line what became of it, with the store's words", async () => {
    const shown = answering({ ...BATCH, results });
    const routes = { 'GET /v1/channels/{id}/changes/{batch}': shown.handler };
    const answer = await (await consoleFor({ now, routes })).get(`${here}/${BATCH.id}?status=failed`);
    expect(shown.asked[0]?.query.get('status')).toBe('failed');
    expect(textOf(answer)).toContain('Line 3 was written instead.');
    expect(textOf(answer)).toContain('Magento does not take this change.');
    expect(answer.body).toContain('No &lt;b&gt;such&lt;/b&gt; source');
    expect(answer.body).not.toContain('data-reload');
  });

  test('can be cancelled until they have finished', async () => {
    const routes = {
      'GET /v1/channels/{id}/changes/{batch}': answering({ ...WAITING_BATCH, results: [] }).handler,
      'POST /v1/channels/{id}/changes/{batch}/cancel': answering(WAITING_BATCH).handler,
    };
    const console = await consoleFor({ now, routes });
    const answer = await console.get(`${here}/${BATCH.id}`);
    expect(answer.body).toContain('data-reload');
    expect(pageOf(answer).querySelector('details')?.textContent).toContain('What was written stays.');
    const cancelled = await console.post(`${here}/${BATCH.id}/cancel`);
    expect(cancelled.headers?.['location']).toBe(`${here}/${BATCH.id}?done=batch_cancelled`);
    expect(console.entries.get(CHANNEL.id)).toMatchObject([{ action: 'cancel_changes', outcome: 'done' }]);
  });
});
