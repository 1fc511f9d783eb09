import { describe, expect, test, vi } from 'vitest';
import { callWithRetries, retryAfterSeconds } from '../../../functions/adapters/magento/transport/call-with-retries.ts';
import type { Method, Reply } from '../../../functions/adapters/magento/transport/send.ts';
import { Refusal, type RefusalCode, type RefusalFacts } from '../../../functions/domain/refusals/refusal.ts';

const replied = (status: number, headers: Reply['headers'] = {}) => ({ reply: { status, headers, body: '' } });
const failed = (code: RefusalCode, facts: RefusalFacts = {}) => new Refusal(code, facts);

/** Answers in turn, the last one for ever. */
function attempts(...outcomes: (ReturnType<typeof replied> | Refusal)[]) {
  let turn = 0;
  return vi.fn(async (_leftMs: number) => {
    const outcome = outcomes[Math.min(turn, outcomes.length - 1)];
    turn += 1;
    if (outcome === undefined || outcome instanceof Refusal) throw outcome;
    return outcome;
  });
}

const soon = () => performance.now() + 5_000;
const run = (method: Method, attempt: ReturnType<typeof attempts>, deadlineMs = soon()) =>
  callWithRetries(method, deadlineMs, attempt);

describe('a GET', () => {
  test.each([429, 502, 503, 504])('is tried again when the store answers %i', async (status) => {
    const result = await run('GET', attempts(replied(status), replied(200)));
    expect(result).toMatchObject({ reply: { status: 200 }, tries: 2 });
  });

  test.each(['store_unreachable', 'store_timeout'] as const)('is tried again after %s', async (code) => {
    expect(await run('GET', attempts(failed(code), replied(200)))).toMatchObject({ tries: 2 });
  });

  test('gets the last answer of a store that stays busy', async () => {
    expect(await run('GET', attempts(replied(503)))).toMatchObject({ reply: { status: 503 }, tries: 3 });
  });

  test.each([200, 400, 401, 404, 500])('is not repeated after %i', async (status) => {
    expect(await run('GET', attempts(replied(status)))).toMatchObject({ reply: { status }, tries: 1 });
  });

  test('is not repeated for an answer that is too large, nor after any other refusal', async () => {
    for (const refusal of [failed('store_timeout', { fault: 'OVERSIZE' }), failed('store_address_refused')]) {
      const attempt = attempts(refusal);
      await expect(run('GET', attempt)).rejects.toBe(refusal);
      expect(attempt).toHaveBeenCalledTimes(1);
    }
  });

  test('waits as long as it is asked to', async () => {
    const begun = performance.now();
    await run('GET', attempts(replied(429, { 'retry-after': '1' }), replied(200)));
    expect(performance.now() - begun).toBeGreaterThanOrEqual(1_000);
  });

  test('is not repeated when it is asked to wait longer than there is time', async () => {
    const begun = performance.now();
    const result = await run('GET', attempts(replied(503, { 'retry-after': '60' }), replied(200)));
    expect(result).toMatchObject({ reply: { status: 503 }, tries: 1 });
    expect(performance.now() - begun).toBeLessThan(500);
  });

  test('is told how much time is left', async () => {
    const attempt = attempts(replied(503), replied(200));
    await run('GET', attempt, performance.now() + 2_000);
    const [first = 0, second = 0] = attempt.mock.calls.map(([leftMs]) => leftMs);
    expect(first).toBeLessThanOrEqual(2_000);
    expect(second).toBeLessThan(first - 200);
  });
});

describe.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)('a %s', (method) => {
  test('is tried again only when nothing was sent', async () => {
    expect(await run(method, attempts(failed('store_unreachable'), replied(200)))).toMatchObject({ tries: 2 });
    const silent = attempts(failed('store_timeout'), replied(200));
    await expect(run(method, silent)).rejects.toMatchObject({ code: 'store_timeout' });
    expect(silent).toHaveBeenCalledTimes(1);
    expect(await run(method, attempts(replied(503), replied(200)))).toMatchObject({ reply: { status: 503 }, tries: 1 });
  });
});

test('Retry-After is read as seconds and as a date', () => {
  const now = Date.parse('2026-11-22T10:00:00Z');
  const asked = (text?: string) =>
    retryAfterSeconds(replied(503, text === undefined ? {} : { 'retry-after': text }).reply, now);
  expect(asked('120')).toBe(120);
  expect(asked('Sun, 22 Nov 2026 10:00:30 GMT')).toBe(30);
  expect(asked('Sun, 22 Nov 2026 09:00:00 GMT')).toBe(0);
  expect(asked('soon')).toBeUndefined();
  expect(asked()).toBeUndefined();
});
