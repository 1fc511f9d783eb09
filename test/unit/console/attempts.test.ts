import { describe, expect, test } from 'vitest';
import type { ActivationDetailsView } from '../../../functions/api/contract/attempt-details.ts';
import { ENGLISH_BUTTONS } from '../../../functions/domain/refusals/buttons.ts';
import { REFUSALS } from '../../../functions/domain/refusals/handshake-refusals.ts';
import { adviceOnceActive } from '../../../functions/domain/refusals/once-active.ts';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';
import { answering, consoleFor, pageOf, textOf } from './setup.ts';
import { STORE } from './store-samples.ts';

const now = () => new Date('2026-11-26T12:00:00.000Z');

const LISTED = {
  id: 'act_00000000-0000-4000-8000-000000000001',
  product: 'erp',
  store: STORE.store,
  stage: 'failed',
  receivedAt: '2026-11-26T11:00:00.000Z',
  endedAt: '2026-11-26T11:03:00.000Z',
  reason: 'certificate_invalid',
  advice: 'Ask your hosting provider to install a valid certificate.',
} as const;

const WORDS = { title: "The store's certificate is not valid", happened: 'It has expired.', next: LISTED.advice };

const FAILED: ActivationDetailsView = {
  ...LISTED,
  words: WORDS,
  steps: [
    { step: 'received', at: '2026-11-26T11:00:00.000Z', what: '' },
    { step: 'opened', at: '2026-11-26T11:00:02.000Z', what: '' },
    { step: 'request_token', what: '', asked: 'POST /oauth/token/request' },
    { step: 'failed', at: '2026-11-26T11:03:00.000Z', what: '' },
  ],
};
const here = `/console/attempts/${FAILED.id}`;

describe('the list of attempts', () => {
  test('asks by host, product and time, and says of each why it failed', async () => {
    const list = answering({ items: [LISTED], next: 'n3xt' });
    const { get } = await consoleFor({ now, routes: { 'GET /v1/activations': list.handler } });
    const answer = await get('/console/attempts?host=shop.example.com&product=&from=2026-11-26&to=');
    expect(Object.fromEntries(list.asked[0]?.query ?? [])).toEqual({
      host: 'shop.example.com',
      from: '2026-11-26',
      limit: '50',
    });
    const page = pageOf(answer);
    expect(page.querySelector('tbody')?.textContent).toContain('The store’s certificate has expired');
    expect(page.querySelector('tbody a')?.getAttribute('href')).toBe(here);
    expect(page.querySelector('.pager a')?.getAttribute('href')).toContain('from=2026-11-26&to=&cursor=n3xt');
  });

  test('can be narrowed to a stage', async () => {
    const list = answering({ items: [] });
    const { get } = await consoleFor({ now, routes: { 'GET /v1/activations': list.handler } });
    const page = pageOf(await get('/console/attempts?stage=expired'));
    expect(list.asked[0]?.query.get('stage')).toBe('expired');
    const options = page.querySelectorAll('select[name=stage] option');
    expect(options.find((option) => option.hasAttribute('selected'))?.textContent).toBe('never finished');
    expect(new Set(options.map((option) => option.textContent)).size).toBe(8);
    await get('/console/attempts?stage=<b>');
    expect(list.asked[1]?.query.has('stage')).toBe(false);
  });

  test('leads to an attempt whose popup was never opened by where it stands', async () => {
    const item = { ...LISTED, stage: 'received', endedAt: undefined, reason: undefined, advice: undefined };
    const { get } = await consoleFor({ now, routes: { 'GET /v1/activations': answering({ items: [item] }).handler } });
    const link = pageOf(await get('/console/attempts')).querySelector('tbody a');
    expect(link?.getAttribute('href')).toBe(`${here}?product=erp&receivedAt=2026-11-26T11%3A00%3A00.000Z`);
  });

  test('says what it means that nothing is there', async () => {
    const { get } = await consoleFor({ routes: { 'GET /v1/activations': answering({ items: [] }).handler } });
    expect(textOf(await get('/console/attempts?host=a.example'))).toContain('Magento could not reach the callback URL');
  });
});

