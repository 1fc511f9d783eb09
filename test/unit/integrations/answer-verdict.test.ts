import { describe, expect, test } from 'vitest';
import { judgeAnswer, type UrlAnswer } from '../../../functions/domain/integrations/deliveries/answer-verdict.ts';

const NOW = new Date('2026-11-22T12:00:00.000Z');
const judge = (status: number, body = '', more: Partial<UrlAnswer> = {}) =>
  judgeAnswer({ status, body, ...more }, 'STANDARD_WEBHOOK', NOW);
const judgeFetched = (status: number, body: string) => judgeAnswer({ status, body }, 'EVENT_URL', NOW);

describe('an answer', () => {
  test.each([200, 201, 204, 299])('with %i is done', (status) => {
    expect(judge(status)).toEqual({ kind: 'delivered', answer: undefined });
  });

  test('says what the vendor calls the account', () => {
    expect(judge(200, '{"success":"true","accountIdentifier":4711}')).toMatchObject({
      kind: 'delivered',
      answer: { success: true, accountIdentifier: '4711' },
    });
  });

  test.each([
    '{"success":false,"errorCode":"USER_NOT_FOUND","message":"no"}',
    '{"success":"false","errorCode":"USER_NOT_FOUND","message":"no"}',
  ])('of %s is a no, with 202 too', (body) => {
    const rejected = { kind: 'rejected', answer: { success: false, errorCode: 'USER_NOT_FOUND', message: 'no' } };
    expect(judge(200, body)).toMatchObject(rejected);
    expect(judge(202, body)).toMatchObject(rejected);
  });

  test('with 202 promises a result', () => {
    expect(judge(202)).toEqual({ kind: 'accepted' });
    expect(judgeFetched(202, '{"success":true}')).toEqual({ kind: 'accepted' });
  });

  test.each([300, 301, 302, 307, 308])('with %i fails: no redirect is followed', (status) => {
    expect(judge(status)).toMatchObject({ kind: 'failed', error: 'status' });
  });

  test.each([400, 403, 404, 429, 500, 503])('with %i fails, whatever its body says', (status) => {
    expect(judge(status, '{"success":true}')).toMatchObject({ kind: 'failed', error: 'status' });
    expect(judge(status, '{"success":false}')).toMatchObject({ kind: 'failed', error: 'status' });
  });

  test('with 410 ends deliveries to the URL, with 401 asks for another token', () => {
    expect(judge(410)).toEqual({ kind: 'gone' });
    expect(judge(401)).toEqual({ kind: 'unauthorized' });
  });

  test.each([
    ['120', 120_000],
    ['Sun, 22 Nov 2026 12:10:00 GMT', 600_000],
    ['Sun, 22 Nov 2026 11:00:00 GMT', 0],
    ['soon', undefined],
    ['-5', undefined],
    ['1e9', undefined],
  ])('asks by Retry-After: %s', (retryAfter, retryAfterMs) => {
    expect(judge(503, '', { retryAfter })).toEqual({ kind: 'failed', error: 'status', retryAfterMs });
  });

  test('that broke off is none', () => {
    expect(judgeAnswer({ status: 200, body: undefined }, 'STANDARD_WEBHOOK', NOW)).toMatchObject({ error: 'answer' });
  });

  test.each([
    '<html>Sign in</html>',
    '',
    '[]',
    'null',
    '{"success":1}',
    '{"ok":true}',
    '[{"success":true}]',
    `${'['.repeat(9_000)}`,
  ])('of garbage is done for a webhook, and fails where the event is fetched: %.20s', (body) => {
    expect(judge(200, body)).toEqual({ kind: 'delivered', answer: undefined });
    expect(judgeFetched(200, body)).toEqual({ kind: 'failed', error: 'answer' });
  });

  test('is kept as far as it can be shown: no control characters, no half characters, no more than so many', () => {
    const verdict = judge(
      200,
      JSON.stringify({ success: false, errorCode: 'A'.repeat(99), message: 'a\u0000\nb\ud800' }),
    );
    expect(verdict).toMatchObject({ answer: { errorCode: 'A'.repeat(64), message: 'a  b\ufffd' } });
    expect(judge(200, '{"success":false,"message":{"a":1},"errorCode":""}')).toMatchObject({
      answer: { errorCode: undefined, message: undefined },
    });
  });
});