describe("an attempt's page", () => {
  const show = async (attempt: ActivationDetailsView, language = 'en') => {
    const routes = { 'GET /v1/activations/{id}': answering(attempt).handler };
    return (await consoleFor({ now, routes, language })).get(here);
  };

  test('of a popup that was never opened says so, and what to do', async () => {
    const { reason: _, endedAt: __, words: ___, ...rest } = FAILED;
    const shown = answering({ ...rest, stage: 'expired', popupOpened: false, advice: 'ADVICE', steps: [] });
    const { get } = await consoleFor({ now, routes: { 'GET /v1/activations/{id}': shown.handler } });
    const answer = await get(`${here}?product=erp&receivedAt=2026-11-26T11%3A00%3A00.000Z`);
    expect(Object.fromEntries(shown.asked[0]?.query ?? [])).toEqual({
      product: 'erp',
      receivedAt: '2026-11-26T11:00:00.000Z',
    });
    const notice = pageOf(answer).querySelector('.notice')?.textContent;
    expect(notice).toContain('no window of ours was ever opened');
    expect(notice).toContain('press “Activate” again');
    expect(notice).not.toContain('ADVICE');
  });

  test('says what happened step by step, with times where they are known', async () => {
    const steps = pageOf(await show(FAILED)).querySelectorAll('.history li');
    expect(steps.map((one) => one.textContent.replaceAll(/\s+/g, ' ').trim())).toEqual([
      'Magento sent the keys of the integration. Nov 26, 2026, 11:00:00 AM UTC',
      'The merchant’s window was opened. Nov 26, 2026, 11:00:02 AM UTC',
      'The store issued a request token. POST /oauth/token/request unknown',
      'The attempt ended without a connection. Nov 26, 2026, 11:03:00 AM UTC',
    ]);
  });

  test('gives each step to the second', async () => {
    const { get } = await consoleFor({ now, routes: { 'GET /v1/activations/{id}': answering(FAILED).handler } });
    const steps = pageOf(await get(here)).querySelectorAll('.history time');
    expect(steps[1]?.textContent).toBe('Nov 26, 2026, 11:00:02 AM UTC');
    expect(steps[1]?.getAttribute('data-shows')).toBe('seconds');
  });

  test.each([
    ['consent_declined', 'calm'],
    ['activation_superseded', 'calm'],
    ['certificate_invalid', 'bad'],
  ] as const)('that ended by %s looks %s', async (reason, tone) => {
    const attempt = answering({ ...FAILED, reason });
    const { get } = await consoleFor({ now, routes: { 'GET /v1/activations/{id}': attempt.handler } });
    const page = pageOf(await get(here));
    expect(page.querySelectorAll(`.notice.${tone}, h1 .badge.${tone}`)).toHaveLength(2);
  });

  test('shows the words that the merchant was shown, and what to tell them', async () => {
    const page = pageOf(await show(FAILED));
    expect(page.querySelector('blockquote')?.textContent).toContain('It has expired.');
    expect(page.querySelector('.notice')?.textContent).toContain(
      'Tell the merchant: Ask your hosting provider to install a valid certificate.',
    );
  });

  test('shows a German reader what the German popup says, with the button that the row has by then', async () => {
    const { next: early } = REFUSALS.certificate_invalid;
    const before = pageOf(await show({ ...FAILED, words: { ...WORDS, next: early } }, 'de'));
    expect(before.querySelector('blockquote')?.textContent).toContain('Das Zertifikat des Shops ist ungültig');
    expect(before.querySelector('.notice q')?.textContent).toContain('auf „Aktivieren“ (Activate)');
    expect(before.querySelectorAll('main [lang=en]')).toEqual([]);
    const late = adviceOnceActive('certificate_invalid', early, ENGLISH_BUTTONS);
    const after = pageOf(await show({ ...FAILED, words: { ...WORDS, next: late } }, 'de'));
    expect(after.querySelector('.notice q')?.textContent).toContain('auf „Nochmals genehmigen“ (Reauthorize)');
  });

  test('that is refused says so in the reader’s language', async () => {
    const gone = async () => {
      throw new Refusal('activation_unknown');
    };
    const { get } = await consoleFor({ now, routes: { 'GET /v1/activations/{id}': gone }, language: 'de' });
    const answer = await get(here);
    expect(answer.status).toBe(404);
    expect(pageOf(answer).querySelector('h1')?.textContent).toBe('Diesen Versuch gibt es nicht');
    expect(textOf(answer)).toContain('Suchen Sie in der Liste der Verbindungsversuche nach dem Host.');
  });

  test('leads to the store that it connected', async () => {
    const { reason: _, advice: __, words: ___, ...rest } = FAILED;
    const page = pageOf(await show({ ...rest, stage: 'linked', kind: 'created', connection: STORE.id }));
    expect(page.querySelector('.notice a')?.getAttribute('href')).toBe(`/console/stores/${STORE.id}`);
    expect(page.textContent).toContain('a new store');
  });

  test('says what comes next, and is shown anew, while it is under way', async () => {
    const { reason: _, advice: __, words: ___, endedAt: ____, ...rest } = FAILED;
    const answer = await show({ ...rest, stage: 'requested', steps: FAILED.steps.slice(0, 3) }, 'de');
    expect(answer.body).toContain('data-reload="10"');
    expect(textOf(answer)).toContain('Als Nächstes: Der Händler meldet sich an und stimmt zu.');
  });
});
